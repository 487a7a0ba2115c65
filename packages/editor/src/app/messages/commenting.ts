/** Brings the words of comments; imported by whatever shows one. */
import { comments } from './en/comments.ts';
import { addMessages } from './messages.ts';

addMessages(comments);
