/**
 * Akoma Ntoso 3.0, with the conventions of AKN4UN: acts and resolutions with their cover, preamble, body, annexes
 * and closing words.
 *
 * Files that come out of word processors nest their numbered paragraphs by accident ("3." inside the list of
 * "2.1."), so the hierarchy is taken from the labels where there are any, and from the elements where an act is
 * marked up by them (part, chapter, section, article).
 */
import { BodyReader } from './akn-body.ts';
import { directionOf, languageOf } from './languages.ts';
import type { Imported, ImportLimits, ImportProgress } from './imported.ts';
import { Structure, type Facts } from './structure.ts';
import { Unreadable } from './unreadable.ts';
import { childElements, descendants, firstChild, parseXml, textOfElement, type XmlElement } from './xml.ts';

export function readAkn(
  text: string,
  limits: ImportLimits,
  options: {
    readonly idSeed: string;
    readonly fileName: string;
    readonly progress?: ImportProgress | undefined;
  },
): Imported {
  const root = parseXml(text, limits, options.progress);
  if (root.name !== 'akomaNtoso') {
    throw new Unreadable(
      'unknown-format',
      `This is an XML file of another kind (<${root.name}>). Akoma Ntoso files begin with <akomaNtoso>.`,
      { line: root.line },
    );
  }
  const document = childElements(root).find((child) => !['meta', 'components'].includes(child.name));
  if (!document) {
    throw new Unreadable('malformed', 'This Akoma Ntoso file has no document in it.', { line: root.line });
  }
  const facts = factsOf(document, options.fileName);
  const structure = new Structure({
    idSeed: options.idSeed,
    language: facts.language,
    progress: options.progress,
  });
  new BodyReader(structure).document(document);
  return structure.finish(facts);
}

function factsOf(document: XmlElement, fileName: string): Facts {
  const meta = firstChild(document, 'meta');
  const inMeta = meta ? [...descendants(meta)] : [];
  const cover = [...descendants(document)].filter(({ name }) => name !== 'meta');
  const named = inMeta.find(({ name }) => name === 'FRBRlanguage')?.attributes.language;
  const language = languageOf(named ?? document.attributes.lang ?? 'en');
  const clean = (element: XmlElement | undefined) =>
    element ? textOfElement(element).replace(/\s+/gu, ' ').trim() : '';
  const symbol = clean(cover.find(({ name }) => name === 'docNumber'));
  const titles = cover.filter(({ name }) => name === 'docTitle').map(clean);
  const subject = inMeta.find(
    ({ name, attributes }) => name === 'keyword' && attributes.refersTo === 'title',
  );
  const ownTitle = titles.find((title) => title !== '') ?? '';
  const title =
    (language === 'en' ? subject?.attributes.showAs?.replace(/\s*\[(.*)\]\s*$/u, ' $1').trim() : undefined) ??
    (ownTitle || symbol || fileName);
  const short = symbol || ownTitle || title;
  return {
    title: title.slice(0, 1000),
    shortTitle: short.slice(0, 200),
    language,
    direction: directionOf(language),
    clauseNumbering: 'plain',
  };
}
