/** How the page is built: as the app is, with its service worker. */
import { defineConfig } from 'vite';
import { serviceWorker } from '../../../packages/editor/src/app/offline/vite-plugin.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  resolve: { conditions: ['source', 'module', 'browser', 'import'], dedupe: ['yjs'] },
  plugins: [serviceWorker()],
  build: { target: 'es2022', modulePreload: { polyfill: false }, emptyOutDir: true, sourcemap: false },
});
