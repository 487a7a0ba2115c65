/**
 * An agreement as a file: what its text says now, as far as somebody may read it. The operator of this machine gets
 * all of it.
 */
import { nodeOfJson } from '@travaux/editor/document';
import { readingOrder } from '@travaux/workflow/agreement';
import { can, operatorActor, type Actor } from '@travaux/workflow/policy';
import { writeAgreementJson } from '../formats/write-agreement-json.ts';
import type { Host } from './host.ts';
import { isOpen, type OpenState } from './present.ts';
import { readableClauses } from './text-routes.ts';

/** All of an agreement, confidential parts included, for the operator of this machine; null where there is none. */
export async function wholeAgreementFile(
  host: Pick<Host, 'rooms' | 'store' | 'desk'>,
  id: string,
): Promise<string | null> {
  const state = await host.desk.state(id);
  return isOpen(state) ? agreementFile(host, id, state, operatorActor) : null;
}

/** `state`: as the actor may know it. */
export async function agreementFile(
  { rooms, store }: Pick<Host, 'rooms' | 'store'>,
  id: string,
  state: OpenState,
  actor: Actor,
): Promise<string> {
  const whole = can(actor, 'export-whole', { state });
  const texts = await rooms.texts(id, whole ? everyClause(state) : readableClauses(state, actor));
  // Comments, sign-offs and brackets of the file that was imported are for those who keep the text.
  const keeps = whole || can(actor, 'change-outline', { state });
  const source = keeps ? await store.agreements.source(id) : null;
  const { json, left } = writeAgreementJson({
    facts: state.facts,
    outline: state.outline,
    texts: new Map(texts.map(({ id: clause, text }) => [clause, nodeOfJson(text)])),
    participants: {
      parties: [...state.parties.values()],
      bodies: [...state.bodies.values()],
      verifiers: [...state.verifiers.values()],
      observers: [...state.organisations.values()],
    },
    source: source && jsonOf(source.bytes),
  });
  return `${JSON.stringify(left.length === 0 ? json : { ...json, leftOut: left }, null, 2)}\n`;
}

const everyClause = (state: OpenState) =>
  [...readingOrder(state.outline)].flatMap(({ element }) => (element.kind === 'clause' ? [element.id] : []));

/** Null where the file is in another format. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
