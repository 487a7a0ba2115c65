/**
 * A page as it is sent: made once, compressed once, and from then on only handed out. Its tags are made of its bytes
 * alone, so they change when what is published changes and at no other time.
 */
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

export interface Rendered {
  readonly type: string;
  /** Without quotes and without the mark of an encoding. */
  readonly tag: string;
  readonly bodies: Readonly<Record<Encoding, Buffer>>;
}

export function rendered(type: string, text: string): Rendered {
  const identity = Buffer.from(text);
  const size = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length };
  return {
    type,
    tag: createHash('sha256').update(type).update('\0').update(identity).digest('base64url').slice(0, 27),
    bodies: {
      identity,
      gzip: gzipSync(identity, { level: 9 }),
      br: brotliCompressSync(identity, { params: size }),
    },
  };
}

/** Each encoding is another sequence of bytes, and a strong tag names one. */
export function tagOf({ tag }: Rendered, encoding: Encoding): string {
  return encoding === 'identity' ? `"${tag}"` : `"${tag}-${encoding}"`;
}

export function isFresh(header: string | undefined, { tag }: Rendered): boolean {
  if (header === undefined) return false;
  return header
    .split(',')
    .some((part) => part.trim() === '*' || part.trim().replace(/^W\/|"|-(br|gzip)(?="$)/g, '') === tag);
}
