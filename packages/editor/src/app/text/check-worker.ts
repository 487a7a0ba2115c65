/**
 * The thread in which the linter looks at the text: on a long agreement its first look takes longer than a keystroke
 * may wait. It keeps the texts, so that it is told only of those that have changed.
 */
import { CheckEngine } from './check-engine.ts';
import type { CheckAnswer, CheckContext, CheckQuestion } from './check-thread.ts';
import type { ClauseJson } from '../../document/clause-json.ts';

const engine = new CheckEngine();
const texts = new Map<string, ClauseJson>();
let context: CheckContext | null = null;

addEventListener('message', ({ data }: MessageEvent<CheckQuestion>) => {
  context = data.context ?? context;
  for (const [id, text] of data.changed) texts.set(id, text);
  if (!context) throw new Error('the first question brings the context');
  const order = data.order.flatMap((id) => {
    const text = texts.get(id);
    return text ? [{ id, text }] : [];
  });
  const answer: CheckAnswer = engine.check({ ...context, texts: order });
  postMessage(answer);
});
