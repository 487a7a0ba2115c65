/**
 * The other end of the socket, small and obedient: it keeps rooms in memory, and refuses, falls silent, goes away and
 * ends sessions exactly when a test says so. What the real rooms decide by themselves is tested with them
 * (rooms-together.test.ts).
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  closeCodes,
  decodeClientFrame,
  encodeServerFrame,
  messageAwareness,
  messageOrphaned,
  messageSaved,
  messageSync,
  type Channel,
  type ClientFrame,
  type Notice,
} from '@travaux/editor/frames';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocketServer, type WebSocket } from 'ws';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';

interface Session {
  readonly socket: WebSocket;
  readonly channel: Channel;
  readonly room: string;
  received: number;
  /** Yjs client id of the first presence it spoke of. */
  self: number | null;
}

export interface SmallServer {
  readonly url: string;
  /** Sockets that were accepted since the beginning. */
  readonly sockets: number;
  /** Sessions that were opened since the beginning. */
  readonly sessions: number;
  /** Update-carrying messages of a room since the beginning, empty handshakes not counted. */
  updatesOf(room: string): number;
  doc(room: string): Y.Doc;
  /** From now on edits of the room end the session with this code. */
  refuse(room: string, code: number, reason: string): void;
  /** From now on nobody may open the room. */
  shut(room: string, code: number, reason: string): void;
  allow(room: string): void;
  /** Tells the sessions of a room that these words found no place. */
  orphan(room: string, words: string): void;
  /** Acknowledgements wait until `acknowledge`. */
  withhold(): void;
  acknowledge(): void;
  /** Who spoke of whose presence in a room, by Yjs client id of the session and of the entry. */
  presence(room: string): readonly { readonly from: number | null; readonly about: number }[];
  /** Hears nothing and answers nothing, with all sockets open. */
  deafen(): void;
  hearAgain(): void;
  /** Resolves when the room was asked so many times for what it has. */
  asked(room: string, times: number): Promise<void>;
  notice(notice: Notice): void;
  signOut(): void;
  /** Breaks all sockets and takes no new ones. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export async function smallServer(): Promise<SmallServer> {
  const docs = new Map<string, Y.Doc>();
  const sessions = new Set<Session>();
  const watchers = new Set<WebSocket>();
  const refusals = new Map<string, { code: number; reason: string }>();
  const shut = new Map<string, { code: number; reason: string }>();
  const updates = new Map<string, number>();
  const presence: { room: string; from: number | null; about: number }[] = [];
  const questions = new Map<string, number>();
  const questionListeners = new Set<() => void>();
  let deaf = false;
  let withheld: (() => void)[] | null = null;
  let socketCount = 0;
  let sessionCount = 0;
  let listening = await listen(0);
  const { port } = listening.address() as AddressInfo;

  async function listen(at: number): Promise<WebSocketServer> {
    const server = new WebSocketServer({ port: at, host: '127.0.0.1' });
    await once(server, 'listening');
    server.on('connection', (socket) => {
      socketCount++;
      watchers.add(socket);
      socket.on('message', (data: Buffer) => {
        const frame = decodeClientFrame(new Uint8Array(data));
        if (frame !== null && !deaf) hear(socket, frame);
      });
      socket.on('close', () => {
        watchers.delete(socket);
        for (const session of sessions) if (session.socket === socket) sessions.delete(session);
      });
      socket.on('error', () => {});
    });
    return server;
  }

  function doc(room: string): Y.Doc {
    let ydoc = docs.get(room);
    if (ydoc === undefined) {
      docs.set(room, (ydoc = new Y.Doc({ gc: true })));
      ydoc.on('update', (update: Uint8Array, origin: unknown) => {
        for (const session of sessions) {
          if (session.room === room && session !== origin) {
            sendSync(session, (encoder) => syncProtocol.writeUpdate(encoder, update));
          }
        }
      });
    }
    return ydoc;
  }

  function hear(socket: WebSocket, frame: ClientFrame): void {
    if (frame.kind === 'watch') return;
    const session = [...sessions].find((one) => one.socket === socket && one.channel === frame.channel);
    switch (frame.kind) {
      case 'open':
        return open({ socket, channel: frame.channel, room: frame.room, received: 0, self: null });
      case 'close':
        if (session) sessions.delete(session);
        return;
      case 'data':
        if (session) receive(session, frame.payload);
    }
  }

  function open(session: Session): void {
    const closed = shut.get(session.room);
    if (closed) return end(session, closed.code, closed.reason);
    sessionCount++;
    sessions.add(session);
    session.socket.send(encodeServerFrame({ kind: 'opened', channel: session.channel }));
    sendSync(session, (encoder) => syncProtocol.writeSyncStep1(encoder, doc(session.room)));
  }

  function receive(session: Session, payload: Uint8Array): void {
    const decoder = decoding.createDecoder(payload);
    const kind = decoding.readVarUint(decoder);
    if (kind === messageAwareness) {
      const entries = decoding.createDecoder(decoding.readVarUint8Array(decoder));
      for (let left = decoding.readVarUint(entries); left > 0; left--) {
        const about = decoding.readVarUint(entries);
        decoding.readVarUint(entries);
        decoding.readVarString(entries);
        session.self ??= about;
        presence.push({ room: session.room, from: session.self, about });
      }
      for (const other of sessions) {
        if (other.room === session.room && other !== session) send(other, payload);
      }
    }
    if (kind !== messageSync) return;
    const step = decoding.readVarUint(decoder);
    const content = decoding.readVarUint8Array(decoder);
    if (step === syncProtocol.messageYjsSyncStep1) {
      questions.set(session.room, (questions.get(session.room) ?? 0) + 1);
      for (const listener of questionListeners) listener();
      return sendSync(session, (encoder) => syncProtocol.writeSyncStep2(encoder, doc(session.room), content));
    }
    session.received++;
    const refusal = refusals.get(session.room);
    const { structs, ds } = Y.decodeUpdate(content);
    const news = structs.length > 0 || ds.clients.size > 0;
    if (news) updates.set(session.room, (updates.get(session.room) ?? 0) + 1);
    if (news && refusal) return end(session, refusal.code, refusal.reason);
    Y.applyUpdate(doc(session.room), content, session);
    const n = session.received;
    const saved = () => {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, messageSaved);
      encoding.writeVarUint(encoder, n);
      send(session, encoding.toUint8Array(encoder));
    };
    if (withheld === null) saved();
    else withheld.push(saved);
  }

  function send(session: Session, payload: Uint8Array): void {
    session.socket.send(encodeServerFrame({ kind: 'data', channel: session.channel, payload }));
  }

  function sendSync(session: Session, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageSync);
    write(encoder);
    send(session, encoding.toUint8Array(encoder));
  }

  function end(session: Session, code: number, reason: string): void {
    sessions.delete(session);
    session.socket.send(encodeServerFrame({ kind: 'closed', channel: session.channel, code, reason }));
  }

  return {
    url: `ws://127.0.0.1:${port}/sync`,
    get sockets() {
      return socketCount;
    },
    get sessions() {
      return sessionCount;
    },
    updatesOf: (room) => updates.get(room) ?? 0,
    doc,
    refuse: (room, code, reason) => refusals.set(room, { code, reason }),
    shut(room, code, reason) {
      shut.set(room, { code, reason });
      for (const session of [...sessions]) if (session.room === room) end(session, code, reason);
    },
    allow(room) {
      refusals.delete(room);
      shut.delete(room);
    },
    orphan(room, words) {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, messageOrphaned);
      encoding.writeVarString(encoder, words);
      for (const session of sessions)
        if (session.room === room) send(session, encoding.toUint8Array(encoder));
    },
    withhold: () => (withheld ??= []),
    acknowledge() {
      const waiting = withheld ?? [];
      withheld = null;
      for (const saved of waiting) saved();
    },
    presence: (room) => presence.filter((entry) => entry.room === room),
    deafen: () => (deaf = true),
    hearAgain: () => (deaf = false),
    asked: (room, times) =>
      new Promise((resolve) => {
        const look = () => {
          if ((questions.get(room) ?? 0) < times) return;
          questionListeners.delete(look);
          resolve();
        };
        questionListeners.add(look);
        look();
      }),
    notice(notice) {
      for (const socket of watchers) socket.send(encodeServerFrame({ kind: 'notice', notice }));
    },
    signOut() {
      for (const socket of listening.clients) socket.close(closeCodes.signedOut, 'signed out');
    },
    async goAway() {
      for (const socket of listening.clients) socket.terminate();
      await new Promise((resolve) => listening.close(resolve));
    },
    async comeBack() {
      listening = await listen(port);
    },
  };
}
