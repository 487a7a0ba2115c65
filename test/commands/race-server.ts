/** The server process of the race: opens a store, tells its port, freezes over and over, and says what it saw. */
import { openSqliteStore } from '@travaux/server/store';
import { freezeOverAndOver, RaceNode, Witness } from './race.ts';

const [file = '', times = '0', editsBetween = '0'] = process.argv.slice(2);
const store = await openSqliteStore({ file });
const witness = new Witness(store);
const node = await RaceNode.on(witness);
await node.open();
process.stdout.write(`${JSON.stringify({ port: node.port })}\n`);
await freezeOverAndOver([node], Number(times), async () => {
  const from = witness.edits;
  while (witness.edits < from + Number(editsBetween)) await new Promise((resolve) => setTimeout(resolve, 1));
});
const { edits, landed, moved, freezes } = witness;
process.stdout.write(`${JSON.stringify({ edits, landed, moved, freezes })}\n`);
await node.close();
await store.close();
