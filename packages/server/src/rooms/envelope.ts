/**
 * The messages of a clause room on the wire: read strictly, one message and nothing after it, and written as
 * y-protocols writes them. What an update holds is the scan's question, what a presence holds presence.ts'.
 */
import {
  messageAwareness,
  messageOrphaned,
  messageQueryAwareness,
  messageSaved,
  messageSync,
  syncStep1,
  syncStep2,
  syncUpdate,
} from '@travaux/editor/frames';
import * as encoding from 'lib0/encoding';
import type { RoomLimits } from './limits.ts';
import { ByteReader, ScanError } from './scan.ts';

export type ClientMessage =
  /** What the client has; it asks for the rest. */
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  /** `whole`: the answer to a SyncStep1, which holds all that the client has beyond it. */
  | { readonly kind: 'update'; readonly update: Uint8Array; readonly whole: boolean }
  | { readonly kind: 'presence'; readonly update: Uint8Array }
  | { readonly kind: 'query-presence' };

/** @throws ScanError when the bytes are not a message of a client */
export function readMessage(bytes: Uint8Array, limits: RoomLimits): ClientMessage {
  const reader = new ByteReader(bytes);
  const message = readBody(reader, limits);
  if (reader.left !== 0) throw new ScanError('bytes after the end of the message');
  return message;
}

function readBody(reader: ByteReader, limits: RoomLimits): ClientMessage {
  switch (reader.uint(127)) {
    case messageSync:
      switch (reader.uint(127)) {
        case syncStep1:
          return { kind: 'step1', stateVector: stateVector(reader.chunk(limits.stateVectorBytes)) };
        case syncStep2:
          return { kind: 'update', update: reader.chunk(limits.updateBytes), whole: true };
        case syncUpdate:
          return { kind: 'update', update: reader.chunk(limits.updateBytes), whole: false };
        default:
          throw new ScanError('an unknown kind of sync message');
      }
    case messageAwareness:
      return { kind: 'presence', update: reader.chunk(limits.presenceBytes) };
    case messageQueryAwareness:
      return { kind: 'query-presence' };
    default:
      throw new ScanError('an unknown kind of message');
  }
}

function stateVector(bytes: Uint8Array): Uint8Array {
  const reader = new ByteReader(bytes);
  const clients = reader.uint(bytes.length);
  for (let i = 0; i < clients; i++) {
    reader.clientId();
    reader.uint(2 ** 53);
  }
  if (reader.left !== 0) throw new ScanError('bytes after the end of a state vector');
  return bytes;
}

export function step1Message(stateVector: Uint8Array): Uint8Array {
  return message((encoder) => {
    encoding.writeVarUint(encoder, messageSync);
    encoding.writeVarUint(encoder, syncStep1);
    encoding.writeVarUint8Array(encoder, stateVector);
  });
}

export function step2Message(update: Uint8Array): Uint8Array {
  return message((encoder) => {
    encoding.writeVarUint(encoder, messageSync);
    encoding.writeVarUint(encoder, syncStep2);
    encoding.writeVarUint8Array(encoder, update);
  });
}

export function updateMessage(update: Uint8Array): Uint8Array {
  return message((encoder) => {
    encoding.writeVarUint(encoder, messageSync);
    encoding.writeVarUint(encoder, syncUpdate);
    encoding.writeVarUint8Array(encoder, update);
  });
}

export function savedMessage(count: number): Uint8Array {
  return message((encoder) => {
    encoding.writeVarUint(encoder, messageSaved);
    encoding.writeVarUint(encoder, count);
  });
}

export function orphanedMessage(words: string): Uint8Array {
  return message((encoder) => {
    encoding.writeVarUint(encoder, messageOrphaned);
    encoding.writeVarString(encoder, words);
  });
}

/** One participant's presence as others are told it; `state` is JSON, `null` for gone. */
export interface PresenceEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: string;
}

export function presenceMessage(entries: readonly PresenceEntry[]): Uint8Array {
  const body = message((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
  });
  return message((encoder) => {
    encoding.writeVarUint(encoder, messageAwareness);
    encoding.writeVarUint8Array(encoder, body);
  });
}

/** A presence message that says nothing: a sign of life for clients that wait for one. */
export const keepAliveMessage = presenceMessage([]);

function message(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}
