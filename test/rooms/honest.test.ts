/**
 * Honest people at random: several writers with the real y-prosemirror way of writing, who type, delete, format,
 * restructure, go offline and return, undo, and reload their page. Within their rights nobody is ever refused,
 * and all sides and the disk end with one text that the schema accepts.
 */
import { expect, test } from '@jest/globals';
import { nodeOfJson } from '@travaux/editor/document';
import fc from 'fast-check';
import * as Y from 'yjs';
import { openHouse, type PersonId, type Writer } from './house.ts';

type Step =
  | { readonly act: 'type'; readonly who: number; readonly at: number; readonly text: string }
  | { readonly act: 'erase'; readonly who: number; readonly at: number; readonly length: number }
  | {
      readonly act: 'format';
      readonly who: number;
      readonly at: number;
      readonly mark: string;
      readonly on: boolean;
    }
  | { readonly act: 'block'; readonly who: number; readonly at: number; readonly kind: string }
  | { readonly act: 'remove'; readonly who: number; readonly at: number }
  | { readonly act: 'away' | 'back' | 'undo' | 'reload' | 'meet'; readonly who: number };

const who = fc.nat({ max: 3 });
const at = fc.nat({ max: 30 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('type' as const),
      who,
      at,
      text: fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('erase' as const),
      who,
      at,
      length: fc.integer({ min: 1, max: 8 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('format' as const),
      who,
      at,
      mark: fc.constantFrom('strong', 'emphasis', 'superscript', 'subscript', 'link'),
      on: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('block' as const),
      who,
      at,
      kind: fc.constantFrom('paragraph', 'heading', 'list', 'table', 'quotation'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('remove' as const), who, at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'away' as const,
        'back' as const,
        'undo' as const,
        'reload' as const,
        'meet' as const,
      ),
      who,
    }),
  },
);

const names: readonly PersonId[] = ['ada', 'alf', 'bea', 'sec'];

function texts(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? texts(child) : [];
  });
}

const element = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]) => {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
};

function block(kind: string): Y.XmlElement {
  const paragraph = () => element('paragraph', new Y.XmlText('new'));
  switch (kind) {
    case 'heading': {
      const heading = element('heading', new Y.XmlText('Heading'));
      heading.setAttribute('level', 2 as never);
      return heading;
    }
    case 'list':
      return element('list', element('list_item', paragraph()), element('list_item', paragraph()));
    case 'table':
      return element('table', element('table_row', element('table_cell', paragraph())));
    case 'quotation':
      return element('quotation', paragraph());
    default:
      return paragraph();
  }
}

function act(step: Step, writer: Writer, undo: Y.UndoManager): void {
  const { fragment, doc } = writer;
  const all = texts(fragment);
  doc.transact(() => {
    switch (step.act) {
      case 'type': {
        const text = all[step.at % Math.max(1, all.length)];
        if (text === undefined) fragment.insert(0, [element('paragraph', new Y.XmlText(step.text))]);
        else text.insert(step.at % (text.length + 1), step.text);
        return;
      }
      case 'erase': {
        const text = all[step.at % Math.max(1, all.length)];
        if (text === undefined || text.length === 0) return;
        const from = step.at % text.length;
        text.delete(from, Math.min(step.length, text.length - from));
        return;
      }
      case 'format': {
        const text = all[step.at % Math.max(1, all.length)];
        if (text === undefined || text.length === 0) return;
        const value = step.mark === 'link' ? { href: 'https://un.org/' } : {};
        // As y-prosemirror does: a format runs over the whole text.
        text.format(0, text.length, { [step.mark]: step.on ? value : null });
        return;
      }
      case 'block':
        fragment.insert(step.at % (fragment.length + 1), [block(step.kind)]);
        return;
      case 'remove':
        if (fragment.length > 1) fragment.delete(step.at % fragment.length, 1);
        return;
      case 'undo':
        undo.undo();
        return;
      case 'away':
        writer.provider.disconnect();
        return;
      case 'back':
        writer.provider.connect();
        return;
      case 'reload':
      case 'meet':
        return;
    }
  }, 'person');
}

test('[D5] [G8] random honest people converge and are never refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const house = await openHouse({
        clauses: { c1: ['The Parties shall co-operate.', 'Second paragraph.'] },
      });
      try {
        const writers = names.map((name) => house.person(name));
        const reader = house.person('obs');
        await Promise.all([...writers, reader].map((writer) => writer.synced()));
        const managers = writers.map(
          (w) => new Y.UndoManager(w.fragment, { trackedOrigins: new Set(['person']) }),
        );
        for (const step of steps) {
          const i = step.who;
          if (step.act === 'reload') {
            // The device keeps the text; the page begins anew, with a new client id.
            const kept = Y.encodeStateAsUpdate(writers[i]!.doc);
            writers[i]!.leave();
            writers[i] = house.person(names[i]!);
            Y.applyUpdate(writers[i].doc, kept, 'storage');
            managers[i] = new Y.UndoManager(writers[i].fragment, { trackedOrigins: new Set(['person']) });
          } else if (step.act === 'meet') {
            if (writers[i]!.provider.shouldConnect) await writers[i]!.synced();
          } else {
            act(step, writers[i]!, managers[i]!);
          }
        }
        // Everybody comes back, and each says a last word; who has seen all of them has seen everything.
        for (const [i, writer] of writers.entries()) {
          writer.provider.connect();
          writer.fragment.insert(0, [element('paragraph', new Y.XmlText(`last word of ${i}`))]);
        }
        const ends = names.map((_, i) => `last word of ${i}`);
        const everyone = [...writers, reader];
        await Promise.all(
          everyone.map((one) =>
            one.until(() => one.closed !== null || ends.every((end) => one.fragment.toJSON().includes(end))),
          ),
        );
        expect(everyone.map((one) => one.closed)).toEqual([null, null, null, null, null]);
        const whole = house.person('alf');
        await whole.synced();
        const text = whole.fragment.toJSON();
        await Promise.all(everyone.map((one) => one.until(() => one.fragment.toJSON() === text)));
        const onDisk = (await house.rooms.text('c1'))!.json;
        nodeOfJson(onDisk);
        await house.crash();
        expect((await house.rooms.text('c1'))!.json).toEqual(onDisk);
      } finally {
        await house.close();
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
