/**
 * The demo as a negotiation, for tests: everybody in their seats, a clock that is moved by hand, and one line for each
 * thing that somebody does: `await table.does('chair', 'announce-silence', {…})`.
 */
import {
  decodeServerFrame,
  encodeClientFrame,
  messageOrphaned,
  messageSaved,
  type ActView,
  type ClauseCourseView,
  type CoursesView,
  type Notice,
} from '@travaux/editor/frames';
import type { Command } from '@travaux/workflow/agreement';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { HandClock } from '../commands/hand-clock.ts';
import { until } from '../harness/until.ts';
import { Installation, type Answer, type InstallationOptions, type Person } from './installation.ts';

export class Table {
  readonly house: Installation;
  readonly clock: HandClock;
  readonly agreement: string;
  readonly #seats = new Map<string, Promise<Person>>();

  private constructor(house: Installation, clock: HandClock, agreement: string) {
    this.house = house;
    this.clock = clock;
    this.agreement = agreement;
  }

  static async laid(options: InstallationOptions = {}): Promise<Table> {
    const clock = new HandClock();
    const house = await Installation.start({
      env: { TRAVAUX_DEMO: '1' },
      now: clock.now,
      deadlineTimers: clock,
      ...options,
    });
    return new Table(house, clock, (await house.sample()).id);
  }

  seat(slug: string): Promise<Person> {
    const seated = this.#seats.get(slug) ?? this.house.as(slug);
    this.#seats.set(slug, seated);
    return seated;
  }

  path(rest: string): string {
    return `agreements/${this.agreement}/${rest}`;
  }

  async get(slug: string, rest: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return (await this.seat(slug)).get(this.path(rest), headers);
  }

  async board(slug = 'secretariat'): Promise<CoursesView> {
    return read<CoursesView>(await this.get(slug, 'courses'));
  }

  /** The clause with this number. */
  async clause(number: string): Promise<string> {
    const found = (await this.board()).clauses.find((one) => one.number === number);
    if (!found) throw new Error(`no clause ${number}`);
    return found.clause;
  }

  async course(clause: string, slug = 'secretariat'): Promise<ClauseCourseView> {
    return read<ClauseCourseView>(await this.get(slug, `clauses/${clause}/course`));
  }

  async version(): Promise<number> {
    return (await this.board()).version;
  }

  async asks(slug: string, command: Command | object): Promise<Answer> {
    const person = await this.seat(slug);
    return person.command(this.agreement, await this.version(), command);
  }

  async act(slug: string, clause: string, type: Command['type']): Promise<ActView> {
    const { acts } = await this.course(clause, slug);
    const found = acts.find((one) => one.type === type);
    if (!found) {
      throw new Error(
        `${slug} may not ${type}, only ${[...new Set(acts.map((one) => one.type))].join(', ')}`,
      );
    }
    return found;
  }

  /** Does what the server offers, completed by what the person says. */
  async does(slug: string, clause: string, type: Command['type'], says: object = {}): Promise<void> {
    const { command } = await this.act(slug, clause, type);
    const answer = await this.asks(slug, { ...command, ...says });
    if (answer.status !== 200) throw new Error(`${slug} ${type}: ${answer.body.detail}`);
  }

  /** `200`, or the code of the refusal. */
  async told(slug: string, command: object): Promise<string> {
    const { status, body } = await this.asks(slug, command);
    return status === 200 ? '200' : `${status} ${body.code}`;
  }

  /** Waits until something that happens by itself has happened. */
  async sees(what: string, holds: (board: CoursesView) => boolean): Promise<void> {
    await until(what, async () => holds(await this.board()));
  }

  /** Notices on the agreement that somebody with it open is sent from now on. */
  async watches(slug: string): Promise<readonly Notice[]> {
    const outcome = await (await this.seat(slug)).socket();
    if (outcome.kind !== 'open') throw new Error('the socket did not open');
    const notices: Notice[] = [];
    outcome.socket.on('message', (bytes: Buffer) => {
      const frame = decodeServerFrame(new Uint8Array(bytes));
      if (frame?.kind === 'notice') notices.push(frame.notice);
    });
    outcome.socket.send(encodeClientFrame({ kind: 'watch', agreement: this.agreement }));
    await until('the watch is set', () => Promise.resolve(notices.length > 0));
    return notices;
  }

  /**
   * Appends words to the first paragraph of a clause, or to a field of its block, through a socket, and waits until
   * they are on disk.
   */
  async writes(slug: string, clause: string, words: string, field?: string): Promise<void> {
    const person = await this.seat(slug);
    const doc = new Y.Doc();
    const cookie = person.cookie ?? '';
    class SignedIn extends WebSocket {
      constructor(url: string | URL) {
        super(url, { headers: { Cookie: cookie } });
      }
    }
    const provider = new WebsocketProvider(person.url('sync').replace(/^http/, 'ws'), clause, doc, {
      WebSocketPolyfill: SignedIn as never,
      disableBc: true,
    });
    // The server's own messages, which a stock client logs and ignores.
    for (const own of [messageSaved, messageOrphaned]) provider.messageHandlers[own] = () => undefined;
    const before = await this.course(clause);
    if (!provider.synced) await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    // The first run of words: a paragraph's, or that of the first field of a block.
    const root = doc.getXmlFragment('text');
    let text: unknown = field === undefined ? root.get(0) : fieldOf(root, field);
    while (text instanceof Y.XmlElement) text = text.get(0);
    if (!(text instanceof Y.XmlText)) throw new Error('the clause has no words');
    text.insert(text.length, words);
    await until(
      'the words are on disk',
      async () => (await this.course(clause)).text.hash !== before.text.hash,
    );
    provider.destroy();
    doc.destroy();
  }

  async close(): Promise<void> {
    await this.house.close();
  }
}

function fieldOf(root: Y.XmlFragment, name: string): Y.XmlElement {
  for (const node of root.createTreeWalker(
    (one) => one instanceof Y.XmlElement && one.nodeName === 'field',
  )) {
    if (node instanceof Y.XmlElement && node.getAttribute('name') === name) return node;
  }
  throw new Error(`the clause has no field ${name}`);
}

export function read<View>(answer: Answer): View {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
  return answer.body as unknown as View;
}
