/**
 * What a decision comes to: the events that it leads to, or a refusal. An empty list means that the command asks for
 * what is so already: accepted, and nothing happens.
 */
import type { AgreementEvent } from './events.ts';
import type { Refusal } from './refusal.ts';

export type Decision = readonly AgreementEvent[] | Refusal;
