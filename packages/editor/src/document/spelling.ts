/**
 * Spellings of one word: the closed list of differences that are proved to change no meaning, so that an edit which
 * only exchanges them is linguistic (`edit-class.ts`). Whatever is not listed is another word.
 *
 * English only: British, American and Oxford spelling are each the house style of some organisation, so texts are
 * harmonised from one to the other. Accents are never a matter of spelling here: French "ou" is "or" and "où" is
 * "where", Spanish "si" is "if" and "sí" is "yes". Nor are endings: a plural binds more than a singular.
 */

/** Stems in two spellings, with every ending that they take. */
const stems: readonly (readonly [RegExp, string])[] = [
  [/^(labo|hono|favo|harbo|neighbo|endeavo|colo|behavio|rigo|vigo)ur/u, '$1r'],
  [/^(cent|theat|fib|calib)re(s?)$/u, '$1er$2'],
  [/^(def|off|pret)ence(s?)$/u, '$1ense$2'],
  [/^(cancel|label|model|signal|fuel|level|total|travel|counsel|channel)l(ed|ing|er|ers)$/u, '$1$2'],
  [/^(fulfil|enrol|instal)l(s|ment|ments)?$/u, '$1$2'],
  [/^(judg|acknowledg|abridg)e(ment|ments)$/u, '$1$2'],
  [/^ageing$/u, 'aging'],
  [/^(co)-(operat|ordinat)/u, '$1$2'],
  [/^per *cent$/u, 'percent'],
  // -ise and -ize; no two English words differ in that.
  [/^(\p{L}{3,})is(e|ed|es|ing|er|ers|ation|ations|ational)$/u, '$1iz$2'],
  [/^(\p{L}{3,})ys(e|ed|ing|er|ers)$/u, '$1yz$2'],
];

/** A word in one spelling for all of its spellings. @param word in lower case */
export function spelled(word: string): string {
  for (const [pattern, replacement] of stems) {
    if (pattern.test(word)) return word.replace(pattern, replacement);
  }
  return word;
}
