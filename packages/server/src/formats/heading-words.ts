/**
 * What a heading says of itself: `Article 2 (purpose)`, `PART I – General`, `Annex B: Statement`, `Preamble`. Shared
 * by the formats that have no elements of their own for articles and annexes.
 */
import type { DivisionKind } from '@travaux/workflow/agreement';

export interface KnownHeading {
  readonly kind: DivisionKind;
  /** As printed; null for a preamble. */
  readonly label: string | null;
  /** What follows the label. */
  readonly heading: string;
}

const kinds: readonly (readonly [DivisionKind, string])[] = [
  ['article', 'article|artículo|статья|المادة'],
  ['part', 'part|partie|parte|часть|title|titre|título'],
  ['chapter', 'chapter|chapitre|capítulo|глава'],
  ['section', 'section|sección|раздел'],
  [
    'annex',
    'annex|annexe|anexo|appendix|appendice|apéndice|attachment|schedule|enclosure|приложение|добавление|المرفق',
  ],
];
const number = String.raw`(?:\p{Nd}+(?:\.\p{Nd}+)*|[IVXLCDM]+|\p{Lu}|one|two|three|four|five|six|seven|eight|nine|ten|premier|première|primero|primera)`;
const inserted = String.raw`(?:\s?(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt))?`;
const pattern = new RegExp(
  String.raw`^(\[?(${kinds.map(([, words]) => words).join('|')})(?:\s+${number}${inserted})?\]?\s*[:.–—-]?)(?:\s+(.*))?$`,
  'isu',
);
const chinese =
  /^(第\s?[\p{Nd}一二三四五六七八九十百零]+\s?(条|章|部分|节)|附件[一二三四五六七八九十\p{Nd}]*)\s*[:：]?\s*(.*)$/su;
const preambles = new Set(['preamble', 'préambule', 'preámbulo', 'преамбула', 'الديباجة', '序言']);

/** @returns null for a heading that only names its matter */
export function knownHeading(text: string): KnownHeading | null {
  if (preambles.has(text.trim().toLowerCase())) return { kind: 'preamble', label: null, heading: text };
  const match = pattern.exec(text);
  if (match) {
    const [, label = '', word = '', heading = ''] = match;
    const kind = kinds.find(([, words]) => words.split('|').includes(word.toLowerCase()))?.[0];
    // "Part of the agreement", "Section on …": the word must be followed by a number, or stand alone.
    const isAlone = heading === '' || /[:.–—-]$/u.test(label.trim());
    const hasNumber =
      label.replace(/[[\]:.–—\-\s]+$/u, '').length > word.length + (label.startsWith('[') ? 1 : 0);
    if (kind && (hasNumber || (kind === 'annex' && isAlone))) {
      return { kind, label: label.trim(), heading: heading.trim() };
    }
  }
  const han = chinese.exec(text);
  if (han) {
    const [, label = '', unit, heading = ''] = han;
    const kind =
      ({ 条: 'article', 章: 'chapter', 部分: 'part', 节: 'section' } as const)[unit ?? ''] ?? 'annex';
    return { kind, label, heading };
  }
  return null;
}

/** Within headings of one level, what holds what: parts hold chapters, these hold sections, these articles. */
export function rankWithin(kind: DivisionKind | null): number {
  switch (kind) {
    case 'annex':
      return 0;
    case 'part':
      return 1;
    case 'chapter':
      return 2;
    case 'section':
      return 3;
    case 'article':
    case null:
      return 4;
    case 'cover':
    case 'preamble':
    case 'closing':
      return 9;
  }
}
