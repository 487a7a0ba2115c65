/**
 * Projections: the texts of many clauses at once, as JSON, without opening their rooms. A cached projection
 * that is as new as its room's journal is taken as it is; the others are made again and kept.
 */
import { emptyClauseJson, type ClauseJson } from '@travaux/editor/document';
import type { ClauseTextView } from '@travaux/editor/frames';
import type { JournalStore, Projection } from '../store/store.ts';
import { jsonOfRecord } from './live-text.ts';

/** Longest turn of the event loop that long work takes. */
const turnMs = 10;

/**
 * @param open the text of a room that is open, or null
 */
export async function textsOf(
  journal: JournalStore,
  agreement: string,
  rooms: readonly string[],
  open: (room: string) => Promise<{ readonly seq: number; readonly json: ClauseJson } | null>,
): Promise<readonly ClauseTextView[]> {
  const [heads, projections] = await Promise.all([journal.heads(agreement), journal.projections(agreement)]);
  const texts: ClauseTextView[] = [];
  const made = new Map<string, Projection>();
  let turn = performance.now();
  for (const id of rooms) {
    const head = heads.get(id);
    // Not a room of this agreement.
    if (head === undefined) continue;
    const kept = projections.get(id);
    if (head === 0) {
      texts.push({ id, seq: 0, text: emptyClauseJson });
    } else if (kept !== undefined && kept.seq >= head) {
      texts.push({ id, seq: kept.seq, text: JSON.parse(kept.json) as ClauseJson });
    } else {
      const text = (await open(id)) ?? (await stored(journal, id));
      if (text === null) continue;
      texts.push({ id, seq: text.seq, text: text.json });
      made.set(id, { seq: text.seq, json: JSON.stringify(text.json) });
    }
    if (performance.now() - turn > turnMs) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      turn = performance.now();
    }
  }
  // Losing projections loses nothing, so who asked for texts does not hear of it.
  if (made.size > 0) await journal.saveProjections(made).catch(() => {});
  return texts;
}

async function stored(
  journal: JournalStore,
  room: string,
): Promise<{ readonly seq: number; readonly json: ClauseJson } | null> {
  const record = await journal.load(room);
  return record === null ? null : { seq: record.seq, json: jsonOfRecord(record) };
}
