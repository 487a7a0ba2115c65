/** Brings the words of passkeys; imported by whatever speaks of them. */
import { passkeys } from './en/passkeys.ts';
import { addMessages } from './messages.ts';

addMessages(passkeys);
