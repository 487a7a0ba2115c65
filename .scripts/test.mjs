// `npm test`: every check and every test, ending with one line `N passed, N failed, N skipped`. Each check
// (formatting, lint, types, build) counts as one test. `npm test -- <path>…` runs only the tests below those
// paths. A skipped test prints its reason and, where CI is set, fails the run.
import './node-version.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { install } from './install.mjs';
import { command, runNode, tools } from './workspace.mjs';

const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs one check, counts it, and prints its output only when it failed. */
async function check(name, work) {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  let problem;
  try {
    problem = await work();
  } catch (error) {
    problem = error.message;
  }
  if (problem) {
    total.failed += 1;
    console.error(`${problem.trimEnd()}\nFAILED ${name} (${seconds()})\n`);
  } else {
    total.passed += 1;
    console.log(`passed ${name} (${seconds()})`);
  }
  return !problem;
}

const tool = (script, args) => async () => {
  const { code, output } = await runNode(script, args, { show: 'never' });
  return code === 0 ? null : output || `exit code ${code}`;
};

/** Runs jest projects and adds what they counted. A suite that could not even run counts as one failure. */
async function jest(projects, args) {
  const folder = mkdtempSync(join(tmpdir(), 'travaux-test-'));
  const report = join(folder, 'report.json');
  try {
    const { code } = await runNode(
      '--experimental-vm-modules',
      [
        '--no-warnings',
        tools.jest,
        ...args,
        '--json',
        `--outputFile=${report}`,
        '--selectProjects',
        ...projects,
      ],
      { env: { NODE_ENV: 'test' }, show: 'errors' },
    );
    let result;
    try {
      result = JSON.parse(readFileSync(report, 'utf8'));
    } catch {
      total.failed += 1;
      console.error(`jest ended with exit code ${code} and without a report (${projects.join(', ')} tests)`);
      return;
    }
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    total.passed += result.numPassedTests;
    total.failed += failed === 0 && code !== 0 ? 1 : failed;
    total.skipped += result.numPendingTests + result.numTodoTests;
    for (const suite of result.testResults) {
      for (const { status, fullName } of suite.assertionResults) {
        if (status === 'pending' || status === 'todo') console.log(`skipped: ${fullName}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await command(async () => {
  await install();
  const paths = process.argv.slice(2);
  process.env.CHROMIUM_PATH = await ensureChromium();
  if (paths.length === 0) {
    await Promise.all([
      check('lint', tool(tools.eslint, ['.', '--max-warnings', '0'])),
      (async () => {
        await check('build', build);
        await check('types', tool(tools.tsc, ['-b']));
        await check('formatting', tool(tools.prettier, ['--check', '.']));
      })(),
    ]);
  } else {
    await check('build', build);
  }
  const scope = paths.length === 0 ? [] : ['--passWithNoTests', ...paths];
  await jest(['node', 'cli'], scope);
  // One browser at a time: pages that share two cores with other pages are slow enough to look broken.
  await jest(['browser'], ['--runInBand', ...scope]);

  const { passed, failed, skipped } = total;
  const refusedSkips = skipped > 0 && Boolean(process.env.CI);
  if (refusedSkips) console.error('A skipped test fails the run where CI is set.');
  process.exitCode = failed > 0 || passed === 0 || refusedSkips ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
});
