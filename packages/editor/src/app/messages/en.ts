/**
 * The English catalogue, and by its keys the type of every message. `{name}` is filled in; a counted sentence
 * has a form for each plural of the language. The words of the views stand with the views.
 */
import { englishWords } from '../../views/words.ts';
import { screens } from './en/screens.ts';
import { shell } from './en/shell.ts';
import { text } from './en/text.ts';

export const en = { ...englishWords, ...shell, ...screens, ...text } as const;
