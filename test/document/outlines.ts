/**
 * The language of the numbering and reference tests: an outline written as indented lines, one element a line,
 * `id kind number heading`. Number: `+` sequence, `bis` suffix, `-` none, `"Annex A:"` literal.
 */
import type { ElementNumber, Outline, OutlineElement } from '@travaux/workflow/agreement';

const line = /^(\s*)(\S+) (\S+) (\+|bis|-|"[^"]+")(?: (.*))?$/u;

export function outlineOf(source: string): Outline {
  const elements = new Map<string, OutlineElement>();
  const children = new Map<string | null, string[]>();
  const open: { readonly id: string; readonly indent: number }[] = [];
  for (const each of source.split('\n').filter((text) => text.trim() !== '')) {
    const match = line.exec(each);
    if (!match) throw new Error(`not a line of an outline: ${each}`);
    const [, space = '', id = '', kind = '', number = '', heading = ''] = match;
    while ((open.at(-1)?.indent ?? -1) >= space.length) open.pop();
    const parent = open.at(-1)?.id ?? null;
    elements.set(id, {
      id,
      kind: kind as OutlineElement['kind'],
      parent,
      heading,
      number: numberOf(number),
    });
    children.set(parent, [...(children.get(parent) ?? []), id]);
    open.push({ id, indent: space.length });
  }
  return { elements, children };
}

function numberOf(text: string): ElementNumber {
  if (text === '+') return { kind: 'sequence' };
  if (text === 'bis') return { kind: 'suffix' };
  if (text === '-') return { kind: 'none' };
  return { kind: 'literal', label: text.slice(1, -1) };
}
