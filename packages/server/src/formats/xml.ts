/**
 * XML as a plain tree, read in one pass with limits: no DOCTYPE (and with it no entity of the file's own, inner or
 * outer), no depth or number of elements beyond what the importer allows, and a line for everything wrong.
 */
import { SaxesParser } from 'saxes';
import type { ImportLimits, ImportProgress } from './imported.ts';
import { Unreadable } from './unreadable.ts';

export interface XmlElement {
  /** Local name, without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
  /** 1-based line of the start tag. */
  readonly line: number;
}

const chunk = 64 * 1024;

export function parseXml(text: string, limits: ImportLimits, progress?: ImportProgress): XmlElement {
  const parser = new SaxesParser({ position: true });
  const stack: XmlElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;

  parser.on('doctype', () => {
    throw new Unreadable(
      'forbidden-construct',
      'This file has a document type declaration (<!DOCTYPE …>). Declarations can define entities, so they are not read. Remove it and import the file again.',
      { line: parser.line },
    );
  });
  parser.on('error', (error) => {
    const reason = error.message.replace(/^\d+:\d+:\s*/u, '').replace(/\.$/u, '');
    throw new Unreadable('malformed', `This file is not well-formed XML: ${reason}.`, { line: parser.line });
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > limits.maxElements) {
      throw new Unreadable(
        'too-many-elements',
        `This file has more than ${limits.maxElements} elements, the most that an import takes.`,
        { line: parser.line },
      );
    }
    if (stack.length >= limits.maxDepth) {
      throw new Unreadable(
        'too-deep',
        `Elements in this file are nested more than ${limits.maxDepth} deep, the most that an import takes.`,
        { line: parser.line },
      );
    }
    const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const [name, value] of Object.entries(tag.attributes as Record<string, string>)) {
      attributes[localName(name)] = value;
    }
    const element: XmlElement = { name: localName(tag.name), attributes, children: [], line: parser.line };
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  parser.on('closetag', () => stack.pop());
  parser.on('text', (value) => stack.at(-1)?.children.push(value));
  parser.on('cdata', (value) => stack.at(-1)?.children.push(value));

  for (let at = 0; at < text.length; at += chunk) {
    parser.write(text.slice(at, at + chunk));
    progress?.('reading', Math.min(at + chunk, text.length), text.length);
  }
  parser.close();
  if (!root) throw new Unreadable('malformed', 'This file has no XML element in it.', { line: 1 });
  return root;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

export function firstChild(element: XmlElement, name: string): XmlElement | undefined {
  return childElements(element).find((child) => child.name === name);
}

/** Every element inside, in document order. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const child of childElements(element)) {
    yield child;
    yield* descendants(child);
  }
}

export function textOfElement(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOfElement(child))).join('');
}
