/**
 * What the events of a record say, as sentences. Only the record is at hand, so clauses and parties are called by
 * the names that it gives them; an event of a type that is not known here is named by its type.
 */
import type { Json, Leaf } from '@travaux/workflow/ledger';
import { hasMessage, tDynamic } from '../messages/messages.ts';
import { say } from '../messages/verifying.ts';

type Fields = { readonly [key: string]: Json };

/** One sentence for each leaf, in order. */
export function sentencesOf(leaves: readonly Leaf[]): readonly string[] {
  const names = new Map<string, string>();
  return leaves.map(({ event }) => {
    learn(names, event);
    return sentenceOf(names, event);
  });
}

function learn(names: Map<string, string>, event: Leaf['event']): void {
  for (const key of ['element', 'into', 'party', 'body', 'organisation', 'verifier']) {
    const { id, name, heading } = fieldsOf(event[key]);
    const called = textOf(name) || textOf(heading);
    if (typeof id === 'string' && called !== '') names.set(id, called);
  }
  const { id, heading } = event as Fields;
  if (event.type === 'element-renamed' && typeof id === 'string') names.set(id, textOf(heading) || id);
}

function sentenceOf(names: ReadonlyMap<string, string>, event: Leaf['event']): string {
  const key = `record.${event.type}`;
  if (!hasMessage(key)) return say('record.other', { type: event.type.replaceAll('-', ' ') });
  const called = (id: Json | undefined) => (typeof id === 'string' ? (names.get(id) ?? id) : '');
  const facts = fieldsOf(event['facts']);
  const { name } = [
    event['party'],
    event['body'],
    event['organisation'],
    event['verifier'],
    event['accreditation'],
  ]
    .map(fieldsOf)
    .find((fields) => typeof fields['name'] === 'string') ?? { name: '' };
  return tDynamic(key, {
    title: textOf(event['title']) || textOf(facts['title']),
    name: textOf(name),
    clause: called(event['clause'] ?? event['id'] ?? fieldsOf(event['element'])['id']),
    party: called(event['party']),
    reason: textOf(event['reason']),
  });
}

function fieldsOf(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
