/**
 * Agreements of any size for the benchmarks, as Akoma Ntoso: the same seed and size always give the same text.
 * Clauses are about as long as those of S/RES/2231 (2015), and every fourth refers to an earlier one.
 */

/** Mulberry32: a small generator of which only repeatability is asked. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words =
  `the parties shall ensure that any measure taken under this article is notified to the secretariat within thirty
   days and reviewed by the committee which may recommend further steps including suspension of restrictive measures
   where verified compliance has been sustained for the period specified in the annex subject to confirmation by an
   independent verifier and without prejudice to obligations arising from other instruments in force between them`.split(
    /\s+/,
  );

const clausesPerArticle = 5;

export function syntheticAgreement(clauses: number, seed = 2231): string {
  const next = random(seed);
  const pick = () => words[Math.floor(next() * words.length)]!;
  const sentence = (length: number) => {
    const text = Array.from({ length }, pick).join(' ');
    return `${text[0]!.toUpperCase()}${text.slice(1)}`;
  };
  const eId = (clause: number) =>
    `art_${Math.floor(clause / clausesPerArticle) + 1}__para_${(clause % clausesPerArticle) + 1}`;

  const paragraph = (clause: number) => {
    const to = Math.floor(next() * clause);
    const reference =
      clause > 0 && clause % 4 === 0
        ? `, in accordance with <ref href="#${eId(to)}">paragraph ${(to % clausesPerArticle) + 1} of Article ${
            Math.floor(to / clausesPerArticle) + 1
          }</ref>`
        : '';
    return (
      `<paragraph eId="${eId(clause)}"><num>${(clause % clausesPerArticle) + 1}.</num>` +
      `<content><p>${sentence(25 + Math.floor(next() * 50))}${reference}.</p></content></paragraph>`
    );
  };
  const articles = Array.from({ length: Math.ceil(clauses / clausesPerArticle) }, (_, index) => {
    const first = index * clausesPerArticle;
    const count = Math.min(clausesPerArticle, clauses - first);
    return (
      `<article eId="art_${index + 1}"><num>Article ${index + 1}</num><heading>${sentence(4)}</heading>` +
      Array.from({ length: count }, (_, offset) => paragraph(first + offset)).join('') +
      '</article>'
    );
  });
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="agreement">' +
    `<preface><p><docTitle>Synthetic Agreement of ${clauses} Clauses</docTitle></p></preface>` +
    `<body>\n${articles.join('\n')}\n</body></act></akomaNtoso>\n`
  );
}
