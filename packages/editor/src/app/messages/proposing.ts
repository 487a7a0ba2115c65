/** Brings the words of private proposals; imported by whatever shows one. */
import { proposals } from './en/proposals.ts';
import { addMessages } from './messages.ts';

addMessages(proposals);
