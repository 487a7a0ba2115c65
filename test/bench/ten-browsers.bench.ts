/**
 * Ten browsers with the sample and S/RES/2231 open, each at another place and typing: what the server needs for it.
 */
import { Account } from '../harness/account.ts';
import { openBrowser } from '../harness/browser.ts';
import { Person } from '../harness/person.ts';
import { TestServer } from '../harness/server.ts';
import { texts, textsArePresent } from '../harness/texts.ts';
import { machine, megabytes, residentMemory, table } from './report.ts';
import { syntheticAgreement } from './synthetic.ts';

const seats = ['kestrelia', 'albarra', 'northern-republics', 'torvald', 'sarrane'];

machine();
const server = await TestServer.start();
const browser = await openBrowser();
try {
  const rows: { moment: string; 'server RSS': string }[] = [];
  const note = (moment: string) => rows.push({ moment, 'server RSS': megabytes(residentMemory(server.pid)) });

  const secretariat = await Account.of(server, 'secretariat');
  const sample = (await secretariat.demo()).agreement.id;
  note('started, sample loaded');
  const large = textsArePresent
    ? await secretariat.importFile(texts.res2231)
    : await secretariat.importBytes('synthetic-600.xml', syntheticAgreement(600));
  note(textsArePresent ? 'S/RES/2231 imported' : '600 synthetic clauses imported (no real texts here)');

  // Two windows a browser: the sample and the large agreement, at ten different places of each.
  const open = async (agreement: string, seat: number) => {
    const { elements } = await secretariat.agreement(agreement);
    const clauses = elements.filter(({ kind }) => kind === 'clause');
    const clause = clauses[Math.floor((seat * clauses.length) / 10)]!.id;
    const person = await Person.sit(browser, server, seats[seat % seats.length]!);
    await person.openText(agreement, clause);
    await person.type(clause, ' Seen and noted.');
    await person.isSaved();
  };
  for (let seat = 0; seat < 10; seat++) {
    await open(large, seat);
    await open(sample, seat);
  }
  note('both open in ten browsers, each has typed in both');
  table(rows);
} finally {
  await browser.close();
  await server.dispose();
}
