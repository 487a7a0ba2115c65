/**
 * Idempotency keys: a client that did not hear the answer sends the request again under the same key and gets
 * the first answer, also while the first is still at work. Kept in memory for a day; after a restart `If-Match`
 * still refuses the repeat of a command that went through.
 */
import { createHash } from 'node:crypto';
import { refused, type Reply } from './reply.ts';

const kept = 10_000;
const keptFor = 86_400_000;

export interface Idempotency {
  /** @param scope who asks and where: keys of different persons and routes never meet */
  once(scope: string, key: string, body: unknown, handle: () => Promise<Reply>): Promise<Reply>;
  clear(): void;
}

export function createIdempotency(now: () => Date): Idempotency {
  const answers = new Map<string, { readonly body: string; readonly at: number; reply: Promise<Reply> }>();
  return {
    async once(scope, key, body, handle) {
      const id = `${scope} ${key}`;
      const print = createHash('sha256')
        .update(JSON.stringify(body ?? null))
        .digest('base64');
      const at = now().getTime();
      const before = answers.get(id);
      if (before && at - before.at < keptFor) {
        return before.body === print
          ? before.reply
          : refused('key-used-differently', 'This Idempotency-Key came before with a different request.');
      }
      const reply = handle();
      answers.set(id, { body: print, at, reply });
      for (const oldest of answers.keys()) {
        if (answers.size <= kept) break;
        answers.delete(oldest);
      }
      try {
        const result = await reply;
        // A refusal changed nothing: the client may put it right and try again under the same key.
        if (result.kind === 'problem') answers.delete(id);
        return result;
      } catch (error) {
        answers.delete(id);
        throw error;
      }
    },
    clear: () => answers.clear(),
  };
}
