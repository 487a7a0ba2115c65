/**
 * What the simulation found, each as the smallest case that shows it, with the real client on real sockets.
 */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { nameNeighboursOfUndone } from '../../packages/editor/src/sync/undo-neighbours.ts';
import { openHouse, Writer, type House } from '../rooms/house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** A clause as somebody has it who was there before. */
async function copyOf(): Promise<Y.Doc> {
  const reader = house.person('alf');
  await reader.synced();
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(reader.doc));
  return doc;
}
const paragraphOf = (doc: Y.Doc) => doc.getXmlFragment('text').get(0) as Y.XmlElement;
const textOf = (doc: Y.Doc) => paragraphOf(doc).get(0) as Y.XmlText;

describe('nobody is refused within their rights', () => {
  test('who sets an attribute again and again while offline, and can undo it', async () => {
    const doc = await copyOf();
    const undo = new Y.UndoManager(doc.getXmlFragment('text'), { captureTimeout: 0 });
    const paragraph = paragraphOf(doc);
    for (const dir of ['rtl', 'ltr', 'rtl', 'ltr']) paragraph.setAttribute('dir', dir);
    const writer = new Writer(house.url('bea'), 'c1', doc);
    await writer.until(() => writer.acked > 0 || writer.closed !== null);
    expect(writer.closed).toBeNull();
    expect((await house.rooms.text('c1'))?.json.content?.[0]).toMatchObject({ attrs: { dir: 'ltr' } });
    undo.destroy();
    writer.leave();
    doc.destroy();
  });

  test('[G8] who drops a block in which something was put back before, and puts the block back', async () => {
    const doc = await copyOf();
    nameNeighboursOfUndone(doc);
    const undo = new Y.UndoManager(doc.getXmlFragment('text'), { captureTimeout: 0 });
    textOf(doc).delete(4, 7);
    undo.undo();
    textOf(doc).insert(7, '-');
    doc.getXmlFragment('text').delete(0, 1);
    undo.undo();
    const writer = new Writer(house.url('bea'), 'c1', doc);
    await writer.until(() => writer.acked > 0 || writer.closed !== null);
    const { closed, words } = writer;
    undo.destroy();
    writer.leave();
    doc.destroy();
    expect(closed).toBeNull();
    expect(words).toBe('The Par-ties shall co-operate.');
    expect(textOf(await copyOf()).toJSON()).toBe(words);
  });

  test('[G4] who types a lot before the first answer of the server came over a slow line', async () => {
    const doc = await copyOf();
    textOf(doc).insert(0, 'Offline. ');
    const late: (() => void)[] = [];
    let isSlow = true;
    /** Holds back what the server says. */
    class SlowSocket extends WebSocket {
      override emit(event: string, ...what: unknown[]): boolean {
        if (event !== 'message' || !isSlow) return super.emit(event, ...what);
        late.push(() => super.emit(event, ...what));
        return true;
      }
    }
    const provider = new WebsocketProvider(house.url('bea'), 'c1', doc, {
      WebSocketPolyfill: SlowSocket as never,
      disableBc: true,
    });
    provider.messageHandlers[102] = () => {};
    let closed: number | null = null;
    provider.on('closed', ({ code }) => (closed = code));
    await new Promise<void>((resolve) =>
      provider.on('status', ({ status }) => status === 'connected' && resolve()),
    );
    for (let i = 0; i < 100; i++) textOf(doc).insert(textOf(doc).length, ` ${i}`);
    const leftOut = () => house.counts.get('updates_with_gaps') ?? 0;
    while (leftOut() < 100 && closed === null) await new Promise(setImmediate);
    isSlow = false;
    for (const hear of late) hear();
    const other = house.person('ada');
    await Promise.race([other.sees(' 98 99'), new Promise((resolve) => provider.on('closed', resolve))]);
    expect(closed).toBeNull();
    expect(other.words).toMatch(/^Offline\. /);
    provider.destroy();
    doc.destroy();
  });
});

describe('what is acknowledged is saved', () => {
  test('[G6] marks taken away in a frozen clause are refused', async () => {
    const writer = house.person('bea');
    await writer.synced();
    const text = textOf(writer.doc);
    text.format(0, 3, { strong: {} });
    await writer.until(() => writer.acked === 2);
    const undo = new Y.UndoManager(writer.fragment, { captureTimeout: 0 });
    text.format(4, 3, { strong: {} });
    await writer.until(() => writer.acked === 3);
    await house.happens({ type: 'clause-parked', clause: 'c1', reason: 'rest' });
    // Deletes two marks and nothing else.
    undo.undo();
    expect(await writer.ended()).toBe(4409);
    expect(writer.acked).toBe(0);
    undo.destroy();
  });
});
