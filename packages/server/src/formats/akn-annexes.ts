/**
 * Annexes that are told by their headings only: which heading is one, and which annex holds which. Annexes with one
 * kind of number lie side by side ("Annex A", "Annex B"), those with another inside them ("Annex I" to "Annex V"),
 * and attachments inside the annex that they follow.
 */
import { letterValue, romanValue } from './item-series.ts';

export const annexHeading =
  /^((?:\p{Lu}{2,12}\s+)?(annex|annexe|anexo|приложение|المرفق|附件|attachment|appendix|apéndice|appendice|добавление|pièce jointe|enclosure|schedule)(?:\s+(?:\p{Lu}|[IVXLC]+|\d+))?(?:\s*[-–—]\s*part\s+[IVX\d]+)?(?:\s*[:.–—-](?=\s|$))?)(?:\s+(.*))?$/isu;
const principalAnnex = new Set(['annex', 'annexe', 'anexo', 'приложение', 'المرفق', '附件']);

type Series = 'letter' | 'roman' | 'decimal' | 'other';

/** Rank of an annex that lies in no other; those inside have greater ones. */
export const annexRank = 30;
const attachmentRank = 33;

interface OpenAnnex {
  readonly series: Series;
  last: number;
  readonly rank: number;
}

export class AnnexSeries {
  readonly #open: OpenAnnex[] = [];

  clear(): void {
    this.#open.length = 0;
  }

  /** The rank at which an annex of this label begins. */
  rankOf(label: string, word: string): number {
    if (!principalAnnex.has(word)) return attachmentRank;
    const body = /(\S+)\s*[:.–—-]?$/u.exec(label)?.[1] ?? '';
    const places = annexPlaces(body.replace(/[:.–—-]$/u, ''));
    const [first] = places;
    const next = this.#open.findLastIndex(({ series, last }) =>
      places.some((place) => place.series === series && place.value === last + 1),
    );
    const at = next >= 0 ? next : this.#open.findLastIndex(({ series }) => first?.series === series);
    if (at >= 0) {
      this.#open.length = at + 1;
      const annex = this.#open[at];
      const place = places.find(({ series }) => series === annex?.series) ?? first;
      if (annex && place) annex.last = place.value;
    } else if (first) {
      const rank = annexRank + Math.min(this.#open.length, 2);
      this.#open.push({ series: first.series, last: first.value, rank });
    }
    return this.#open.at(-1)?.rank ?? annexRank;
  }
}

function annexPlaces(body: string): { readonly series: Series; readonly value: number }[] {
  const lower = body.toLowerCase();
  const places: { readonly series: Series; readonly value: number }[] = [];
  if (/^\d+$/u.test(body)) places.push({ series: 'decimal', value: Number(body) });
  const roman = romanValue(lower);
  if (roman !== null) places.push({ series: 'roman', value: roman });
  const letter = letterValue(lower);
  if (letter !== null && lower.length === 1) places.push({ series: 'letter', value: letter });
  return places.length > 0 ? places : [{ series: 'other', value: 0 }];
}
