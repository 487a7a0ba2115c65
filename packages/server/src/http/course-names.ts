/**
 * What things are called in the views of how clauses are decided: clauses by their computed numbers, parties, seats
 * and persons as the viewer may know them, instants in the time of the body that counts them.
 */
import { labelsOf, namedPlaces, type Labels } from '@travaux/editor/document';
import type { ActorView, Named, NamedClause, OutdatingView } from '@travaux/editor/frames';
import {
  apartFromCount,
  voiceName,
  type Accreditation,
  type Capacity,
  type Outdating,
  type Voice,
} from '@travaux/workflow/agreement';
import { can, capacityName, nameFor, type Actor } from '@travaux/workflow/policy';
import { seatsOf, type Calendar } from '@travaux/workflow/route';
import type { OpenState } from './present.ts';

export class Names {
  readonly state: OpenState;
  readonly viewer: Actor;
  readonly #labels: Labels;

  constructor(state: OpenState, viewer: Actor) {
    this.state = state;
    this.viewer = viewer;
    this.#labels = labelsOf(state.outline, state.facts, apartFromCount(state));
  }

  clause(id: string): NamedClause {
    const { outline } = this.state;
    const element = outline.elements.get(id);
    const around = element?.parent == null ? undefined : outline.elements.get(element.parent);
    return {
      clause: id,
      number: this.#labels.get(id)?.number ?? '',
      heading: element === undefined ? '' : element.heading || (around?.heading ?? ''),
    };
  }

  /** As a sentence calls it: `7.2`, or `the clause “Objective”` where it has no number. */
  element(id: string): string {
    const element = this.state.outline.elements.get(id);
    // The same words for both: what is hidden must not differ from what is gone.
    if (!element) return 'a clause that was deleted, or that you may not see';
    const label = this.#labels.get(id);
    if (element.kind !== 'clause') return label?.full || element.heading || `the ${element.kind}`;
    if (label && label.number !== '') return label.number;
    return element.heading === '' ? 'a clause without a number' : `the clause “${element.heading}”`;
  }

  /** A sentence of the rules, in which what has no heading is called by its place. */
  sentence(sentence: string): string {
    return namedPlaces(sentence, this.state);
  }

  voice(voice: Voice): Named {
    return { kind: voice.kind, id: voiceId(voice), name: voiceName(this.state, voice) };
  }

  party(party: string): Named {
    return this.voice({ kind: 'party', party });
  }

  body(body: string): Named {
    return this.voice({ kind: 'body', body });
  }

  seat(body: string, seat: string): Named {
    const held = this.state.bodies.get(body);
    const party = held && seatsOf(held, this.state.parties).find(({ id }) => id === seat)?.party;
    const name = party == null ? seat : (this.state.parties.get(party)?.name ?? party);
    const shared = held && seatsOf(held, this.state.parties).filter((one) => one.party === party).length > 1;
    return { kind: 'seat', id: seat, name: party != null && shared ? `${name} (${seat})` : name };
  }

  /** @param fits the capacity in which the person acted, where that is known */
  actor(person: string, fits: (capacity: Capacity) => boolean = () => true): ActorView {
    const held = this.state.accreditations.filter((one) => one.person === person);
    const accreditation = held.find(({ capacity }) => fits(capacity)) ?? held[0];
    if (!accreditation) return { name: 'A person who is no longer accredited', capacity: '' };
    return this.accredited(accreditation);
  }

  accredited(accreditation: Accreditation): ActorView {
    return {
      name: nameFor(this.viewer, accreditation, this.state),
      capacity: capacityName(accreditation.capacity, this.state),
    };
  }

  outdating(found: Outdating): OutdatingView {
    if (!('clause' in found)) {
      const sentence = found.kind === 'text-gone' ? 'The text is gone.' : 'The text itself has changed.';
      return { kind: found.kind, of: null, term: null, sentence };
    }
    const { kind, clause, as, term = null } = found;
    if (!can(this.viewer, 'read-text', { state: this.state, clause })) {
      const sentence = 'Something that the text relies on, and that you may not see, has changed.';
      return { kind, of: null, term: null, sentence };
    }
    const at = this.element(clause);
    const what =
      as === 'definition'
        ? `The definition of “${term ?? ''}” in ${at}`
        : `${at.charAt(0).toUpperCase()}${at.slice(1)}, to which the text refers,`;
    const how = {
      'reliance-changed': 'has changed',
      'reliance-added': 'is relied on now',
      'reliance-gone': 'is no longer relied on',
    }[kind];
    return { kind, of: this.clause(clause), term, sentence: `${what} ${how}.` };
  }
}

export function voiceId(voice: Voice): string {
  switch (voice.kind) {
    case 'party':
      return voice.party;
    case 'body':
      return voice.body;
    case 'role':
      return voice.role;
    case 'organisation':
      return voice.organisation;
    case 'secretariat':
    case 'chair':
      return voice.kind;
  }
}

/** `14 December 2026 18:00 Vienna`, in the time zone of the calendar. */
export function localWords(instant: string, { timeZone }: Pick<Calendar, 'timeZone'>): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return `${part('day')} ${part('month')} ${part('year')} ${part('hour')}:${part('minute')} ${city}`;
}

export function listWords(items: readonly string[], joint: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1) ?? ''}`;
}
