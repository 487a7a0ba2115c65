// `pnpm dev`: the app with hot reload on http://localhost:4000, in front of the server on port 4001, which starts
// again when a source of it changes. Runs on the TypeScript sources; ends both when either ends.
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install } from './install.mjs';
import { command, root, tools } from './workspace.mjs';

const port = process.env.PORT || '4000';
const serverPort = process.env.TRAVAUX_DEV_API || '4001';

await command(async () => {
  await install();
  const inherit = { stdio: 'inherit', cwd: root };
  const server = spawn(
    process.execPath,
    [
      tools.tsx,
      'watch',
      '--clear-screen=false',
      '--conditions=source',
      'packages/server/src/cli/main.ts',
      'demo',
    ],
    {
      ...inherit,
      // The browser speaks to Vite's port: that is the origin which the server has to trust.
      env: { ...process.env, PORT: serverPort, TRAVAUX_PUBLIC_URL: `http://localhost:${port}` },
    },
  );
  const app = spawn(process.execPath, [tools.vite], {
    ...inherit,
    cwd: join(root, 'packages/editor'),
    env: { ...process.env, TRAVAUX_DEV_PORT: port, TRAVAUX_DEV_API: serverPort },
  });
  const children = [server, app];
  const endAll = (signal) => children.forEach((child) => child.kill(signal));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => endAll(signal));
  for (const child of children) {
    child.on('exit', (code) => {
      process.exitCode ||= code ?? 0;
      endAll('SIGTERM');
    });
  }
});
