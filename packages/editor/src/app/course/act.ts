/**
 * An act that the server offers to the viewer, filled in by a person and made a command. What may be done is never
 * decided here: an act that is not offered has no button, and what is sent is checked where it arrives.
 */
import type { Command } from '@travaux/workflow/agreement';
import type { ActField, ActView } from '../../frames/index.ts';

export type ActValues = Readonly<Partial<Record<ActField, unknown>>>;

/** Fields that the client makes: new ids. */
const made: readonly ActField[] = ['procedure', 'silence', 'package'];
/** Fields that may be left as they are. */
const left: ActValues = { explanation: '', reasons: '', conditions: [], roll: [] };

/** Fields that the person fills in, in the order in which a dialog asks for them. */
export function asked(act: ActView): readonly ActField[] {
  return act.adds.filter((field) => !made.includes(field));
}

/** What an act has before the person says anything: new ids, and what may be left as it is. */
export function begun(act: ActView): ActValues {
  return {
    ...Object.fromEntries(
      act.adds.filter((field) => made.includes(field)).map((field) => [field, crypto.randomUUID()]),
    ),
    ...Object.fromEntries(act.adds.filter((field) => field in left).map((field) => [field, left[field]])),
  };
}

export function isComplete(act: ActView, values: ActValues): boolean {
  return asked(act).every((field) => {
    const value = values[field];
    if (!isGiven(field, value)) return false;
    return field in left || (typeof value === 'string' ? value.trim() !== '' : true);
  });
}

/** Whether anything was chosen for a field; clauses are chosen by two at least. */
export function isGiven(field: ActField, value: unknown): boolean {
  return field === 'clauses' ? Array.isArray(value) && value.length >= 2 : value !== undefined;
}

/** The command as it goes out. Its shape is checked by the server, by the same schema that describes it. */
export function commandOf(act: ActView, values: ActValues): Command {
  const fields = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, typeof value === 'string' ? value.trim() : value]),
  );
  return { ...act.command, ...fields, type: act.type } as Command;
}

/** Whether two offers are of the same act on the same thing: what the person decided on still is before them. */
export function sameOffer(a: ActView, b: ActView): boolean {
  const key = ({ type, as, on, command }: ActView) =>
    JSON.stringify([type, as?.kind, as?.id, on?.kind, on?.id, command]);
  return key(a) === key(b);
}

/** Tells offers apart in a list. */
export function offerKey({ type, as, on, command }: ActView): string {
  const about = [command.package, command.route].filter((id) => typeof id === 'string');
  return [type, as?.kind, as?.id, on?.kind, on?.id, ...about].filter(Boolean).join(' ');
}

/**
 * Acts that are bound to what was before the person, so that what others did meanwhile elsewhere takes nothing from
 * them: when the agreement has changed but the same act is offered on the same words, it is sent again by itself.
 */
export function isBoundToWords(act: ActView): boolean {
  return (
    'seen' in act.command && !['take-decision', 'announce-silence', 'certify-no-consensus'].includes(act.type)
  );
}
