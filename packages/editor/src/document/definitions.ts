/**
 * Definitions: the places of a text that give a term its meaning for the whole agreement.
 *
 * Found are the forms in which treaties write them: “X” means …; the term “X”, as used here, means …; (hereinafter
 * “X”); (the “X”); and their counterparts in the official languages of the United Nations. In a division or clause
 * that is headed Definitions (Use of terms, Terms, Interpretation), the quotation marks may be missing. An
 * abbreviation in brackets, such as (IAEA), gives no meaning and is no definition; nor are quotation marks alone.
 *
 * What a definition says is its block, with the list or quotation that continues it: its hash changes when these
 * do, and not when another definition of the same clause does. Of a structured block it is the whole block.
 */
import type { Node } from 'prosemirror-model';
import { canonicalNode, hashOf } from './canonical.ts';
import { fold } from './fold.ts';

export interface Definition {
  /** As it is written, without its article and quotation marks. */
  readonly term: string;
  /** SHA-256 of `canonical`, lower-case hexadecimal. */
  readonly hash: string;
  /** The blocks that define it, each as canonical JSON, on a line of its own. */
  readonly canonical: string;
  /** The words of these blocks. */
  readonly words: string;
}

const definitionHeading =
  /^(?:definitions?|defined terms|definicion(?:es)?|определения|التعاريف|تعاريف|定义)(?![\p{L}])/u;
const termsHeading =
  /^(?:terms|use of terms|terms used|interpretation|glossary|emploi des termes|termes|expressions employees|uso de terminos|terminos|terminos empleados|термины|употребление терминов|использование терминов|المصطلحات|استخدام المصطلحات|استعمال المصطلحات|用语|术语)[.:]?$/u;

/** Whether what stands below this heading are definitions. */
export function headsDefinitions(heading: string): boolean {
  const folded = fold(heading.trim()).text;
  return definitionHeading.test(folded) || termsHeading.test(folded);
}

const open = '[“«„"「]';
const close = '[”»“"」]';
// A full stop in it stands in an abbreviation or a number: "non-U.S. person".
const within = '(?:[^“”«»„"「」();.]|(?<=[. -]\\p{L})\\.|\\.(?=[^ ”»"」])){1,80}?';
/** A quoted term, captured; and the same for a second one that shares the meaning. */
const quoted = `${open} ?(${within}) ?${close}`;
const alsoQuoted = `(?:,? (?:and|or|et|ou|y|o|и|или|و|أو|和|或) (?:the |le |la |les |el |los |las )?${quoted})?`;
/** What may stand between a term and its verb: "for the purposes of Section 6.4.1", "as used in this document, …,". */
const purpose =
  '(?:,? (?:for|as|in|when|where|used|aux|dans|au|a|en|para|в|для)(?![\\p{L}])[^;:“”«»"]{0,140}?,?)?';
/** "means" is a noun in "means of", "means to", "means agreed". */
const verb =
  '(?:(?:shall |will )?(?:means?(?! (?:of|to|by|for|and|or|agreed|available)(?![\\p{L}]))|refers? to|(?:is|are) defined as|ha(?:s|ve) the (?:same )?meaning|denotes?)|' +
  "désigne(?:nt)?|s['’]entend(?:ent)?(?! par)|signifie(?:nt)?|" +
  'significan?|designan?|se refieren? a|se entiende|se entenderá|se entienden|se entenderán|tiene el significado|' +
  'означа(?:ет|ют)|обознача(?:ет|ют)|понима(?:ется|ются)|имеет значение|' +
  'يعني|تعني|يقصد به|يقصد بها)(?![\\p{L}])';
const hereinafter =
  '(?:hereinafter|hereafter|henceforth|ci-après|dénommée?s?|en adelante|en lo sucesivo|далее|именуем\\p{L}* (?:в дальнейшем|далее)|المشار إليها?|ويشار إليها?|يشار إليها?|以下简称|下称|以下称)';
const article =
  "(?:the |an? |le |la |les |l['’]|el |los |las |collectively,? |together,? |each,? |individually,? |ensemble,? |conjuntamente,? )*";

/** Each form gives its terms as its captures. */
const forms: readonly RegExp[] = [
  `${quoted}${alsoQuoted}${purpose} (?:${verb})`,
  `${quoted}(?:一词|一语)?(?:系|是|意)?指`,
  `(?:entend par|entiende por|entenderá por|entienden por|entenderán por|يقصد ب|под) ?[^“«„".;]{0,40}${quoted}`,
  `\\([^()“«„"]{0,60}${hereinafter}[^()“«„"]{0,60}${quoted}[^()]{0,20}\\)`,
  `${hereinafter}(?: [^()“«„".;]{0,40})? ${quoted}`,
  `（[^（）]{0,20}${hereinafter}[^（）“]{0,10}${quoted}[^（）]{0,10}）`,
  `\\(${article}${quoted}(?:,? (?:or|and|ou|et|o|y) ${article}${quoted})?\\)`,
  // Without quotation marks, only where an article shows that a name is given.
  '\\((?:hereinafter|hereafter)(?: referred to as| called)?,? (?:the |an? )([^()“”"]{2,60})\\)',
  '\\(ci-après,?(?: dénommée?s?)? (?:le |la |les |l[\'’])([^()«»"]{2,60})\\)',
  '\\((?:en adelante|en lo sucesivo),?(?: denominad[oa]s?)? (?:el |la |los |las )([^()«»"]{2,60})\\)',
].map((form) => new RegExp(form, 'giu'));

/** Below a heading of definitions, at the beginning of a block: `Participant means …`, `Participant: …`. */
const unquoted = new RegExp(
  `^(?:(?:the )?(?:term|expression) )?([\\p{L}\\p{N}][\\p{L}\\p{N}'’ -]{1,60}?)(?: (?:${verb}) |: |(?:系指|是指|指))`,
  'iu',
);

/** A block without any of these needs no closer look. */
const mayDefine = /[“«„"「]|hereinafter|hereafter|ci-après|en adelante|en lo sucesivo/iu;

const leadingArticle = /^(?:the|an?|le|la|les|el|los|las) |^l['’]/iu;

/** @param below whether the clause or a division around it is headed Definitions */
export function definitionsIn(text: Node, below: boolean): Definition[] {
  const found = new Map<string, Definition>();
  const visit = (parent: Node): void => {
    parent.forEach((block, _, index) => {
      if (!block.isTextblock && block.type.name !== 'term') {
        visit(block);
        return;
      }
      const terms = block.isTextblock ? termsDefinedIn(block, below) : termsOfBlock(block);
      if (terms.length === 0) return;
      const blocks = block.isTextblock ? definingBlocks(parent, index) : [block];
      const canonical = blocks.map(canonicalNode).join('\n');
      const hash = hashOf(canonical);
      const words = blocks.map(wordsOf).join('\n');
      for (const term of terms) {
        const before = found.get(term);
        if (before?.hash === hash) continue;
        // A term that one text defines twice depends on both places.
        const both = before && `${before.canonical}\n${canonical}`;
        found.set(
          term,
          both
            ? { term, hash: hashOf(both), canonical: both, words: `${before.words}\n${words}` }
            : { term, hash, canonical, words },
        );
      }
    });
  };
  visit(text);
  return [...found.values()];
}

/** A structured block gives a day its meaning by its name, and any term that one of its fields defines. */
function termsOfBlock(block: Node): string[] {
  return block.children.flatMap((field) => {
    const named = block.attrs.kind === 'day' && field.attrs.name === 'name' ? wordsOf(field) : '';
    return [...(named === '' ? [] : [named]), ...termsDefinedIn(field, false)];
  });
}

/** Structured blocks that have an id, each as what its id means. Of two with one id, both count. */
export function namedBlocksIn(text: Node): Definition[] {
  const found = new Map<string, Definition>();
  text.descendants((block) => {
    if (block.type.name !== 'term') return !block.isTextblock;
    const id = block.attrs.id as string | null;
    if (id === null) return false;
    const before = found.get(id);
    const canonical = [...(before ? [before.canonical] : []), canonicalNode(block)].join('\n');
    const words = [...(before ? [before.words] : []), wordsOf(block)].join('\n');
    found.set(id, { term: id, hash: hashOf(canonical), canonical, words });
    return false;
  });
  return [...found.values()];
}

/** The block, and what continues it: lists, tables and quotations up to the next paragraph. */
function definingBlocks(parent: Node, index: number): Node[] {
  const following = parent.children.slice(index + 1);
  const next = following.findIndex((block) => block.isTextblock);
  return [parent.child(index), ...following.slice(0, next < 0 ? following.length : next)];
}

/** As they are read, footnotes where their marks stand. */
function wordsOf(block: Node): string {
  return block
    .textBetween(0, block.content.size, ' ', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim();
}

/** Terms that one paragraph gives their meaning. */
export function termsDefinedIn(block: Node, below: boolean): string[] {
  const words = wordsOf(block);
  const terms = (mayDefine.test(words) ? forms : []).flatMap((form) =>
    Array.from(words.matchAll(form), ([, ...captures]) => captures as (string | undefined)[]).flat(),
  );
  if (below) terms.push(unquoted.exec(words)?.[1]);
  return terms.flatMap((term) => {
    const bare = (term ?? '')
      .trim()
      .replace(leadingArticle, '')
      .replace(/[\s,:]+$/u, '');
    return /\p{L}/u.test(bare) && bare.split(' ').length <= 8 ? [bare] : [];
  });
}
