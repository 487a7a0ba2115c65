/** Brings the words of the screen Consequences; imported by it. */
import { consequences } from './en/consequences.ts';
import { addMessages } from './messages.ts';

addMessages(consequences);
