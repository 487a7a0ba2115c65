/**
 * From bytes to text: what a file is that is no text is said in the words of whoever chose it, and text that is
 * wrongly encoded is refused with its line, because a character that is silently replaced is a word that is lost.
 */
import { Unreadable } from './unreadable.ts';

interface Signature {
  readonly bytes: readonly number[];
  readonly sentence: string;
}

const zip = [0x50, 0x4b];
const signatures: readonly Signature[] = [
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    sentence:
      'This is a PDF file. A PDF has no text that can be taken over safely: import the text it was made from.',
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    sentence:
      'This is an old Word or Office file (.doc). Save it as plain text (.txt) or Markdown (.md) in UTF-8 and import that.',
  },
  {
    bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66],
    sentence: 'This is an RTF file. Save it as plain text (.txt) or Markdown (.md) in UTF-8 and import that.',
  },
  { bytes: [0x1f, 0x8b], sentence: 'This file is compressed (gzip). Unpack it and import what is inside.' },
  {
    bytes: [0x42, 0x5a, 0x68],
    sentence: 'This file is compressed (bzip2). Unpack it and import what is inside.',
  },
  {
    bytes: [0xfd, 0x37, 0x7a, 0x58],
    sentence: 'This file is compressed (xz). Unpack it and import what is inside.',
  },
  {
    bytes: [0x28, 0xb5, 0x2f, 0xfd],
    sentence: 'This file is compressed (zstd). Unpack it and import what is inside.',
  },
  {
    bytes: [0x37, 0x7a, 0xbc, 0xaf],
    sentence: 'This is a 7-Zip archive. Unpack it and import what is inside.',
  },
  { bytes: [0x89, 0x50, 0x4e, 0x47], sentence: 'This is a picture, not a text.' },
  { bytes: [0xff, 0xd8, 0xff], sentence: 'This is a picture, not a text.' },
];

/** @throws Unreadable when the bytes are those of another kind of file */
export function refuseBinary(bytes: Uint8Array): void {
  if (startsWith(bytes, zip)) {
    const name = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
    const sentence = name.includes('word/')
      ? 'Word files cannot be imported yet: save it as plain text (.txt) or Markdown (.md) in UTF-8 and import that.'
      : name.includes('[Content_Types]') || name.includes('mimetypeapplication/vnd.oasis')
        ? 'Office files cannot be imported yet: save the text as plain text (.txt) or Markdown (.md) in UTF-8 and import that.'
        : 'This is a ZIP archive. Unpack it and import what is inside.';
    throw new Unreadable('unknown-format', sentence);
  }
  const found = signatures.find(({ bytes: signature }) => startsWith(bytes, signature));
  if (found) throw new Unreadable('unknown-format', found.sentence);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

/** UTF-8, UTF-16 with a byte order mark, or what an XML declaration names. */
export function decodeText(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return decode(bytes.subarray(2), 'utf-16le');
  if (a === 0xfe && b === 0xff) return decode(bytes.subarray(2), 'utf-16be');
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/u
    .exec(start)?.[1]
    ?.toLowerCase();
  if (declared && ['iso-8859-1', 'latin1', 'windows-1252', 'us-ascii', 'iso-8859-15'].includes(declared)) {
    return decode(bytes, declared);
  }
  return decode(bytes, 'utf-8');
}

function decode(bytes: Uint8Array, encoding: string): string {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const line = encoding === 'utf-8' ? lineOfBadByte(bytes) : undefined;
    const name = encoding.toUpperCase();
    throw new Unreadable(
      'not-text',
      `This file is no text in ${name}. If it is a text, save it in UTF-8 and import it again.`,
      line === undefined ? {} : { line },
    );
  }
  const nul = text.indexOf('\u0000');
  if (nul >= 0) {
    throw new Unreadable('not-text', 'This file is not a text: it has zero bytes in it.', {
      line: lineAt(text, nul),
    });
  }
  return text;
}

/** The first line that cannot be decoded, found by halving. */
function lineOfBadByte(bytes: Uint8Array): number {
  const isGood = (end: number) => {
    try {
      // A character cut at the end is not an error of what stands before it.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  let line = 1;
  for (let at = 0; at < good; at += 1) if (bytes[at] === 10) line += 1;
  return line;
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
