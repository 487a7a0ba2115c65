/** Brings the words of the screens on which clauses are decided; imported by each of these screens. */
import { deciding } from './en/deciding.ts';
import { addMessages } from './messages.ts';

addMessages(deciding);
