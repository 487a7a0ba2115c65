/**
 * The multiplexed socket: one WebSocket of a browser carries all of its clause rooms and the notices of its
 * agreement. Each frame is one binary WebSocket message, described in PROTOCOL.md. Both sides read and write
 * frames with this file only; it never sees inside the y-websocket messages that a `data` frame carries.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** A room within one socket, numbered by the client. Not reused until both sides have closed it. */
export type Channel = number;

export type ClientFrame =
  | { readonly kind: 'open'; readonly channel: Channel; readonly room: string }
  | { readonly kind: 'data'; readonly channel: Channel; readonly payload: Uint8Array }
  | { readonly kind: 'close'; readonly channel: Channel }
  /** Ask for the notices of an agreement on this socket; an empty string ends them. */
  | { readonly kind: 'watch'; readonly agreement: string };

export type ServerFrame =
  | { readonly kind: 'opened'; readonly channel: Channel }
  | { readonly kind: 'data'; readonly channel: Channel; readonly payload: Uint8Array }
  /** `code` and `reason` as a WebSocket close would carry them; the 44xx codes are in close-codes.ts. */
  | { readonly kind: 'closed'; readonly channel: Channel; readonly code: number; readonly reason: string }
  | { readonly kind: 'notice'; readonly notice: Notice };

/** What a watcher of an agreement is told besides the text: small, coalesced, never confidential text. */
export type Notice =
  /** The agreement has a newer version: fetch it again. */
  | { readonly type: 'agreement-changed'; readonly agreement: string; readonly version: number }
  /** Who is where, whole, at most twice a second. */
  | { readonly type: 'presence'; readonly agreement: string; readonly present: readonly Present[] }
  /** A text moved under a decision, or moved back: what is shown as outdated may have changed without an event. */
  | { readonly type: 'courses-changed'; readonly agreement: string }
  /** These threads of comments changed: fetch them again. Named to those only who may see them; none: windows did. */
  | { readonly type: 'comments-changed'; readonly agreement: string; readonly threads: readonly string[] }
  /** These private proposals changed: fetch them again. Named to the delegates of their party only. */
  | { readonly type: 'proposals-changed'; readonly agreement: string; readonly proposals: readonly string[] }
  /** Rights of the viewer changed: fetch `GET …/me` again. */
  | { readonly type: 'rights-changed'; readonly agreement: string };

export interface Present {
  /** Pseudonymous within the agreement; the same person's tabs share it. */
  readonly key: string;
  /** As this viewer may see it: a name for the own delegation, "Delegation of …" for another. */
  readonly name: string;
  readonly party: string | null;
  /** The clause where the person's cursor is, or null. */
  readonly clause: string | null;
}

const clientKinds = ['open', 'data', 'close', 'watch'] as const;
const serverKinds = ['opened', 'data', 'closed', 'notice'] as const;

export function encodeClientFrame(frame: ClientFrame): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, clientKinds.indexOf(frame.kind));
  switch (frame.kind) {
    case 'open':
      encoding.writeVarUint(encoder, frame.channel);
      encoding.writeVarString(encoder, frame.room);
      break;
    case 'data':
      encoding.writeVarUint(encoder, frame.channel);
      encoding.writeUint8Array(encoder, frame.payload);
      break;
    case 'close':
      encoding.writeVarUint(encoder, frame.channel);
      break;
    case 'watch':
      encoding.writeVarString(encoder, frame.agreement);
      break;
  }
  return encoding.toUint8Array(encoder);
}

/** @returns null when the bytes are not a frame: the sender is not speaking this protocol. */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame | null {
  return decodeWith(bytes, (decoder): ClientFrame | null => {
    const kind = clientKinds[decoding.readVarUint(decoder)];
    switch (kind) {
      case 'open':
        return { kind, channel: decoding.readVarUint(decoder), room: decoding.readVarString(decoder) };
      case 'data':
        return { kind, channel: decoding.readVarUint(decoder), payload: rest(decoder) };
      case 'close':
        return { kind, channel: decoding.readVarUint(decoder) };
      case 'watch':
        return { kind, agreement: decoding.readVarString(decoder) };
      default:
        return null;
    }
  });
}

export function encodeServerFrame(frame: ServerFrame): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, serverKinds.indexOf(frame.kind));
  switch (frame.kind) {
    case 'opened':
      encoding.writeVarUint(encoder, frame.channel);
      break;
    case 'data':
      encoding.writeVarUint(encoder, frame.channel);
      encoding.writeUint8Array(encoder, frame.payload);
      break;
    case 'closed':
      encoding.writeVarUint(encoder, frame.channel);
      encoding.writeVarUint(encoder, frame.code);
      encoding.writeVarString(encoder, frame.reason);
      break;
    case 'notice':
      encoding.writeVarString(encoder, JSON.stringify(frame.notice));
      break;
  }
  return encoding.toUint8Array(encoder);
}

export function decodeServerFrame(bytes: Uint8Array): ServerFrame | null {
  return decodeWith(bytes, (decoder): ServerFrame | null => {
    const kind = serverKinds[decoding.readVarUint(decoder)];
    switch (kind) {
      case 'opened':
        return { kind, channel: decoding.readVarUint(decoder) };
      case 'data':
        return { kind, channel: decoding.readVarUint(decoder), payload: rest(decoder) };
      case 'closed':
        return {
          kind,
          channel: decoding.readVarUint(decoder),
          code: decoding.readVarUint(decoder),
          reason: decoding.readVarString(decoder),
        };
      case 'notice':
        return { kind, notice: JSON.parse(decoding.readVarString(decoder)) as Notice };
      default:
        return null;
    }
  });
}

function rest(decoder: decoding.Decoder): Uint8Array {
  return decoding.readTailAsUint8Array(decoder);
}

function decodeWith<T>(bytes: Uint8Array, read: (decoder: decoding.Decoder) => T | null): T | null {
  const decoder = decoding.createDecoder(bytes);
  try {
    const frame = read(decoder);
    return decoding.hasContent(decoder) ? null : frame;
  } catch {
    return null;
  }
}
