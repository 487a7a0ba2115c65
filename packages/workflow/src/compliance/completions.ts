/**
 * Completions: what may be written next at a place of a condition, a day rule or a duration.
 */
import { conditionRule } from './condition-text.ts';
import { dayRule } from './day-rule-text.ts';
import { durationRule } from './duration.ts';
import type { Names } from './names.ts';
import { optionsIn, type Reader } from './reader.ts';

export type TextForm = 'condition' | 'day-rule' | 'duration';

export interface Completion {
  /** UTF-16 offsets of what it replaces. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly kind: 'word' | 'name' | 'example';
  /** What it means, or the title of what is named; may be empty. */
  readonly about: string;
}

const rules: Readonly<Record<TextForm, (reader: Reader) => unknown>> = {
  condition: conditionRule,
  'day-rule': dayRule,
  duration: (reader) => durationRule(reader),
};

/** What may stand at `offset` of `text`, words first, then names in the order of the agreement. */
export function completions(
  text: string,
  offset: number,
  names: Names,
  form: TextForm = 'condition',
): Completion[] {
  const before = text.slice(0, offset);
  const seen = new Set<string>();
  const found = optionsIn(before, names, rules[form]).flatMap(
    ({ token, kind, words, about }): Completion[] => {
      const typed = before.slice(token.from).toLowerCase().replace(/\s+/g, ' ');
      if (!words.toLowerCase().startsWith(typed) || words.length === typed.length) return [];
      if (seen.has(words)) return [];
      seen.add(words);
      const glued = typed === '' && /[\p{L}\p{N})}"”]$/u.test(before) && /^[\p{L}\p{N}({"]/u.test(words);
      return [{ from: token.from, to: offset, insert: glued ? ` ${words}` : words, kind, about }];
    },
  );
  const order = ['word', 'example', 'name'];
  return found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
