/** What a decision on comments comes to: events, none where it is so already, or a refusal. */
import type { CommentEvent } from './events.ts';
import type { CommentRefusal } from './refusal.ts';

export type CommentDecision = readonly CommentEvent[] | CommentRefusal;
