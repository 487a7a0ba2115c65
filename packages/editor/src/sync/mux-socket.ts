/**
 * The one WebSocket of an agreement connection: it carries the channels of all open rooms and the notices of
 * the agreement (frames/PROTOCOL.md), and comes back by itself when it is lost.
 *
 * A channel that is opened while there is no socket waits and is opened with the next one. When the socket is
 * lost every channel is told, and its room opens a new channel.
 */
import { schemaVersion } from '../document/schema.ts';
import { closeCodes, decodeServerFrame, encodeClientFrame } from '../frames/index.ts';
import type { Channel, ClientFrame, Notice, ServerFrame } from '../frames/index.ts';
import { waitAfter } from './back-off.ts';
import type { ConnectionState, Timing, Watchable } from './sync.ts';
import { sameFields, watched } from './watchable.ts';

/** What a channel is told; the channel number is the mux socket's own business. */
export interface ChannelListener {
  opened(): void;
  data(payload: Uint8Array): void;
  /** The last call. `code` is 1006 when the socket was lost. */
  closed(code: number, reason: string): void;
}

export interface OpenChannel {
  /** Dropped when the channel is not open. */
  send(payload: Uint8Array): void;
  /** No further call to the listener. */
  close(): void;
}

export interface MuxSocket {
  readonly state: Watchable<ConnectionState>;
  /** Counts the sockets that were opened; 0 before the first. */
  readonly sockets: Watchable<number>;
  open(room: string, listener: ChannelListener): OpenChannel;
  /** Tries now instead of waiting; takes a signed-out connection up again. */
  reconnect(): void;
  /** The server ended the session: no further attempts until `reconnect`. */
  signOut(): void;
  close(): void;
}

export interface MuxOptions {
  readonly url: string;
  /** Agreement whose notices are wanted. */
  readonly agreement: string;
  readonly WebSocket: typeof WebSocket;
  readonly timing: Timing;
  readonly random: () => number;
  readonly notice: (notice: Notice) => void;
  /** Asks the server for a sign of life through any open room; false when there is none. */
  readonly probe: () => boolean;
}

/** From the WebSocket standard; the constructor that tests hand in need not carry them. */
const socketOpen = 1;
const lost = 1006;

interface ChannelEntry {
  readonly room: string;
  readonly listener: ChannelListener;
  /** `waiting`: no open frame sent yet. */
  state: 'waiting' | 'opening' | 'open';
}

/** `signed-out` and `outdated`: the server ended it, and it does not come back by itself. */
type Phase = 'idle' | 'connecting' | 'open' | 'waiting' | 'signed-out' | 'outdated' | 'closed';

export function openMuxSocket(options: MuxOptions): MuxSocket {
  const { timing } = options;
  const channels = new Map<Channel, ChannelEntry>();
  /** Never used again: a frame for a channel that we closed may still be on its way. */
  let nextChannel: Channel = 0;
  let socket: WebSocket | null = null;
  let phase: Phase = 'idle';
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let heardSinceTick = false;
  let probed = false;

  const state = watched<ConnectionState>({ kind: 'connecting' }, sameFields);
  const sockets = watched(0);

  function enter(next: Phase): void {
    phase = next;
    state.set(connectionState(phase, failures));
  }

  function connect(): void {
    if (retry !== null) clearTimeout(retry);
    retry = null;
    enter('connecting');
    const own = new options.WebSocket(withVersion(options.url));
    own.binaryType = 'arraybuffer';
    socket = own;
    own.onopen = () => {
      if (socket !== own) return;
      heardSinceTick = true;
      probed = false;
      enter('open');
      sockets.set(sockets.current + 1);
      transmit({ kind: 'watch', agreement: options.agreement });
      for (const [channel, entry] of channels) ask(channel, entry);
    };
    own.onmessage = (event: MessageEvent) => {
      if (socket !== own) return;
      heardSinceTick = true;
      const frame = event.data instanceof ArrayBuffer ? decodeServerFrame(new Uint8Array(event.data)) : null;
      // Not a server of ours, or of another version: what it said is not to be guessed.
      if (frame === null) return drop(own, lost, 'not a frame of this protocol');
      failures = 0;
      receive(frame);
    };
    own.onerror = () => {};
    own.onclose = (event: CloseEvent) => drop(own, event.code, event.reason);
  }

  /** The end of a socket, whoever ended it. */
  function drop(own: WebSocket, code: number, reason: string): void {
    if (socket !== own) return;
    socket = null;
    silence(own);
    // Whatever else ended the socket was about the socket, and must not be taken for a refusal by each room.
    const ended = code === closeCodes.signedOut || code === closeCodes.outdatedClient ? code : lost;
    if (phase !== 'closed') {
      failures++;
      if (code === closeCodes.signedOut) enter('signed-out');
      else if (code === closeCodes.outdatedClient) enter('outdated');
      else {
        enter('waiting');
        retry = setTimeout(
          connect,
          waitAfter(failures, options.random(), { first: timing.backOffFirst, limit: timing.backOffLimit }),
        );
      }
    }
    endChannels(ended, reason);
  }

  function endChannels(code: number, reason: string): void {
    const ended = [...channels].filter(([, entry]) => entry.state !== 'waiting');
    for (const [channel] of ended) channels.delete(channel);
    for (const [, entry] of ended) entry.listener.closed(code, reason);
  }

  function receive(frame: ServerFrame): void {
    if (frame.kind === 'notice') return options.notice(frame.notice);
    const entry = channels.get(frame.channel);
    if (entry === undefined) return; // we closed it while this was on its way
    switch (frame.kind) {
      case 'opened':
        entry.state = 'open';
        return entry.listener.opened();
      case 'data':
        return entry.listener.data(frame.payload);
      case 'closed':
        channels.delete(frame.channel);
        return entry.listener.closed(frame.code, frame.reason);
    }
  }

  function ask(channel: Channel, entry: ChannelEntry): void {
    if (phase !== 'open' || entry.state !== 'waiting') return;
    entry.state = 'opening';
    transmit({ kind: 'open', channel, room: entry.room });
  }

  function transmit(frame: ClientFrame): void {
    if (socket !== null && socket.readyState === socketOpen) {
      socket.send(encodeClientFrame(frame));
    }
  }

  // A browser tells nothing of a peer that vanished without a word. Counted in ticks, not in clock time:
  // a hidden page's timers may be stretched to a minute, and no answer can come between two ticks then.
  const ticking = setInterval(() => {
    if (phase !== 'open' || socket === null) return;
    if (heardSinceTick) {
      heardSinceTick = false;
      probed = false;
    } else if (!probed) {
      probed = options.probe();
    } else {
      const silent = socket;
      drop(silent, lost, 'no sign of life');
      silent.close();
    }
  }, timing.silence);
  unrefInNode(ticking);

  function reconnect(): void {
    if (phase === 'closed' || phase === 'outdated' || phase === 'open' || phase === 'connecting') return;
    if (phase === 'signed-out') failures = 0;
    connect();
  }

  const network = listenToBrowser({
    back: reconnect,
    gone: () => {
      if (socket === null || phase === 'closed') return;
      const own = socket;
      // The address may be this very machine, which needs no network: so the next attempt comes, but late.
      failures = Math.max(failures, 8);
      drop(own, lost, 'the device is offline');
      own.close();
    },
  });

  connect();

  return {
    state,
    sockets,
    open(room, listener) {
      const channel = nextChannel++;
      const entry: ChannelEntry = { room, listener, state: 'waiting' };
      channels.set(channel, entry);
      ask(channel, entry);
      return {
        send(payload) {
          if (channels.get(channel) === entry && entry.state === 'open') {
            transmit({ kind: 'data', channel, payload });
          }
        },
        close() {
          if (channels.get(channel) !== entry) return;
          channels.delete(channel);
          if (entry.state !== 'waiting') transmit({ kind: 'close', channel });
        },
      };
    },
    reconnect,
    signOut() {
      if (phase === 'closed' || phase === 'signed-out' || phase === 'outdated') return;
      const own = socket;
      if (retry !== null) clearTimeout(retry);
      retry = null;
      if (own !== null) {
        drop(own, closeCodes.signedOut, 'signed out');
        own.close();
      } else enter('signed-out');
    },
    close() {
      if (phase === 'closed') return;
      const own = socket;
      enter('closed');
      clearInterval(ticking);
      if (retry !== null) clearTimeout(retry);
      network();
      channels.clear();
      socket = null;
      if (own !== null) {
        silence(own);
        own.close(1000);
      }
    },
  };
}

/** The server closes with 4426 when the page speaks another version of the schema. */
function withVersion(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}v=${schemaVersion}`;
}

function connectionState(phase: Phase, failures: number): ConnectionState {
  switch (phase) {
    case 'open':
      return { kind: 'live' };
    case 'signed-out':
      return { kind: 'signed-out' };
    case 'outdated':
      return { kind: 'outdated' };
    case 'closed':
      return { kind: 'offline' };
    case 'idle':
    case 'connecting':
    case 'waiting':
      // One loss is not worth a word: most sockets are back at once. From the second on we say it.
      return failures < 2 ? { kind: 'connecting' } : { kind: 'offline' };
  }
}

/** Takes our handlers off; the error of closing a socket that still connects must stay handled in Node. */
function silence(socket: WebSocket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.onerror = () => {};
}

interface NetworkListener {
  /** Worth an attempt: the network came back, or the page is looked at again. */
  readonly back: () => void;
  readonly gone: () => void;
}

/** @returns a function that ends listening; in Node there is nothing to listen to */
function listenToBrowser(listener: NetworkListener): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => {};
  const shown = () => {
    if (document.visibilityState === 'visible') listener.back();
  };
  window.addEventListener('online', listener.back);
  window.addEventListener('offline', listener.gone);
  document.addEventListener('visibilitychange', shown);
  return () => {
    window.removeEventListener('online', listener.back);
    window.removeEventListener('offline', listener.gone);
    document.removeEventListener('visibilitychange', shown);
  };
}

/** A timer must not keep a Node process (a test, a script) alive. */
function unrefInNode(timer: ReturnType<typeof setInterval>): void {
  if (typeof timer === 'object' && 'unref' in timer) (timer as { unref(): void }).unref();
}
