/** What an author's action is called; the words of the views where the catalogue has none. */
import { hasMessage, tDynamic } from '../messages/messages.ts';

export function actionName(id: string): string {
  const key = `action.${id}`;
  return hasMessage(key) ? tDynamic(key) : id;
}
