/**
 * Akoma Ntoso 3.0, with the conventions of AKN4UN: acts and resolutions with their cover, preamble, body, annexes
 * and closing words.
 *
 * Files that come out of word processors nest their numbered paragraphs by accident ("3." inside the list of
 * "2.1."), so the hierarchy is taken from the labels where there are any, and from the elements where an act is
 * marked up by them (part, chapter, section, article).
 */
import { wordsOf } from '@travaux/editor/document';
import type { DivisionKind } from '@travaux/workflow/agreement';
import { directionOf, languageOf } from './languages.ts';
import type { Imported, ImportLimits, ImportProgress } from './imported.ts';
import { letterValue, placesOf, romanValue } from './item-series.ts';
import { Structure, type Facts } from './structure.ts';
import {
  InlineWriter,
  linkMark,
  paragraph,
  textOnly,
  textParagraph,
  withMark,
  type MarkJson,
  type NodeJson,
} from './text-json.ts';
import { Unreadable } from './unreadable.ts';
import { childElements, descendants, firstChild, parseXml, textOfElement, type XmlElement } from './xml.ts';

/** Elements that are divisions of an act, with their rank (a division closes those of its rank and greater). */
const divisions: Readonly<Record<string, readonly [DivisionKind, number]>> = {
  book: ['part', 10],
  tome: ['part', 10],
  title: ['part', 11],
  part: ['part', 12],
  subpart: ['part', 13],
  chapter: ['chapter', 14],
  subchapter: ['chapter', 15],
  section: ['section', 16],
  subsection: ['section', 17],
  division: ['section', 18],
  subdivision: ['section', 19],
  article: ['article', 20],
};
/** Elements that carry a number and text: clauses or, inside a clause, items; their labels tell. */
const numbered = new Set([
  'paragraph',
  'clause',
  'level',
  'rule',
  'subparagraph',
  'subclause',
  'point',
  'indent',
  'alinea',
  'item',
  'recital',
  'subrule',
  'proviso',
  'transitional',
]);
const items = new Set(['point', 'indent', 'subparagraph', 'subclause', 'alinea', 'item', 'subrule']);
/** Elements that only hold others; what they are called says nothing about the agreement. */
const transparent = new Set([
  'content',
  'intro',
  'wrapUp',
  'wrap',
  'list',
  'sublist',
  'blockList',
  'listIntroduction',
  'listWrapUp',
  'blockContainer',
  'container',
  'hcontainer',
  'mainBody',
  'body',
  'debateBody',
  'judgmentBody',
  'div',
  'recitals',
  'citations',
  'longTitle',
  'statement',
  'act',
  'doc',
  'bill',
  'portion',
  'component',
  'components',
  'attachments',
  'tblock',
  'collectionBody',
  'documentCollection',
  'amendmentBody',
  'interstitial',
  'crossHeading',
  'foreign',
  'preambleContent',
  'quotedStructure',
  'embeddedStructure',
]);
const textBlocks = new Set([
  'p',
  'formula',
  'block',
  'docTitleBlock',
  'caption',
  'signature',
  'li',
  'citation',
]);
const inlineElements = new Set([
  'span',
  'inline',
  'a',
  'ref',
  'mref',
  'rref',
  'b',
  'i',
  'u',
  'sup',
  'sub',
  'ins',
  'del',
  'omissis',
  'abbr',
  'term',
  'def',
  'docTitle',
  'docNumber',
  'docDate',
  'docAuthority',
  'docStatus',
  'docType',
  'docProponent',
  'docPurpose',
  'docketNumber',
  'docStage',
  'docIntroducer',
  'docCommittee',
  'docJurisdiction',
  'shortTitle',
  'person',
  'organization',
  'concept',
  'object',
  'event',
  'location',
  'process',
  'role',
  'entity',
  'quantity',
  'date',
  'time',
  'session',
  'legislature',
  'quotedText',
  'embeddedText',
  'mod',
  'rmod',
  'mmod',
  'remark',
  'placeholder',
  'fillIn',
  'decoration',
  'affectedDocument',
  'relatedDocument',
  'signatureBlock',
  'subFlow',
  'authorialNote',
  'noteRef',
  'img',
  'br',
  'eol',
  'eop',
  'marker',
  'num',
  'heading',
  'subheading',
  'change',
  'lawyer',
  'judge',
  'party',
  'witness',
  'neutralCitation',
  'courtType',
  'vote',
  'outcome',
  'opinion',
  'argument',
  'signature',
]);
const annexHeading =
  /^((?:\p{Lu}{2,12}\s+)?(annex|annexe|anexo|приложение|المرفق|附件|attachment|appendix|apéndice|appendice|добавление|pièce jointe|enclosure|schedule)(?:\s+(?:\p{Lu}|[IVXLC]+|\d+))?(?:\s*[-–—]\s*part\s+[IVX\d]+)?(?:\s*[:.–—-](?=\s|$))?)(?:\s+(.*))?$/isu;
const principalAnnex = new Set(['annex', 'annexe', 'anexo', 'приложение', 'المرفق', '附件']);

type AnnexSeries = 'letter' | 'roman' | 'decimal' | 'other';

/** What is open inside one annex, or inside the act itself. */
interface Region {
  /** Letter of the last lettered section. */
  letter: number;
  /** Number of the last plainly numbered clause. */
  decimal: number;
  /** Whether a numbered clause stands under the current heading. */
  underNumber: boolean;
  /** Label of that clause. */
  label: string;
}

const ranks = { annex: 30, subAnnex: 31, attachment: 33, title: 40, heading: 41, lettered: 42, decimal: 43 };

export function readAkn(
  text: string,
  limits: ImportLimits,
  options: {
    readonly idPrefix: string;
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
    idPrefix: options.idPrefix,
    language: facts.language,
    progress: options.progress,
  });
  new Reader(structure).document(document);
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

class Reader {
  readonly #structure: Structure;
  #region: Region = newRegion();
  readonly #regions: { readonly annex: string; readonly region: Region }[] = [];
  readonly #annexes: { readonly series: AnnexSeries; last: number; readonly rank: number }[] = [];
  #preambular = false;

  constructor(structure: Structure) {
    this.#structure = structure;
  }

  document(document: XmlElement): void {
    for (const part of childElements(document)) this.part(part);
  }

  part(part: XmlElement): void {
    switch (part.name) {
      case 'meta':
        return;
      case 'coverPage':
      case 'preface':
        this.#structure.beginDivision('cover', 0, null, '');
        this.#structure.beginClause(null);
        this.flow(part);
        this.#structure.closeDivisions(0);
        return;
      case 'preamble':
        this.#structure.beginDivision('preamble', 0, null, '');
        this.#preambular = true;
        for (const child of childElements(part)) {
          this.#structure.endClause();
          this.element(child);
        }
        this.#preambular = false;
        this.#structure.closeDivisions(0);
        return;
      case 'attachments':
      case 'attachment':
      case 'annex':
        for (const child of childElements(part)) {
          if (child.name === 'attachment') this.part(child);
          else this.attached(child);
        }
        return;
      case 'conclusions':
        this.#structure.beginDivision('closing', 0, null, '');
        this.flow(part);
        this.#structure.closeDivisions(0);
        return;
      default:
        this.element(part);
    }
  }

  /** A document that is attached: its own heading says what it is called; without one it is a nameless annex. */
  attached(document: XmlElement): void {
    this.#structure.closeDivisions(0);
    this.#annexes.length = 0;
    const bodies = childElements(document).filter(({ name }) => name !== 'meta');
    const first = bodies.flatMap((body) => childElements(body)).find(({ name }) => name !== 'num');
    const title = first && (firstChild(first, 'heading') ?? firstChild(first, 'subheading'));
    if (!title || !annexHeading.test(clean(title))) {
      this.#structure.beginDivision('annex', ranks.annex, null, '');
      this.#enterAnnex();
    }
    for (const body of bodies) this.part(body);
  }

  /** The children of an element that is no block of its own. */
  flow(parent: XmlElement): void {
    let run: (XmlElement | string)[] = [];
    const flush = () => {
      if (run.some((each) => typeof each !== 'string' || each.trim() !== '')) {
        this.paragraphs({ ...parent, children: run });
      }
      run = [];
    };
    for (const child of parent.children) {
      if (
        typeof child === 'string' ||
        (inlineElements.has(child.name) && !['heading', 'subheading'].includes(child.name))
      ) {
        run.push(child);
        continue;
      }
      flush();
      this.element(child);
    }
    flush();
  }

  element(element: XmlElement): void {
    const { name } = element;
    const division = divisions[name];
    if (name === 'meta') return;
    if (division) {
      this.division(element, ...division);
    } else if (numbered.has(name)) {
      this.numbered(element);
    } else if (name === 'heading' || name === 'subheading') {
      this.heading(element, name);
    } else if (name === 'table') {
      this.table(element);
    } else if (name === 'ul' || name === 'ol') {
      for (const item of childElements(element)) this.#structure.item(null, [paragraph(this.inline(item))]);
    } else if (name === 'attachment' || name === 'attachments') {
      this.part(element);
    } else if (textBlocks.has(name)) {
      if (childElements(element).some((child) => isBlock(child.name))) this.flow(element);
      else this.paragraphs(element);
    } else if (transparent.has(name)) {
      const ownClause = this.#preambular && name === 'container';
      if (ownClause) this.#structure.beginClause(null);
      this.flow(element);
    } else {
      this.unknown(element);
      this.flow(element);
    }
  }

  division(element: XmlElement, kind: DivisionKind, rank: number): void {
    const num = firstChild(element, 'num');
    const heading = [firstChild(element, 'heading'), firstChild(element, 'subheading')]
      .filter((each) => each !== undefined)
      .map(clean)
      .join(' ');
    this.#structure.beginDivision(kind, rank, num ? clean(num) || null : null, heading);
    this.#region.underNumber = false;
    for (const note of childElements(element)) this.#notesOf(note);
    for (const child of childElements(element)) {
      if (!['num', 'heading', 'subheading'].includes(child.name)) this.element(child);
    }
    this.#structure.closeDivisions(rank);
  }

  /** A footnote of a heading goes to the text below it: a heading has no notes. */
  #notesOf(heading: XmlElement): void {
    if (heading.name !== 'heading' && heading.name !== 'subheading' && heading.name !== 'p') return;
    const notes = this.inline(heading).filter(({ type }) => type === 'footnote');
    if (notes.length === 0) return;
    this.#structure.block(paragraph(notes));
    this.#structure.endClause();
    this.#structure.remark(
      'footnote-of-heading',
      where(heading),
      'A footnote of a heading stands at the beginning of the text below it: headings have no footnotes.',
    );
  }

  /** A heading that is not inside a division of its own. */
  heading(element: XmlElement, name: string, level = ''): void {
    const text = clean(element);
    const structure = this.#structure;
    if (text === '') return;
    const { innermost } = structure;
    const annex = annexHeading.exec(text);
    if (annex && (name === 'heading' || level === 'H1')) {
      this.annex(annex[1]?.trim() ?? text, annex[2]?.toLowerCase() ?? '', annex[3] ?? '');
    } else if (innermost?.kind === 'annex' && innermost.heading === '' && structure.justOpened) {
      innermost.heading = text.slice(0, 500);
      if (text.length > 500) structure.block(textParagraph(text.slice(500)));
    } else if (text.length > 300) {
      structure.beginClause(null);
      structure.block({ type: 'heading', attrs: { level: 1 }, content: this.inline(element) });
      return;
    } else {
      structure.beginDivision('section', name === 'heading' ? ranks.title : ranks.heading, null, text);
    }
    this.#region.underNumber = false;
    this.#notesOf(element);
  }

  annex(label: string, word: string, rest: string): void {
    const body = /(\S+)\s*[:.–—-]?$/u.exec(label)?.[1] ?? '';
    let rank = ranks.attachment;
    if (principalAnnex.has(word)) {
      const places = annexPlaces(body.replace(/[:.–—-]$/u, ''));
      const open = this.#annexes.findLastIndex(({ series, last }) =>
        places.some((place) => place.series === series && place.value === last + 1),
      );
      const same =
        open >= 0 ? open : this.#annexes.findLastIndex(({ series }) => places[0]?.series === series);
      const [first] = places;
      if (same >= 0) {
        this.#annexes.length = same + 1;
        const series = this.#annexes[same];
        const place = places.find((each) => each.series === series?.series) ?? first;
        if (series && place) series.last = place.value;
      } else if (first) {
        this.#annexes.push({
          ...first,
          last: first.value,
          rank: ranks.annex + Math.min(this.#annexes.length, 2),
        });
      }
      rank = this.#annexes.at(-1)?.rank ?? ranks.annex;
    }
    this.#structure.beginDivision('annex', rank, label, rest.replace(/\s+/gu, ' ').trim());
    this.#enterAnnex();
  }

  #enterAnnex(): void {
    this.#region = newRegion();
    this.#regions.push({ annex: this.#structure.innermost?.id ?? '', region: this.#region });
  }

  numbered(element: XmlElement): void {
    const structure = this.#structure;
    const num = firstChild(element, 'num');
    const headings = childElements(element).filter(({ name }) => name === 'heading' || name === 'subheading');
    const bodies = childElements(element).filter(
      ({ name }) => !['num', 'heading', 'subheading'].includes(name),
    );
    const level = element.attributes.class ?? '';
    if (!num && headings.length > 0) {
      for (const each of headings) this.heading(each, each.name, level);
      for (const body of bodies) this.element(body);
      return;
    }
    if (!num || clean(num) === '') {
      this.unnumbered(element);
      return;
    }
    const label = completeLabel(clean(num), bodies);
    const heading = headings.map(clean).join(' ');
    switch (this.kindOf(label, element, bodies)) {
      case 'text':
        // A name that a word processor took for a number: "M. Babaie".
        this.unnumbered({ ...element, children: [labelled(label, bodies)] });
        return;
      case 'section': {
        const isLetter = /^\p{Lu}/u.test(label);
        const title = [heading, ...bodies.map((body) => this.#plain(body))]
          .filter((each) => each !== '')
          .join(' ');
        structure.beginDivision('section', isLetter ? ranks.lettered : ranks.decimal, label, title);
        if (isLetter) this.#region.letter = letterValue(label[0]?.toLowerCase() ?? '') ?? this.#region.letter;
        else this.#region.decimal = Number(/\d+/u.exec(label)?.[0] ?? this.#region.decimal);
        this.#region.underNumber = false;
        for (const body of bodies) for (const p of [body, ...descendants(body)]) this.#notesOf(p);
        return;
      }
      case 'clause':
        structure.beginClause(label, heading);
        this.#region.underNumber = true;
        this.#region.label = label;
        if (/^\p{Nd}+\D*$/u.test(label)) this.#region.decimal = Number(/\d+/u.exec(label)?.[0] ?? 0);
        for (const body of bodies) this.element(body);
        return;
      case 'item': {
        const item = structure.item(label, []);
        if (heading !== '') item.content?.push(textParagraph(heading));
        this.into(item, bodies);
        return;
      }
    }
  }

  /** The blocks of an item: its own text goes into it, numbered elements inside it find their own place. */
  into(item: NodeJson, bodies: readonly XmlElement[]): void {
    for (const body of bodies) {
      if (numbered.has(body.name) || ['list', 'sublist', 'blockList'].includes(body.name)) {
        this.element(body);
      } else if (body.name === 'table') {
        item.content?.push(this.tableNode(body));
      } else if (body.name === 'p' || !childElements(body).some((child) => isBlock(child.name))) {
        const content = this.inline(body);
        if (content.length > 0) item.content?.push(paragraph(content));
      } else {
        if (!transparent.has(body.name)) this.unknown(body);
        this.into(item, childElements(body));
      }
    }
  }

  kindOf(
    label: string,
    element: XmlElement,
    bodies: readonly XmlElement[],
  ): 'section' | 'clause' | 'item' | 'text' {
    const { attributes, name } = element;
    const isItem = items.has(name);
    const isHeadingStyle = /^H\d/u.test(attributes.class ?? '');
    if (isHeadingStyle) return 'section';
    if (name === 'recital' || this.#preambular) return 'clause';
    const letter = /^(\p{Lu})\.$/u.exec(label)?.[1]?.toLowerCase();
    if (letter !== undefined && !this.#structure.continuesList(label)) {
      const value = letterValue(letter) ?? 0;
      const title = bodies.map((body) => this.#plain(body)).join(' ');
      const goesOn = value === this.#region.letter + 1;
      if (goesOn && title.length > 0 && title.length <= 200 && !/[.;,]$/u.test(title)) return 'section';
    }
    if (/^\d+(?:\.\s?\d+)+\.?$/u.test(label)) return 'clause';
    const decimal = /^(\p{Nd}+)\s*(?:bis|ter|quater|\p{L}+ies)?\s*[.\-–)]{0,2}$/u.exec(label)?.[1];
    if (decimal !== undefined) {
      if (!isItem) return 'clause';
      const next = Number(decimal) === this.#region.decimal + 1 && Number(decimal) > 1;
      return next && !this.#structure.continuesList(label) ? 'clause' : 'item';
    }
    if (isItem) return 'item';
    if (!/[\p{L}\p{N}]/u.test(label)) return 'item';
    const places = placesOf(label);
    const { underNumber, label: before } = this.#region;
    const follows = (last: string) =>
      placesOf(last).some((place) =>
        places.some(({ series, value }) => series === place.series && value === place.value + 1),
      );
    if (underNumber && follows(before)) return 'clause';
    if (this.#structure.continuesList(label)) return 'item';
    if (!places.some(({ value }) => value === 1)) return /^\(|\)$/u.test(label) ? 'clause' : 'text';
    return underNumber ? 'item' : 'clause';
  }

  unnumbered(element: XmlElement): void {
    const structure = this.#structure;
    const text = textOfElement(element);
    const words = wordsOf(text).length;
    const isLine = words <= 10 || (words <= 25 && !/[.;:]\s*$/u.test(text));
    // Under a number it belongs to that clause. Under a mere heading each paragraph is a clause of its own, but
    // lines of a list of names stand together.
    if (!this.#region.underNumber && !(isLine && this.#gathersLines())) {
      structure.beginClause(null);
      this.#lines = isLine ? 1 : 0;
    } else {
      this.#lines += 1;
    }
    this.flow(element);
    structure.dropEmptyClause();
  }

  /** Lines gathered in the current unnumbered clause. */
  #lines = 0;

  #gathersLines(): boolean {
    return this.#structure.clause !== null && this.#lines > 0 && this.#lines < 50;
  }

  paragraphs(element: XmlElement): void {
    const content = this.inline(element);
    if (content.length > 0) this.#structure.block(paragraph(content));
  }

  table(element: XmlElement): void {
    const structure = this.#structure;
    if (!this.#region.underNumber) {
      structure.beginClause(null);
      this.#lines = 0;
    }
    const caption = firstChild(element, 'caption');
    if (caption) this.paragraphs(caption);
    structure.block(this.tableNode(element));
  }

  tableNode(element: XmlElement): NodeJson {
    const rows: NodeJson[] = [];
    const visit = (parent: XmlElement) => {
      for (const child of childElements(parent)) {
        if (child.name === 'tr') rows.push(this.row(child));
        else if (child.name !== 'caption' && child.name !== 'colgroup') visit(child);
      }
    };
    visit(element);
    return { type: 'table', content: rows };
  }

  row(element: XmlElement): NodeJson {
    const cells = childElements(element).map((cell): NodeJson => {
      const span = (name: string, most: number) =>
        Math.min(Math.max(Math.trunc(Number(cell.attributes[name] ?? 1)) || 1, 1), most);
      const holder: NodeJson = {
        type: cell.name === 'th' ? 'table_header' : 'table_cell',
        attrs: { colspan: span('colspan', 100), rowspan: span('rowspan', 1000), colwidth: null },
        content: [],
      };
      const blocks = childElements(cell);
      this.into(holder, blocks.some((child) => isBlock(child.name)) ? blocks : [cell]);
      if (holder.content?.length === 0) holder.content.push({ type: 'paragraph' });
      return holder;
    });
    return { type: 'table_row', content: cells };
  }

  inline(element: XmlElement): NodeJson[] {
    const writer = new InlineWriter();
    this.#write(element, [], writer);
    return writer.done();
  }

  #write(element: XmlElement, marks: readonly MarkJson[], writer: InlineWriter): void {
    for (const child of element.children) {
      if (typeof child === 'string') {
        writer.text(child, marks);
        continue;
      }
      switch (child.name) {
        case 'authorialNote':
        case 'note': {
          const note = new InlineWriter();
          for (const part of childElements(child)) {
            this.#write(part, [], note);
            note.text(' ', []);
          }
          if (childElements(child).length === 0) this.#write(child, [], note);
          writer.footnote(textOnly(note.done()));
          break;
        }
        case 'img':
          this.#structure.remark(
            'image-left-out',
            where(child),
            `An image (${child.attributes.alt ?? child.attributes.src ?? 'unnamed'}) was left out: agreements hold text only.`,
          );
          break;
        case 'br':
        case 'eol':
          writer.lineBreak();
          break;
        case 'eop':
        case 'marker':
          break;
        default: {
          if (!inlineElements.has(child.name) && !textBlocks.has(child.name)) this.unknown(child);
          if (isBlock(child.name)) writer.text(' ', []);
          this.#write(child, this.#marksOf(child, marks), writer);
          if (isBlock(child.name)) writer.text(' ', []);
        }
      }
    }
  }

  #marksOf(element: XmlElement, marks: readonly MarkJson[]): readonly MarkJson[] {
    switch (element.name) {
      case 'b':
        return withMark(marks, { type: 'strong' });
      case 'i':
        return withMark(marks, { type: 'emphasis' });
      case 'u':
        return withMark(marks, { type: 'underline' });
      case 'sup':
        return withMark(marks, { type: 'superscript' });
      case 'sub':
        return withMark(marks, { type: 'subscript' });
      case 'a': {
        const link = linkMark(element.attributes.href);
        if (!link && element.attributes.href) {
          this.#structure.remark(
            'link-left-out',
            where(element),
            'A link that is not an http, https or mailto address became plain text.',
          );
        }
        return link ? withMark(marks, link) : marks;
      }
      default: {
        let all = marks;
        for (const style of (element.attributes.class ?? '').split(/\s+/u)) {
          const mark = { bold: 'strong', italic: 'emphasis', underline: 'underline' }[style];
          if (mark) all = withMark(all, { type: mark });
        }
        return all;
      }
    }
  }

  /** The words of an element, without its notes. */
  #plain(element: XmlElement): string {
    return this.inline(element)
      .map(({ text, type }) => text ?? (type === 'hard_break' ? ' ' : ''))
      .join('')
      .trim();
  }

  unknown(element: XmlElement): void {
    this.#structure.remark(
      'unknown-element',
      where(element),
      `The element <${element.name}> is not known to the importer. Its words were kept as text.`,
      `unknown ${element.name}`,
    );
  }
}

function newRegion(): Region {
  return { letter: 0, decimal: 0, underNumber: false, label: '' };
}

function annexPlaces(body: string): { readonly series: AnnexSeries; readonly value: number }[] {
  const lower = body.toLowerCase();
  const places: { readonly series: AnnexSeries; readonly value: number }[] = [];
  if (/^\d+$/u.test(body)) places.push({ series: 'decimal', value: Number(body) });
  const roman = romanValue(lower);
  if (roman !== null) places.push({ series: 'roman', value: roman });
  const letter = letterValue(lower);
  if (letter !== null && lower.length === 1) places.push({ series: 'letter', value: letter });
  return places.length > 0 ? places : [{ series: 'other', value: 0 }];
}

/**
 * Word processors cut numbers in two: `<num>67.1</num> … <p>.⇥Iran`, `<num>2.1.</num> … <p>1.⇥Review`. The rest of
 * the number is taken from the text and put back to its label.
 */
function completeLabel(num: string, bodies: readonly XmlElement[]): string {
  if (!/^\d+(?:\.\d+)*\.?$/u.test(num)) return num;
  const holder = bodies[0] && firstText(bodies[0]);
  if (!holder) return num;
  const text = holder.parent.children[holder.at] as string;
  const rest = /^\s*(\.|\d{1,3}\.?)\t\s*/u.exec(text);
  if (!rest) return num;
  holder.parent.children[holder.at] = text.slice(rest[0].length);
  return rest[1] === '.' ? `${num}.` : `${num} ${rest[1] ?? ''}`;
}

/** The text of an element with its label put back before it. */
function labelled(label: string, bodies: readonly XmlElement[]): XmlElement {
  const holder = bodies[0] && firstText(bodies[0]);
  if (holder) holder.parent.children.splice(holder.at, 0, `${label} `);
  return {
    name: 'content',
    attributes: {},
    line: bodies[0]?.line ?? 0,
    children: holder ? [...bodies] : [label],
  };
}

function firstText(element: XmlElement): { readonly parent: XmlElement; readonly at: number } | null {
  for (const [at, child] of element.children.entries()) {
    if (typeof child === 'string') {
      if (child.trim() !== '') return { parent: element, at };
    } else {
      return firstText(child);
    }
  }
  return null;
}

function isBlock(name: string): boolean {
  return !inlineElements.has(name);
}

function clean(element: XmlElement): string {
  const copy = {
    ...element,
    children: element.children.filter((child) => typeof child === 'string' || child.name !== 'authorialNote'),
  };
  return textOfElement(copy)
    .replace(/[ \t\r\n]+/gu, ' ')
    .trim();
}

function where(element: XmlElement): string {
  return element.attributes.eId ? `${element.attributes.eId}, line ${element.line}` : `line ${element.line}`;
}
