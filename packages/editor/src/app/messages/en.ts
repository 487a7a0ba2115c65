/**
 * The English catalogue of the first load, and by its keys the type of its messages. `{name}` is filled in; a counted
 * sentence has a form for each plural of the language. Other words come with the screens that say them.
 */
import { screens } from './en/screens.ts';
import { shell } from './en/shell.ts';

export const en = { ...shell, ...screens } as const;
