/**
 * The sign-offs of a record that a passkey signed, each checked against the enrolment of its key, which is an entry
 * before it: whose key it is, for which party, on which pages it signs, and that it had not been revoked.
 */
import type { Json } from './canonical-json.ts';
import type { Leaf } from './leaf.ts';
import { passkeyFault } from './passkey.ts';
import { finding, type Finding } from './verdict.ts';

export interface SignedAct {
  /** Number of the entry that is the sign-off. */
  readonly entry: number;
  readonly at: string;
  readonly party: string;
  readonly clause: string;
  /** Whoever signed, by the pseudonym. */
  readonly by: string;
  readonly credential: string;
  /** Number of the entry that enrolled the key, and when it was recorded. */
  readonly enrolledIn: number;
  readonly since: string;
}

interface Key {
  readonly enrolment: Leaf;
  /** Number of the entry that revoked it. */
  readonly revokedIn: number | null;
}

/** @returns the signed acts, in order, or the first of them that is wrong */
export function checkSignedActs(leaves: readonly Leaf[]): readonly SignedAct[] | Finding {
  const keys = new Map<string, Key>();
  const acts: SignedAct[] = [];
  for (const leaf of leaves) {
    const { event, version } = leaf;
    const credential = text(event['credential']);
    if (event.type === 'passkey-enrolled' && !keys.has(credential)) {
      keys.set(credential, { enrolment: leaf, revokedIn: null });
    } else if (event.type === 'passkey-revoked') {
      const key = keys.get(credential);
      if (key) keys.set(credential, { ...key, revokedIn: key.revokedIn ?? version });
    } else if ((event['statement'] ?? null) !== null) {
      const act = checkSignedAct(leaf, keys);
      if ('verified' in act) return act;
      acts.push(act);
    }
  }
  return acts;
}

function checkSignedAct({ agreement, version, at, event }: Leaf, keys: ReadonlyMap<string, Key>) {
  const wrong = (code: 'unknown-passkey' | 'revoked-passkey' | 'wrong-passkey', what: string) =>
    finding('passkeys', code, `entry ${version}`, `The passkey signature in entry ${version} ${what}.`);
  const statement = fieldsOf(event['statement']);
  const credential = text(statement['credential']);
  const key = keys.get(credential);
  if (!key) return wrong('unknown-passkey', 'is of a passkey that no entry before it enrolled');
  const { enrolment, revokedIn } = key;
  const enrolled = enrolment.event;
  const where = `entry ${enrolment.version}`;
  if (enrolled['person'] !== event['by']) {
    return wrong('unknown-passkey', `is of a passkey that ${where} enrolled for another person`);
  }
  if (enrolled['party'] !== event['party']) {
    return wrong('unknown-passkey', `is of a passkey that ${where} enrolled for another party`);
  }
  if (revokedIn !== null) {
    return wrong('revoked-passkey', `is of a passkey that was revoked before it, in entry ${revokedIn}`);
  }
  if (enrolled['publicKey'] !== statement['publicKey'] || enrolled['algorithm'] !== statement['algorithm']) {
    return wrong('wrong-passkey', `is of another key than the one that ${where} enrolled`);
  }
  const fault = passkeyFault(agreement, event, text(enrolled['origin']));
  if (fault !== null) return wrong('wrong-passkey', fault);
  return {
    entry: version,
    at,
    party: text(event['party']),
    clause: text(event['clause']),
    by: text(event['by']),
    credential,
    enrolledIn: enrolment.version,
    since: enrolment.at,
  };
}

function fieldsOf(value: Json | undefined): { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
