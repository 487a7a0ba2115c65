/**
 * Strange text: what somebody wrote, cut into pieces so that nothing in it can pretend to be something else. Marks that
 * turn the direction of writing or cannot be seen become pieces of their own, to be shown by name; words that mix
 * alphabets whose letters look alike are told apart; links are links only where their address is plain http or https,
 * and then with the name of the host that they really lead to. Comments, pseudonyms and names all go through here.
 *
 * The words themselves are never changed.
 */
export type StrangePiece =
  | { readonly kind: 'text'; readonly text: string }
  /** A mark that nobody would see: shown as its name, `U+202E`. */
  | { readonly kind: 'invisible'; readonly code: string; readonly turns: boolean }
  /** A word of several alphabets, such as Latin with a Cyrillic letter that looks like one of its own. */
  | { readonly kind: 'mixed'; readonly text: string; readonly scripts: readonly string[] }
  | { readonly kind: 'link'; readonly text: string; readonly href: string; readonly host: string };

/** Marks that change or override the direction of what follows. */
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
/**
 * Marks without a shape. The joiners stay where they do their work, between letters of scripts that join and in the
 * middle of an emoji; so do the variation selectors.
 */
// The classes name marks one by one; none of them is meant to join with its neighbour.
/* eslint-disable no-misleading-character-class */
const hidden =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\u{1D173}-\u{1D17A}\u{E0000}-\u{E007F}]|(?<![\p{Extended_Pictographic}\p{M}\p{Emoji_Modifier}]|[\p{sc=Arabic}\p{sc=Deva}\p{sc=Beng}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mong}])[\u200C\u200D]/u;
const pieceOf = new RegExp(
  `(?<invisible>${hidden.source})|(?<link>https?:\\/\\/[^\\s<>"'\`\\u0000-\\u001F]+)|(?<word>[\\p{L}\\p{M}]+)`,
  'gu',
);
/* eslint-enable no-misleading-character-class */
/** Alphabets in which letters look like those of another. */
const alike = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'] as const;
const ofScript = alike.map((script) => [script, new RegExp(`\\p{sc=${script}}`, 'u')] as const);

export function strangePieces(text: string): readonly StrangePiece[] {
  const pieces: StrangePiece[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') pieces.push({ kind: 'text', text: plain });
    plain = '';
  };
  let at = 0;
  for (const match of text.matchAll(pieceOf)) {
    const [whole] = match;
    const { invisible, link, word } = match.groups ?? {};
    plain += text.slice(at, match.index);
    at = match.index + whole.length;
    if (invisible !== undefined) {
      flush();
      const code = `U+${invisible.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
      pieces.push({ kind: 'invisible', code, turns: turning.test(invisible) });
    } else if (link !== undefined) {
      // What hides in an address is shown before it is one.
      const end = link.search(hidden);
      const address = (end < 0 ? link : link.slice(0, end)).replace(/[.,;:!?)\]}]+$/, '');
      const safe = safeLink(address);
      at = match.index + address.length;
      if (safe) {
        flush();
        pieces.push({ kind: 'link', text: address, ...safe });
      } else plain += address;
      if (at < match.index + whole.length) {
        flush();
        pieces.push(...strangePieces(text.slice(at, match.index + whole.length)));
        at = match.index + whole.length;
      }
    } else if (word !== undefined) {
      const scripts = ofScript.flatMap(([name, one]) => (one.test(word) ? [name] : []));
      if (scripts.length < 2) plain += whole;
      else {
        flush();
        pieces.push({ kind: 'mixed', text: word, scripts });
      }
    }
  }
  plain += text.slice(at);
  flush();
  return pieces;
}

/** The same as a string, for where only one fits, such as the label of a button: `Amira[U+202E] Voss`. */
export function withoutDisguise(text: string): string {
  return strangePieces(text)
    .map((piece) => (piece.kind === 'invisible' ? `[${piece.code}]` : piece.text))
    .join('');
}

/** Whether a text holds anything that has to be shown in a way of its own. */
export function isStrange(text: string): boolean {
  return strangePieces(text).some(({ kind }) => kind === 'invisible' || kind === 'mixed');
}

/** Where an address leads; the host as it is asked for, so that letters that look alike are seen. */
function safeLink(address: string): { readonly href: string; readonly host: string } | null {
  if (address.length > 2000 || !URL.canParse(address)) return null;
  const { protocol, username, password, host, href } = new URL(address);
  if ((protocol !== 'https:' && protocol !== 'http:') || username !== '' || password !== '') return null;
  return { href, host };
}
