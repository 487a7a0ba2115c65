/** Registers the words of the page that checks a record, and says them. */
import i18next from 'i18next';
import { verifying } from './en/verify.ts';
import { tDynamic, type MessageValues } from './messages.ts';

type Key = keyof typeof verifying;
type Counted<K> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K;

i18next.addResources('en', 'translation', verifying);

export function say(key: Counted<Key>, values?: MessageValues): string {
  return tDynamic(key, values);
}
