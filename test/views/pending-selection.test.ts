/**
 * The caret was just put somewhere by keys or pointer, and before the browser tells of it something of somebody
 * else arrives: whoever types next types where the caret was put.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPage, type OpenPage } from './page.ts';
import { doc, outlineOf } from './texts.ts';

let open: OpenPage;
beforeAll(async () => {
  open = await openPage();
});
afterAll(async () => {
  await open?.close();
});

/** What the other does in the very turn in which the caret was put to the end of the clause. */
const arrivals = {
  'an edit': () => window.stage.insert('b', 'The', 'Now. '),
  'a cursor': () => window.stage.haunt('a', { anchor: { tname: 'text' }, head: { tname: 'text' } }),
  'an edit and a cursor': () => {
    window.stage.insert('b', 'The', 'Now. ');
    window.stage.haunt('a', { anchor: { tname: 'text' }, head: { tname: 'text' } });
  },
};

test.each(Object.entries(arrivals))('%s of somebody else arrives', async (_what, arrive) => {
  await open.page.evaluate(
    ([json]) => {
      window.stage.open({ json });
      window.stage.caret('a', '|The Parties agree');
    },
    [doc('The Parties agree')] as const,
  );
  await open.page.evaluate(`{
    window.stage.putCaretUnseen('a');
    (${arrive.toString()})();
    window.stage.drawPresence('a');
  }`);
  await open.page.keyboard.type('!');
  const text = await open.page.evaluate(() => window.stage.json('a'));
  expect(outlineOf(text)).toMatch(/agree!\)$/);
  expect(open.errors).toEqual([]);
});
