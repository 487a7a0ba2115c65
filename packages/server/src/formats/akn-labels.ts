/**
 * Numbers that a word processor tore: put together again before they are read.
 */
import type { XmlElement } from './xml.ts';

/**
 * Word processors cut numbers in two: `<num>67.1</num> … <p>.⇥Iran`, `<num>2.1.</num> … <p>1.⇥Review`. The rest of
 * the number is taken from the text and put back to its label.
 */
export function completeLabel(num: string, bodies: readonly XmlElement[]): string {
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
export function labelled(label: string, bodies: readonly XmlElement[]): XmlElement {
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
