/**
 * The words of a clause, read from its JSON: for counting, for the first words in the outline and for titles.
 * Works without ProseMirror, so that a screen shows them before the editor is loaded.
 */
import type { ClauseJson } from '../../document/clause-json.ts';

interface JsonNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly JsonNode[];
}

const textblocks = new Set(['paragraph', 'heading', 'field']);

/** The text in reading order; blocks apart by a line feed. */
export function plainTextOf(json: ClauseJson): string {
  const parts: string[] = [];
  const visit = (node: JsonNode): void => {
    if (node.text !== undefined) parts.push(node.text);
    else if (node.type === 'hard_break') parts.push('\n');
    else if (node.type === 'footnote') parts.push(' ');
    else if (node.type === 'reference') parts.push(stringOf(node.attrs?.label));
    node.content?.forEach(visit);
    if (textblocks.has(node.type)) parts.push('\n');
  };
  visit(json as JsonNode);
  return parts.join('');
}

const cjk = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu;
const word = /[\p{L}\p{N}\p{M}]+(?:['’.,\-‐‑/][\p{L}\p{N}\p{M}]+)*/gu;

/** Scripts written without spaces count by character. */
export function countWords(text: string): number {
  const characters = text.match(cjk)?.length ?? 0;
  return characters + (text.replace(cjk, ' ').match(word)?.length ?? 0);
}

export function wordCount(json: ClauseJson): number {
  return countWords(plainTextOf(json));
}

/** The first words, for where a clause has no heading. */
export function firstWords(json: ClauseJson, length = 80): string {
  const text = plainTextOf(json).replace(/\s+/gu, ' ').trim();
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}

/** Every cross-reference of the text, in reading order, with the words around it. */
export function referencesOf(json: ClauseJson): readonly ReferenceInText[] {
  const found: ReferenceInText[] = [];
  const visit = (node: JsonNode): void => {
    node.content?.forEach((child, at) => {
      if (child.type === 'reference') {
        found.push({
          target: stringOf(child.attrs?.target),
          form: child.attrs?.form === 'full' ? 'full' : 'number',
          label: stringOf(child.attrs?.label),
          before: (node.content?.slice(0, at) ?? [])
            .map((one) => one.text ?? '')
            .join('')
            .slice(-40),
          after: (node.content?.slice(at + 1) ?? [])
            .map((one) => one.text ?? '')
            .join('')
            .slice(0, 40),
        });
      }
      visit(child);
    });
  };
  visit(json as JsonNode);
  return found;
}

export interface ReferenceInText {
  readonly target: string;
  readonly form: 'number' | 'full';
  /** What it said last. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Ids of the list items of a text, which references may point to. */
export function itemIdsOf(json: ClauseJson): ReadonlySet<string> {
  const ids = new Set<string>();
  const visit = (node: JsonNode): void => {
    if (node.type === 'list_item' && typeof node.attrs?.id === 'string') ids.add(node.attrs.id);
    node.content?.forEach(visit);
  };
  visit(json as JsonNode);
  return ids;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
