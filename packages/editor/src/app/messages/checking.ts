/** Brings the words of the check; imported by whatever shows findings. */
import { check } from './en/check.ts';
import { addMessages } from './messages.ts';

addMessages(check);
