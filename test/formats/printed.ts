/**
 * The language of the import tests: what an import prints in reading order, and what an independent reading of the
 * source says that it should. Spaces are left out: no word may be lost, joined to another or split, but where a line
 * ends is the page's business.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelsOf, nodeOfJson, plainText, wordsOf, type ElementLabel } from '@travaux/editor/document';
import { defaultImportLimits, readFile, type Imported } from '@travaux/server/formats';
import type { Outline } from '@travaux/workflow/agreement';

const shared = join(import.meta.dirname, '../../../shared/texts');
export const textsArePresent = existsSync(shared);

export const textsIn = (folder: string, ending: string): string[] =>
  textsArePresent
    ? readdirSync(join(shared, folder))
        .filter((name) => name.endsWith(ending))
        .map((name) => `${folder}/${name}`)
    : [];

export const bytesOf = (name: string): Uint8Array => readFileSync(join(shared, name));
export const sourceOf = (name: string): string => readFileSync(join(shared, name), 'utf8');

/** An import that must succeed. */
export function imported(text: string | Uint8Array, fileName: string): Imported {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const result = readFile(bytes, fileName, defaultImportLimits);
  if (result.failed) throw new Error(`${fileName} was not imported: ${result.sentence}`);
  return result;
}

export function outlineOf({ open }: Imported): Outline {
  const children = new Map<string | null, string[]>();
  for (const { id, parent } of open.elements) children.set(parent, [...(children.get(parent) ?? []), id]);
  return { elements: new Map(open.elements.map((element) => [element.id, element])), children };
}

export interface Line {
  readonly id: string;
  readonly depth: number;
  readonly kind: string;
  readonly number: string;
  readonly label: ElementLabel;
  readonly heading: string;
  readonly text: string;
}

/** Every element with what it prints, in reading order. Every text is checked against the schema on the way. */
export function linesOf(agreement: Imported): Line[] {
  const { facts, elements } = agreement.open;
  const labels = labelsOf(outlineOf(agreement), facts);
  const depths = new Map<string | null, number>([[null, -1]]);
  return elements.map((element) => {
    const depth = (depths.get(element.parent) ?? 0) + 1;
    depths.set(element.id, depth);
    const json = agreement.texts.get(element.id);
    const text = json ? plainText(nodeOfJson(json), { itemLabels: facts.language }) : '';
    const label = labels.get(element.id);
    if (!label) throw new Error(`${element.id} has no label`);
    const { id, kind, heading, number } = element;
    return { id, depth, kind, number: number.kind, label, heading, text };
  });
}

/** All that an import prints, as one text. */
export function printed(agreement: Imported): string {
  return linesOf(agreement)
    .map(({ label, heading, text }) => `${label.display}\n${heading}\n${text}`)
    .join('\n');
}

export const words = (text: string): string[] => wordsOf(text);
export const characters = (text: string): string => text.replace(/\s+/gu, '');

/** Where two sequences part, with what stands around it: a readable message for a long text. */
export function difference(source: readonly string[], result: readonly string[]): string | null {
  const at = source.findIndex((word, n) => word !== result[n]);
  if (at < 0 && source.length === result.length) return null;
  const from = at < 0 ? source.length : at;
  const around = (all: readonly string[]) => all.slice(Math.max(0, from - 8), from + 8).join(' ');
  return `word ${from}: source "… ${around(source)} …", import "… ${around(result)} …"`;
}
