/**
 * The web app's files. Every page is the one index.html, with the base under which this mount is reached written
 * into it; assets carry their hash in their names and never change.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request, RequestHandler, Response } from 'express';
import { locals } from './locals.ts';
import { notFound, refused, send } from './reply.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Where the build of the app lies: in this package, whether it runs from `src` or from `dist`. */
export function appFolder(): string {
  return fileURLToPath(new URL('../../app', import.meta.url));
}

export function appFiles(folder: string): RequestHandler {
  const root = resolve(folder);
  const index = join(root, 'index.html');
  const page = createPage(index);

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return send(response, refused('method-not-allowed', 'Pages are read only.', { Allow: 'GET, HEAD' }));
    }
    const path = pathWithin(request.path);
    const file = path === null ? null : join(root, path);
    if (file !== null && file !== index && file.startsWith(root + sep) && isFile(file)) {
      return sendFile(request, response, file, root);
    }
    // A missing asset is not a page: a browser that asks for a script must not get HTML.
    if (path === null || /\.[a-z0-9]{2,11}$/i.test(path) || !request.accepts('html')) {
      return send(response, notFound());
    }
    locals(response).route = '(page)';
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Content-Type', types['.html']!);
    const html = page(`${locals(response).place.base}/`);
    if (html === null) response.status(503).send(notBuilt);
    else response.send(html);
  };
}

/** The path of a request below the app's folder; null for one that could leave it or that hides something. */
function pathWithin(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path);
    return /[\0\\]|(^|\/)\./.test(decoded) ? null : decoded.replace(/^\/+/, '');
  } catch {
    return null;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function sendFile(request: Request, response: Response, file: string, root: string): void {
  locals(response).route = '(file)';
  const hashed = file.startsWith(join(root, 'assets') + sep);
  response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
  response.setHeader('Vary', 'Accept-Encoding');
  const encodings = request.acceptsEncodings('br', 'gzip', 'identity');
  const twin = encodings === 'br' ? '.br' : encodings === 'gzip' ? '.gz' : '';
  if (twin !== '' && existsSync(file + twin)) {
    response.setHeader('Content-Encoding', encodings as string);
    file += twin;
  }
  response.sendFile(file, { cacheControl: false, dotfiles: 'allow', lastModified: true });
}

/** Reads index.html again when it was built anew, and writes the base into it. */
function createPage(index: string): (base: string) => string | null {
  let read: { readonly at: number; readonly html: string } | null = null;
  return (base) => {
    const at = statSync(index, { throwIfNoEntry: false })?.mtimeMs;
    if (at === undefined) return null;
    if (read?.at !== at) read = { at, html: readFileSync(index, 'utf8').replace(/<base\b[^>]*>/i, '') };
    return read.html.replace(/<head\b[^>]*>/i, (head) => `${head}\n    <base href="${escaped(base)}" />`);
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const notBuilt = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Travaux: the app is not built</title></head>
  <body>
    <h1>The app is not built</h1>
    <p>The server is running, but the pages of the app have not been built yet.
      Run <code>npm start</code> in the folder of the repository, or <code>pnpm build</code>, and reload this page.</p>
  </body>
</html>
`;
