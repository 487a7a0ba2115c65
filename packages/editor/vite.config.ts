/**
 * How the web app is built and served while developing.
 *
 * Every address in the build is relative, because the app lives under any prefix: the server writes a
 * `<base href>` into index.html. Beside each asset lie a .gz and a .br for the server to send.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { serviceWorker } from './src/app/offline/vite-plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
// Into the package that serves it; `dist` is what tsc writes, a `dist/app` of its own included.
const outDir = join(here, '../server/app');
const api = `http://localhost:${process.env.TRAVAUX_DEV_API ?? '4001'}`;

/** Writes the compressed twins last, after every other plugin has written its files. */
function compressedTwins(): Plugin {
  return {
    name: 'travaux-compressed-twins',
    apply: 'build',
    enforce: 'post',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const file of filesUnder(outDir)) {
          if (!/\.(js|css|html|svg|json|webmanifest)$/.test(file)) continue;
          const bytes = readFileSync(file);
          if (bytes.length < 512) continue;
          writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
          writeFileSync(
            `${file}.br`,
            brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
          );
        }
      },
    },
  };
}

function* filesUnder(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

const isPage = (url: string) => !/\/(api|sync|livez|readyz|metrics|openapi\.json)(\/|\?|$)/.test(url);

/** While developing there is no server to write the base: the identity windows of the demo need theirs. */
function developmentBase(): Plugin {
  return {
    name: 'travaux-development-base',
    apply: 'serve',
    transformIndexHtml: {
      order: 'pre',
      handler: (html, context) =>
        html.replace(
          '<head>',
          `<head><base href="${/^\/demo\/[^/]+\//.exec(context.originalUrl ?? '/')?.[0] ?? '/'}">`,
        ),
    },
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        // Modules asked for below an identity's base are the same modules as at the root.
        const below = /^\/demo\/[^/]+(\/(?:src|@|node_modules|favicon).*)$/.exec(request.url ?? '');
        if (below && isPage(request.url ?? '')) request.url = below[1];
        next();
      });
    },
  };
}

export default defineConfig({
  root: here,
  base: './',
  resolve: {
    alias: [
      {
        find: /^@travaux\/workflow\/(.+)$/,
        replacement: fileURLToPath(new URL('../workflow/src/$1/index.ts', import.meta.url)),
      },
    ],
    dedupe: ['yjs', 'react', 'react-dom', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view'],
  },
  plugins: [react(), developmentBase(), serviceWorker() as Plugin, compressedTwins()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    manifest: 'manifest.json',
    // No data: addresses for assets, and no inline preload helper beyond what the content policy allows.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: {
    port: Number(process.env.TRAVAUX_DEV_PORT ?? 4000),
    strictPort: true,
    proxy: {
      '^(/demo/[^/]+)?/api/': { target: api, changeOrigin: false },
      '^(/demo/[^/]+)?/sync(/|$|\\?)': { target: api, ws: true, changeOrigin: false },
    },
  },
});
