/** Brings the words of the Text screen and of the texts themselves; imported by whatever shows a text. */
import { englishWords } from '../../views/words.ts';
import { text } from './en/text.ts';
import { addMessages } from './messages.ts';

addMessages({ ...englishWords, ...text });
