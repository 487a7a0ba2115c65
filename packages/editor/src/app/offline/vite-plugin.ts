/**
 * Builds the service worker beside the app: `sw.js` at the root of the build, one classic script that knows
 * the files it has to keep. Used in vite.config.ts as `plugins: [..., serviceWorker()]`.
 */

/** The part of Rollup's plugin interface that is used here; Vite's own types bring Node's into the browser code. */
interface Emitter {
  emitFile(file: { type: 'chunk'; id: string; fileName: string }): string;
  error(message: string): never;
}
type OutputFile =
  | { type: 'chunk'; code: string; imports: string[]; dynamicImports: string[]; exports: string[] }
  | { type: 'asset'; source: string | Uint8Array };

const worker = 'sw.js';
/** Files that a page asks for by itself, and those that it never asks for. */
const kept = /\.(js|css|woff2|svg|png|webp)$/;

export function serviceWorker() {
  return {
    name: 'travaux-service-worker',
    apply: 'build' as const,
    enforce: 'post' as const,
    buildStart(this: Emitter) {
      this.emitFile({ type: 'chunk', id: pathOf(new URL('./sw.ts', import.meta.url)), fileName: worker });
    },
    generateBundle: {
      order: 'post' as const,
      handler(this: Emitter, _options: unknown, bundle: Record<string, OutputFile>) {
        const script = bundle[worker];
        if (script?.type !== 'chunk') return this.error('the service worker was not built');
        if (script.imports.length + script.dynamicImports.length + script.exports.length > 0) {
          // Browsers without module workers would refuse it.
          return this.error('the service worker shares a module with the app: it has to be one script');
        }
        const assets = Object.keys(bundle)
          .filter((name) => name !== worker && kept.test(name))
          .sort();
        const page = bundle['index.html'];
        const id = fingerprint([...assets, page?.type === 'asset' ? textOf(page.source) : ''].join('\n'));
        script.code = `self.travauxBuild=${JSON.stringify({ id, assets })};\n${script.code}`;
      },
    },
  };
}

function textOf(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

function pathOf(url: URL): string {
  const path = decodeURIComponent(url.pathname);
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path; // Windows
}

/** FNV-1a: tells two builds apart, no more. The assets' names hold the hashes of their content. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
