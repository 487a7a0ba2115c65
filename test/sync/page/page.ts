/** What a test can do in the browser: one person's page with the sync client and the service worker. */
import { textOf } from '@travaux/editor/document';
import { connectAgreement, type AgreementConnection, type ClauseRoom } from '@travaux/editor/sync';
import * as idb from 'lib0/indexeddb';
import * as Y from 'yjs';
import { forgetCopies, workOffline } from '../../../packages/editor/src/app/offline/register.ts';

export interface TestPage {
  connect(url: string): void;
  join(clause: string): void;
  write(words: string): void;
  read(): string;
  facts(): { connection: string; room: string; unsaved: number; setAside: readonly string[] };
  /** What is on the disk of the device: changes that are noted as unsent, and updates of the clause's text. */
  onDevice(clause: string): Promise<{ unsent: number; updates: number }>;
  hold(): void;
  get(path: string): Promise<string>;
  part(): Promise<string>;
  installed(): Promise<void>;
  forgetCopies(): Promise<void>;
  forget(): Promise<void>;
}

let connection: AgreementConnection;
let room: ClauseRoom | undefined;

const page: TestPage = {
  connect(url) {
    connection = connectAgreement({
      agreement: 'accord',
      url,
      storagePrefix: new URL('.', document.baseURI).pathname,
      timing: { backOffFirst: 20, backOffLimit: 200 },
    });
  },
  join(clause) {
    room = connection.join(clause);
  },
  write(words) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    const text = textOf(room!.ydoc);
    text.insert(text.length, [paragraph]);
  },
  read: () => textOf(room!.ydoc).toJSON(),
  facts: () => ({
    connection: connection.state.current.kind,
    room: room?.state.current.kind ?? 'none',
    unsaved: connection.saving.current.unsaved,
    setAside: connection.setAside.current.map((entry) => entry.words),
  }),
  async onDevice(clause) {
    const name = `${new URL('.', document.baseURI).pathname}/accord`;
    const records = (await allIn(name, 'unsent')) as { made: number; saved: number }[];
    const updates = await allIn(`${name}/${clause}`, 'updates');
    return {
      unsent: records.reduce((sum, { made, saved }) => sum + made - saved, 0),
      updates: updates.length,
    };
  },
  hold: () => void room!.holdUpdates(),
  get: async (path) => (await fetch(new URL(path, document.baseURI))).text(),
  part: async () => (await import('./part.ts')).word,
  async installed() {
    await navigator.serviceWorker.ready;
  },
  forgetCopies: () => forgetCopies(),
  forget: () => connection.forget(),
};

async function allIn(database: string, store: string): Promise<unknown[]> {
  const db = await idb.openDB(database, () => {});
  try {
    return (await idb.rtop(db.transaction(store, 'readonly').objectStore(store).getAll())) as unknown[];
  } finally {
    db.close();
  }
}

declare global {
  interface Window {
    testPage: TestPage;
  }
}
window.testPage = page;
await workOffline();
