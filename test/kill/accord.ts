/**
 * The agreement of the kill test: clauses enough that none of them grows long, and people who write in them.
 */
import { nodeOfJson, seedOfNode } from '@travaux/editor/document';
import type { Commit } from '@travaux/server/store';
import type { AgreementEvent } from '@travaux/workflow/agreement';

export const agreement = 'accord';
export const clauses = Array.from({ length: 40 }, (_, i) => `c${i}`);
export const writers = ['ada', 'bea', 'cem'];

export function opening(): Commit {
  const events: AgreementEvent[] = [
    {
      type: 'agreement-opened',
      facts: {
        title: 'Accord',
        shortTitle: 'Accord',
        language: 'en',
        direction: 'ltr',
        clauseNumbering: 'plain',
      },
      source: null,
    },
    { type: 'party-added', party: { id: 'torvald', name: 'Torvald', group: null } },
    ...[...writers, 'eve'].map((person): AgreementEvent => ({
      type: 'person-accredited',
      accreditation: { person, name: person, capacity: { role: 'delegate', party: 'torvald' } },
    })),
    ...clauses.map((id, i): AgreementEvent => ({
      type: 'element-added',
      element: { kind: 'clause', id, parent: null, heading: '', number: { kind: 'sequence' } },
      after: clauses[i - 1] ?? null,
    })),
  ];
  return {
    agreement,
    expectedVersion: 0,
    events: events.map((event, i) => ({ version: i + 1, at: new Date(0).toISOString(), by: null, event })),
    rooms: clauses.map((room, i) => ({
      room,
      update: seedOfNode(
        nodeOfJson({ type: 'doc', content: [{ type: 'paragraph' }, { type: 'paragraph' }] }),
        1_000 + i,
      ),
    })),
  };
}
