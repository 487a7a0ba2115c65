/** Brings the words of the screens on which clauses are decided; imported by each of these screens. */
import './writing.ts';
import { deciding } from './en/deciding.ts';
import { addMessages } from './messages.ts';

addMessages(deciding);
