/** The language of the sync tests: people who open clauses, write, go offline and come back. */
import { textOf } from '@travaux/editor/document';
import {
  connectAgreement,
  type AgreementConnection,
  type ClauseRoom,
  type ConnectionOptions,
  type Watchable,
} from '@travaux/editor/sync';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

export const agreement = 'accord';

const connections = new Set<AgreementConnection>();

/** A page of one person. `device` names what the browser profile keeps; without it nothing is kept. */
export function person(
  url: string,
  device: string | null = null,
  options: Partial<ConnectionOptions> = {},
): AgreementConnection {
  const connection = connectAgreement({
    agreement,
    url,
    storagePrefix: device ?? 'nobody',
    persist: device !== null,
    WebSocket: options.WebSocket ?? (WebSocket as unknown as typeof globalThis.WebSocket),
    timing: { backOffFirst: 5, backOffLimit: 40, grace: 10, ...options.timing },
    ...(options.random ? { random: options.random } : {}),
  });
  connections.add(connection);
  return connection;
}

/** One person's network, which can be cut while everybody else's stays. */
export interface Network {
  readonly WebSocket: typeof globalThis.WebSocket;
  cut(): void;
  mend(): void;
}

export function network(): Network {
  let up = true;
  const open = new Set<WebSocket>();
  class NetworkSocket extends WebSocket {
    constructor(url: string) {
      super(up ? url : 'ws://127.0.0.1:1'); // nobody listens there
      open.add(this);
      this.once('close', () => open.delete(this));
    }
  }
  return {
    WebSocket: NetworkSocket as unknown as typeof globalThis.WebSocket,
    cut() {
      up = false;
      for (const socket of open) socket.terminate();
    },
    mend() {
      up = true;
    },
  };
}

export function closeEverybody(): void {
  for (const connection of connections) connection.close();
  connections.clear();
}

/** Resolves as soon as the snapshot is as wanted. */
export function when<T>(what: Watchable<T>, wanted: (now: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    let end = () => {};
    const look = () => {
      if (!wanted(what.current)) return false;
      end();
      resolve(what.current);
      return true;
    };
    if (!look()) end = what.subscribe(look);
  });
}

export const live = (room: ClauseRoom) => when(room.state, (state) => state.kind === 'live');
export const local = (room: ClauseRoom) => when(room.state, (state) => state.kind === 'local');
export const allSaved = (page: AgreementConnection) => when(page.saving, ({ unsaved }) => unsaved === 0);
export const unsaved = (page: AgreementConnection, count: number) =>
  when(page.saving, (saving) => saving.unsaved === count);

/** Adds a paragraph. One change. */
export function write(room: ClauseRoom, words: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  const text = textOf(room.ydoc);
  text.insert(text.length, [paragraph]);
}

/** Types into the paragraph with this number, at this place. One change. */
export function type(room: ClauseRoom, paragraph: number, at: number, words: string): void {
  textOfParagraph(room, paragraph).insert(at, words);
}

export function erase(room: ClauseRoom, paragraph: number, at: number, length: number): void {
  textOfParagraph(room, paragraph).delete(at, length);
}

function textOfParagraph(room: ClauseRoom, paragraph: number): Y.XmlText {
  return (textOf(room.ydoc).get(paragraph) as Y.XmlElement).get(0) as Y.XmlText;
}

export function read(from: ClauseRoom | Y.Doc): string {
  const ydoc = from instanceof Y.Doc ? from : from.ydoc;
  return textOf(ydoc)
    .toArray()
    .map((block) =>
      (block as Y.XmlElement)
        .toArray()
        .map((text) => String((text as Y.XmlText).toJSON()))
        .join(''),
    )
    .join('\n');
}

/** Resolves when the document reads as wanted; follows a room over its epochs. */
export function reads(from: ClauseRoom | Y.Doc, wanted: (text: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    let ydoc = from instanceof Y.Doc ? from : from.ydoc;
    let endEpoch = () => {};
    const look = () => {
      const text = read(ydoc);
      if (!wanted(text)) return;
      ydoc.off('update', look);
      endEpoch();
      resolve(text);
    };
    ydoc.on('update', look);
    if (!(from instanceof Y.Doc)) {
      endEpoch = from.epoch.subscribe(() => {
        ydoc.off('update', look);
        ydoc = from.ydoc;
        ydoc.on('update', look);
        look();
      });
    }
    look();
  });
}

export const says = (from: ClauseRoom | Y.Doc, ...words: string[]) =>
  reads(from, (text) => words.every((word) => text.includes(word)));
