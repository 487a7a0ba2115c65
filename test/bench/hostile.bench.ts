/**
 * `pnpm bench hostile`: for how long the dearest updates that we know of hold the process, from the scan to the
 * verdict, in processor time, beside the longest that honest people send. The aim is that no hostile one holds it for over 50 ms.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { defaultLimits } from '../../packages/server/src/rooms/limits.ts';
import { LiveText } from '../../packages/server/src/rooms/live-text.ts';
import { scanUpdate } from '../../packages/server/src/rooms/scan.ts';
import { kilobytes, machine, median, ms, table } from './report.ts';

type Id = readonly [client: number, clock: number];

/** Marks put on and taken off, each between two structs of one text. */
function marks(client: number, count: number, between: (i: number) => readonly [Id, Id | null]): Uint8Array {
  const encoder = encoding.createEncoder();
  const write = (...values: number[]) => values.forEach((value) => encoding.writeVarUint(encoder, value));
  write(1, count, client, 0);
  for (let i = 0; i < count; i++) {
    const [left, right] = between(i);
    encoding.writeUint8(encoder, 128 | (right === null ? 0 : 64) | 6);
    write(...left, ...(right ?? []));
    encoding.writeVarString(encoder, 'strong');
    encoding.writeVarString(encoder, i % 2 === 0 ? '{}' : 'null');
  }
  write(0);
  return encoding.toUint8Array(encoder);
}

const letter: Id = [1, 2];
const base = (() => {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const paragraph = new Y.XmlElement('paragraph');
  doc.getXmlFragment('text').insert(0, [paragraph]);
  paragraph.insert(0, [new Y.XmlText('a')]);
  return Y.encodeStateAsUpdate(doc);
})();
const long = defaultLimits.structs - 500;
const within = Math.floor(defaultLimits.placingSteps / long);
const honest = marks(2, long, (i) => [i === 0 ? letter : [2, i - 1], null]);
const page = (() => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, base);
  const before = Y.encodeStateVector(doc);
  const paragraphs = Array.from({ length: 730 }, () => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('The Parties shall co-operate in good faith. '.repeat(6))]);
    return paragraph;
  });
  doc.transact(() => doc.getXmlFragment('text').insert(1, paragraphs));
  return Y.encodeStateAsUpdate(doc, before);
})();
const deletions = (() => {
  const encoder = encoding.createEncoder();
  const write = (...values: number[]) => values.forEach((value) => encoding.writeVarUint(encoder, value));
  write(0, 1, 2, 4_000);
  for (let i = 0; i < 4_000; i++) write(2 * i, 1);
  return encoding.toUint8Array(encoder);
})();

const cases: readonly (readonly [name: string, before: readonly Uint8Array[], update: Uint8Array])[] = [
  ['honest: 730 paragraphs, 200 kB of text', [], page],
  [`honest: ${long} marks one after the other`, [], honest],
  ['4,000 separate deletions', [honest], deletions],
  [`${long} marks at one place`, [honest], marks(3, long, () => [letter, null])],
  [`${long} marks, each a little further on`, [honest], marks(3, long, (i) => [[2, i], null])],
  [
    `${long} marks, each before the last`,
    [honest],
    marks(3, long, (i) => [letter, i === 0 ? null : [3, i - 1]]),
  ],
  [
    `${within} marks across the whole text, as many as the limit lets in`,
    [honest],
    marks(3, within, (i) => [[2, i], null]),
  ],
];

machine();
const rows = cases.map(([name, before, update]) => {
  const times: number[] = [];
  let verdict = '';
  for (let i = 0; i < 5; i++) {
    const record = { snapshot: base, updates: before } as Parameters<typeof LiveText.load>[0];
    const text = LiveText.load(record, defaultLimits);
    const begun = process.cpuUsage();
    try {
      text.edit((apply) => apply(update, scanUpdate(update, defaultLimits)));
      text.check();
      verdict = 'let in';
    } catch {
      verdict = 'refused';
    }
    const { user, system } = process.cpuUsage(begun);
    times.push((user + system) / 1000);
    text.destroy();
  }
  return { update: name, size: kilobytes(update.length), verdict, 'held for': ms(median(times)) };
});
table(rows);
