/** Where a day lies on a picture: days in proportion from one edge to the other, with a mark for each new year. */
export interface TimeScale {
  readonly at: (date: string) => number;
  readonly years: readonly { readonly year: string; readonly at: number }[];
}

const dayOf = (date: string) => Date.parse(date) / 86_400_000;

export function timeScale(dates: readonly string[], from: number, to: number): TimeScale {
  const sorted = dates.toSorted();
  const [first, last] = [sorted[0] ?? '2000-01-01', sorted.at(-1) ?? '2001-01-01'];
  const span = Math.max(1, dayOf(last) - dayOf(first));
  const at = (date: string) => from + ((dayOf(date) - dayOf(first)) / span) * (to - from);
  const [begins, ends] = [Number(first.slice(0, 4)) + 1, Number(last.slice(0, 4))];
  const every = Math.max(1, Math.ceil((ends - begins + 1) / 10));
  const years = [];
  for (let year = begins; year <= ends; year += every)
    years.push({ year: String(year), at: at(`${year}-01-01`) });
  return { at, years };
}
