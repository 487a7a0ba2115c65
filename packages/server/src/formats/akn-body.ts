/**
 * The body of an Akoma Ntoso document, element by element, in reading order.
 */
import { wordsOf } from '@travaux/editor/document';
import type { DivisionKind } from '@travaux/workflow/agreement';
import { annexHeading, annexRank, AnnexSeries } from './akn-annexes.ts';
import { clean, InlineReader, where } from './akn-inline.ts';
import { completeLabel, labelled } from './akn-labels.ts';
import { divisions, inlineElements, isBlock, items, numbered, textBlocks, transparent } from './akn-names.ts';
import { letterValue, placesOf } from './item-series.ts';
import type { Structure } from './structure.ts';
import { paragraph, textParagraph, type NodeJson } from './text-json.ts';
import { childElements, descendants, firstChild, textOfElement, type XmlElement } from './xml.ts';

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

const ranks = { title: 40, heading: 41, lettered: 42, decimal: 43 };

export class BodyReader {
  readonly #structure: Structure;
  readonly #inline: InlineReader;
  #region: Region = newRegion();
  readonly #annexes = new AnnexSeries();
  #preambular = false;

  constructor(structure: Structure) {
    this.#structure = structure;
    this.#inline = new InlineReader(structure);
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
    this.#annexes.clear();
    const bodies = childElements(document).filter(({ name }) => name !== 'meta');
    const first = bodies.flatMap((body) => childElements(body)).find(({ name }) => name !== 'num');
    const title = first && (firstChild(first, 'heading') ?? firstChild(first, 'subheading'));
    if (!title || !annexHeading.test(clean(title))) {
      this.#structure.beginDivision('annex', annexRank, null, '');
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
      for (const item of childElements(element))
        this.#structure.item(null, [paragraph(this.#inline.inline(item))]);
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
      this.#inline.unknown(element);
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
    const notes = this.#inline.inline(heading).filter(({ type }) => type === 'footnote');
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
      structure.block({ type: 'heading', attrs: { level: 1 }, content: this.#inline.inline(element) });
      return;
    } else {
      structure.beginDivision('section', name === 'heading' ? ranks.title : ranks.heading, null, text);
    }
    this.#region.underNumber = false;
    this.#notesOf(element);
  }

  annex(label: string, word: string, rest: string): void {
    const rank = this.#annexes.rankOf(label, word);
    this.#structure.beginDivision('annex', rank, label, rest.replace(/\s+/gu, ' ').trim());
    this.#enterAnnex();
  }

  #enterAnnex(): void {
    this.#region = newRegion();
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
        const title = [heading, ...bodies.map((body) => this.#inline.plain(body))]
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
        const content = this.#inline.inline(body);
        if (content.length > 0) item.content?.push(paragraph(content));
      } else {
        if (!transparent.has(body.name)) this.#inline.unknown(body);
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
      const title = bodies.map((body) => this.#inline.plain(body)).join(' ');
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
    const content = this.#inline.inline(element);
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
}

function newRegion(): Region {
  return { letter: 0, decimal: 0, underNumber: false, label: '' };
}
