/**
 * The inline text of Akoma Ntoso: emphasis, links, footnotes, line breaks. What cannot be taken over is remarked.
 */
import { inlineElements, isBlock, textBlocks } from './akn-names.ts';
import type { Structure } from './structure.ts';
import { InlineWriter, linkMark, textOnly, withMark, type MarkJson, type NodeJson } from './text-json.ts';
import { childElements, textOfElement, type XmlElement } from './xml.ts';

export class InlineReader {
  readonly #remark: Structure['remark'];

  constructor(structure: Structure) {
    this.#remark = (...said) => structure.remark(...said);
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
          this.#remark(
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
          this.#remark(
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
  plain(element: XmlElement): string {
    return this.inline(element)
      .map(({ text, type }) => text ?? (type === 'hard_break' ? ' ' : ''))
      .join('')
      .trim();
  }

  unknown(element: XmlElement): void {
    this.#remark(
      'unknown-element',
      where(element),
      `The element <${element.name}> is not known to the importer. Its words were kept as text.`,
      `unknown ${element.name}`,
    );
  }
}

/** The words of a heading or number: in one line, without its notes. */
export function clean(element: XmlElement): string {
  const copy = {
    ...element,
    children: element.children.filter((child) => typeof child === 'string' || child.name !== 'authorialNote'),
  };
  return textOfElement(copy)
    .replace(/[ \t\r\n]+/gu, ' ')
    .trim();
}

/** Where an element stands in its file, for remarks. */
export function where(element: XmlElement): string {
  return element.attributes.eId ? `${element.attributes.eId}, line ${element.line}` : `line ${element.line}`;
}
