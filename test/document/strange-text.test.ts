/** Text that pretends to be something else is shown as what it is. */
import { expect, test } from '@jest/globals';
import { isStrange, strangePieces } from '@travaux/editor/document';
import fc from 'fast-check';

/** `pay[U+202E]lac`, `{word:Latin+Cyrillic}`, `<host>`. */
const seen = (text: string) =>
  strangePieces(text)
    .map((piece) => {
      switch (piece.kind) {
        case 'text':
          return piece.text;
        case 'invisible':
          return `[${piece.code}${piece.turns ? '!' : ''}]`;
        case 'mixed':
          return `{${piece.text}:${piece.scripts.join('+')}}`;
        case 'link':
          return `<${piece.host}>`;
      }
    })
    .join('');

test.each([
  ['plain words, naïve and Ångström', 'plain words, naïve and Ångström'],
  ['pay\u202Elac', 'pay[U+202E!]lac'],
  ['a\u200Bb\uFEFFc\u00ADd', 'a[U+200B]b[U+FEFF]c[U+00AD]d'],
  ['tag\u{E0041}ged', 'tag[U+E0041]ged'],
  ['p\u0430ypal and Кыргызстан', '{p\u0430ypal:Latin+Cyrillic} and Кыргызстан'],
  ['by the \u{1F469}\u200D\u2696\uFE0F of the court', 'by the \u{1F469}\u200D\u2696\uFE0F of the court'],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ['lat\u200Din', 'lat[U+200D]in'],
  ['see https://example.org/a?b=c.', 'see <example.org>.'],
  ['https://ex\u0430mple.org', '<xn--exmple-4nf.org>'],
  ['https://good.org@evil.org/', 'https://good.org@evil.org/'],
  ['javascript:alert(1) data:text/html,x', 'javascript:alert(1) data:text/html,x'],
  ['https://good.org/\u202Egro.live', '<good.org>[U+202E!]gro.live'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
])('%j', (text, shown) => {
  expect(seen(text)).toBe(shown);
});

test('no piece holds a mark that turns the direction, and no word is lost', () => {
  const part = fc.constantFrom('a', 'б', ' ', '\u202E', '\u2066', '\u200B', 'https://a.org/', '.', 'ا', '\n');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const pieces = strangePieces(text);
      const back = pieces.map((piece) =>
        piece.kind === 'invisible' ? String.fromCodePoint(parseInt(piece.code.slice(2), 16)) : piece.text,
      );
      expect(back.join('')).toBe(text);
      for (const piece of pieces) {
        if (piece.kind !== 'invisible') expect(piece.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      }
      expect(isStrange(text)).toBe(pieces.some(({ kind }) => kind === 'invisible' || kind === 'mixed'));
    }),
  );
});
