/**
 * A clause of the sample is decided on the screens: legal review, silence among six parties (broken once by an
 * amendment, kept once), a committee with one recusal; then an edit to a definition that it uses makes its decisions
 * outdated, before the eyes of somebody who looks at the board. Beside it: signing off by keyboard alone, and what the
 * screens say when there is nothing, no network, or somebody else was first.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ActView, ClauseCourseView, CoursesView } from '@travaux/editor/frames';
import type { Command } from '@travaux/workflow/agreement';
import { replayFault, verifyRecord } from '@travaux/workflow/ledger';
import type { Locator } from 'playwright-core';
import { Account } from '../harness/account.ts';
import { axe, axeInLightAndDark, phone } from '../harness/browser.ts';
import type { Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { becomes, until } from '../harness/until.ts';

const parties = ['kestrelia', 'albarra', 'northern-republics', 'torvald', 'sarrane', 'meridian'];

describe('decisions', () => {
  const on = stage();
  const accounts = new Map<string, Promise<Account>>();
  let clause: string;
  let watcher: Person;

  const account = (slug: string): Promise<Account> => {
    const known = accounts.get(slug) ?? Account.of(on.server, slug);
    accounts.set(slug, known);
    return known;
  };
  const course = async (of = clause, slug = 'secretariat', agreement = on.sample) =>
    (await account(slug)).get<ClauseCourseView>(`agreements/${agreement}/clauses/${of}/course`);
  const board = async (agreement = on.sample) =>
    (await account('secretariat')).get<CoursesView>(`agreements/${agreement}/courses`);
  const numbered = async (number: string) =>
    (await board()).clauses.find((one) => one.number === number)!.clause;
  const stageOf = async (of = clause) => (await course(of)).summary.underWay?.stage.id ?? null;

  /** What is not looked at on the screen is done over HTTP, from the same offers. */
  const does = async (
    slug: string,
    of: string,
    type: ActView['type'],
    values: object = {},
    agreement = on.sample,
  ) => {
    const { acts } = await course(of, slug, agreement);
    const act = acts.find((one) => one.type === type);
    if (!act) throw new Error(`${slug} is not offered ${type} but ${acts.map((one) => one.type).join(', ')}`);
    const answer = await (await account(slug)).command(agreement, { ...act.command, ...values } as Command);
    if ('code' in answer) throw new Error(`${slug} ${type}: ${answer.detail}`);
  };

  const review = (of: string) => `i/${on.sample}/review/${of}`;
  /** Opens an act from its button; gives the dialog, once the preview stands in it. */
  const opens = async (person: Person, name: string | RegExp): Promise<Locator> => {
    await person.page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();
    const dialog = person.page.getByRole('dialog', { name });
    await dialog.waitFor();
    return dialog;
  };
  const effects = (dialog: Locator) => dialog.getByRole('region', { name: 'What this will do' });
  const finishes = async (dialog: Locator, name: string) => {
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  /** Moves the keyboard there, as whoever has no mouse does. */
  const tabTo = ({ page }: Person, what: string, target: Locator) =>
    until(`the keyboard is on ${what}`, async () => {
      await page.keyboard.press('Tab');
      return target.evaluate((node) => node === document.activeElement);
    });
  const isClean = async (person: Person) => expect(await axe(person.page)).toEqual([]);
  const row = (person: Person, of = clause) => person.page.locator(`[data-clause="${of}"]`);

  beforeAll(async () => {
    clause = await numbered('1.1');
    watcher = await on.as('kestrelia', { stays: true });
    await watcher.goTo(`i/${on.sample}/review`);
    await row(watcher).waitFor();
  });

  test('the secretariat sends it from the console, after a look at what that does', async () => {
    const secretariat = await on.as('secretariat');
    await secretariat.goTo(`i/${on.sample}/process`);
    await row(secretariat)
      .getByRole('button', { name: /^Act on/ })
      .click();
    const dialog = await opens(secretariat, 'Send along a route');
    await effects(dialog).getByText('Six delegations lose write access to 1.1 at once.').waitFor();
    await isClean(secretariat);
    expect(await stageOf()).toBeNull();
    await finishes(dialog, 'Send');
    await row(watcher).getByText('Legal review').waitFor();
    await row(watcher).getByText('under way').waitFor();
  });

  test('whoever is asked finds it in My work, reads the exact words, and gives an opinion', async () => {
    const drafter = await on.as('legal-drafter');
    await drafter.goTo('');
    await drafter.page.getByRole('link', { name: /^Go there: Give an opinion on 1\.1/ }).click();
    const dialog = await opens(drafter, /^Give an opinion/);
    const { packet } = await course();
    expect((await dialog.locator('.fingerprint').innerText()).replaceAll(' ', '')).toBe(packet?.hash);
    await dialog
      .getByRole('region', { name: 'The exact words' })
      .getByText('The Parties shall lift')
      .waitFor();
    await dialog.getByRole('radio', { name: 'Positive', exact: true }).check();
    await effects(dialog)
      .getByText(/Review by the regional committees/)
      .waitFor();
    await isClean(drafter);
    await finishes(dialog, 'Give the opinion');
    await becomes('it goes on', stageOf, 'regional-review');
    await does('working-group', clause, 'give-opinion', { opinion: { kind: 'positive' } });
    await row(watcher).getByText('Silence among the parties').waitFor();
  });

  const announce = (silence: string) =>
    does('chair', clause, 'announce-silence', { silence, title: 'Text under silence', meeting: 'Plenary' });

  test('silence: the chair announces it, one amendment breaks it', async () => {
    const chair = await on.as('chair');
    await chair.goTo(review(clause));
    const dialog = await opens(chair, 'Announce the silence procedure');
    await dialog.getByLabel('Temporary title').fill('Text under silence');
    await dialog.getByLabel('Meeting at which it was announced').fill('Third plenary');
    await isClean(chair);
    await finishes(dialog, 'Announce');
    for (const party of parties.filter((one) => one !== 'torvald'))
      await does(party, clause, 'open-silence-notice');
    await chair.page.getByText('the notice has reached 5 of 6 addressees').waitFor();

    const torvald = await on.as('torvald');
    await torvald.goTo(review(clause));
    await finishes(await opens(torvald, 'Open the notice'), 'Acknowledge receipt');
    await chair.page.getByText('The silence ends').waitFor();
    const breaks = await opens(torvald, 'Break the silence');
    await breaks.getByRole('radio', { name: 'Amendment' }).check();
    await breaks
      .getByLabel('What you object to, or the words that you propose')
      .fill('Read “shall progressively lift”.');
    await finishes(breaks, 'Break the silence');
    await chair.page.getByText(/^Came back to the negotiation/).waitFor();
    await isClean(chair);
    expect(await stageOf()).toBeNull();
  });

  test('silence: sent again, everybody has the notice, and its clock runs', async () => {
    await does('secretariat', clause, 'send-clause', { procedure: crypto.randomUUID(), route: null });
    await does('legal-drafter', clause, 'give-opinion', { opinion: { kind: 'positive' } });
    await does('working-group', clause, 'give-opinion', { opinion: { kind: 'positive' } });
    await announce(crypto.randomUUID());
    for (const party of parties) await does(party, clause, 'open-silence-notice');
    await row(watcher)
      .getByText(/in (1 minute|less than a minute)/)
      .waitFor();
  });

  // These go on while the silence runs.

  test('a delegate signs off by keyboard alone', async () => {
    const signed = await numbered('12.1');
    await does('secretariat', signed, 'send-clause', {
      procedure: crypto.randomUUID(),
      route: 'plain-bilateral',
    });
    await does('legal-drafter', signed, 'give-opinion', { opinion: { kind: 'positive' } });
    const torvald = await on.as('torvald');
    const { keyboard } = torvald.page;
    await torvald.goTo(review(signed));
    const button = torvald.page.getByRole('button', { name: 'Sign off', exact: true });
    await button.waitFor();
    await torvald.page.locator('#main').focus();
    await tabTo(torvald, 'the button', button);
    await keyboard.press('Enter');
    const dialog = torvald.page.getByRole('dialog');
    await tabTo(torvald, 'the kinds', dialog.getByRole('radio').first());
    // Space chooses, the arrows go on: agree, on conditions, ad referendum.
    await keyboard.press('Space');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await dialog.getByLabel('If the date comes without a word').waitFor();
    await isClean(torvald);
    await tabTo(torvald, 'the end', dialog.getByRole('button', { name: 'Sign off', exact: true }));
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await torvald.page.getByText('agrees ad referendum').first().waitFor();
    await becomes(
      'the server has it',
      async () => {
        const { run } = await course(signed);
        return run?.kind === 'sign-off'
          ? (run.parties.find(({ id }) => id === 'TOR')?.signOff?.act.kind ?? null)
          : null;
      },
      'agree-ad-referendum',
    );
  });

  test('a delegate enrols a passkey and signs with it; the exported record proves it', async () => {
    const signed = await numbered('12.1');
    const albarra = await on.as('albarra');
    const { page } = albarra;
    const debuggee = await page.context().newCDPSession(page);
    await debuggee.send('WebAuthn.enable');
    const device = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const;
    await debuggee.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...device, hasUserVerification: true, isUserVerified: true },
    });

    await albarra.goTo(review(signed));
    await (await opens(albarra, 'Sign off')).getByRole('link', { name: 'People' }).click();
    await page.getByRole('button', { name: /^Enrol a passkey for/ }).press('Enter');
    await page.getByText('(yours)').waitFor();
    await isClean(albarra);

    await albarra.goTo(review(signed));
    const dialog = await opens(albarra, 'Sign off');
    await dialog.getByRole('radio', { name: 'Agree', exact: true }).check();
    await dialog.getByRole('checkbox', { name: 'Sign with my passkey as well' }).check();
    await isClean(albarra);
    await finishes(dialog, 'Sign off');
    await page.getByText('signed with a passkey').waitFor();

    const record = await (await on.secretariat.request('GET', `agreements/${on.sample}/record`)).text();
    const verdict = verifyRecord(Buffer.from(record), { replay: replayFault });
    if (!verdict.verified) throw new Error(verdict.sentence);
    expect(verdict.signedActs).toMatchObject([{ clause: signed, party: 'ALB' }]);
    await page.goto(`${on.server.url}/verify`);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose a record', exact: true }).click(),
    ]);
    await chooser.setFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(record) });
    await page
      .getByRole('region', { name: 'Signed with a passkey' })
      .getByText(/Albarra.*agreed to/)
      .waitFor();
    await isClean(albarra);
  });

  test('packages and the closing act, by keyboard alone', async () => {
    const small = await on.secretariat.importBytes(
      'small.md',
      '# Small accord\n\n## Article\n\n1. The Parties shall meet.\n\n2. The Parties shall report.\n',
    );
    const { id, ...rest } = (await board()).routes.find(({ route }) => route.id === 'plain-bilateral')!.route;
    const stages = rest.stages
      .filter(({ kind }) => kind === 'sign-off')
      .map((one) => ({ ...one, parties: ['TOR'], consulted: [], informed: [] }));
    await on.secretariat.command(small, {
      ...{ type: 'draw-up-route', route: { ...rest, id: `short-${id}`, stages } },
    });
    const { clauses } = await board(small);
    for (const { clause: each } of clauses) {
      const sent = { procedure: crypto.randomUUID(), route: `short-${id}` };
      await does('secretariat', each, 'send-clause', sent, small);
      await does('torvald', each, 'sign-off', { act: { kind: 'agree' } }, small);
    }

    const chair = await on.as('chair');
    const { keyboard } = chair.page;
    /** Opens an act, fills it in, does it: all with the keyboard, as everything on this page. */
    const acts = async (
      person: Person,
      name: string,
      verb: string,
      fill: (dialog: Locator) => Promise<void>,
    ) => {
      const button = person.page.getByRole('button', { name, exact: true });
      await button.waitFor();
      await tabTo(person, name, button);
      await person.page.keyboard.press('Enter');
      const dialog = person.page.getByRole('dialog', { name });
      await dialog.waitFor();
      await fill(dialog);
      await effects(dialog).waitFor();
      await isClean(person);
      await tabTo(person, verb, dialog.getByRole('button', { name: verb, exact: true }));
      await person.page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
    };
    await chair.goTo(`i/${small}/process`);
    const tabs = chair.page.getByRole('tablist');
    await tabs.waitFor();
    await tabTo(chair, 'the tabs', tabs.getByRole('tab', { selected: true }));
    for (let presses = 0; presses < 3; presses += 1) await keyboard.press('ArrowRight');
    await chair.page.getByRole('heading', { name: 'The closing act' }).waitFor();
    await acts(chair, 'Form a package', 'Form', async (dialog) => {
      await tabTo(chair, 'the name', dialog.getByRole('textbox'));
      await keyboard.type('Meeting and reporting');
      for (const box of await dialog.getByRole('checkbox').all()) {
        await tabTo(chair, 'a clause', box);
        await keyboard.press('Space');
      }
    });

    const torvald = await on.as('torvald');
    await torvald.goTo(`i/${small}/review`);
    await acts(torvald, 'Accept the package', 'Accept', async () => {});
    await chair.page.getByText('accepted', { exact: true }).waitFor();
    await acts(chair, 'Close the package', 'Close the package', async () => {});
    await chair.page.getByText('Closed on').waitFor();
    await acts(chair, 'Adopt the agreement', 'Adopt', async () => {});
    await chair.page.getByText('The agreement was adopted on').waitFor();
    expect((await board(small)).clauses.map(({ rung }) => rung)).toEqual(clauses.map(() => 'adopted'));
  });

  test('words other than those of the fingerprint are not signed', async () => {
    const signed = await numbered('12.1');
    const sarrane = await on.as('sarrane');
    await sarrane.page.route(/\/course$/, async (route) => {
      const answer = await route.fetch();
      const text = (await answer.text()).replaceAll('"text":"', '"text":"Not ');
      await route.fulfill({ response: answer, body: text });
    });
    await sarrane.goTo(review(signed));
    const dialog = await opens(sarrane, 'Sign off');
    await dialog.getByRole('alert').getByText('do not have the fingerprint').waitFor();
    await dialog.getByRole('radio', { name: 'Agree', exact: true }).check();
    expect(await dialog.getByRole('button', { name: 'Sign off', exact: true }).isDisabled()).toBe(true);
  });

  test('a network that is away is told, and what was read stays', async () => {
    const meridian = await on.as('meridian');
    await meridian.goTo(`i/${on.sample}/review`);
    await row(meridian).waitFor();
    await meridian.goOffline();
    await meridian.page.evaluate(() => dispatchEvent(new Event('offline')));
    await until('it is said', async () => /^Offline/.test(await meridian.saving()));
    await row(meridian).waitFor();
    await meridian.goOnline();
    await until('it is live again', async () => /^(Live|Saved)/.test(await meridian.saving()));
    await meridian.page.getByRole('radio', { name: /^Overdue/ }).click();
    await meridian.page.getByText('Nothing is overdue').waitFor();
    await isClean(meridian);
    await meridian.goTo(review('no-such-clause'));
    await meridian.page.getByText('It may have been deleted').waitFor();
    await isClean(meridian);
  });

  test('the frozen clause is read-only in the text, says why, and leads to where it stands', async () => {
    const albarra = await on.as('albarra');
    await albarra.openText(on.sample, clause);
    const editor = await albarra.see(clause);
    await becomes('it is read-only', () => editor.getAttribute('aria-readonly'), 'true');
    await albarra
      .clause(clause)
      .getByText('Frozen while it is under way: Silence among the parties')
      .waitFor();
    expect(await albarra.page.getByRole('treeitem', { name: /^1\.1 .*under way/ }).count()).toBe(1);
    await albarra
      .clause(clause)
      .getByRole('link', { name: /^Where it stands/ })
      .click();
    await albarra.page.getByText('The silence ends').waitFor();
  });

  test('a route in which a clause would get stuck is refused at the field', async () => {
    const secretariat = await on.as('secretariat');
    await secretariat.goTo(`i/${on.sample}/process`);
    const { page } = secretariat;
    await page.getByRole('tab', { name: 'Routes' }).click();
    await page.getByRole('button', { name: 'Draw up a route' }).click();
    await page.getByLabel('Name of the route').fill('Short way');
    const first = page.locator('.stage-forms > li').first();
    await first
      .getByRole('group', { name: 'Who gives an opinion' })
      .getByRole('checkbox', { checked: true })
      .uncheck();
    await first.getByText('Fault:').waitFor();
    const draw = page.getByRole('button', { name: 'Draw up a route' });
    expect(await draw.isDisabled()).toBe(true);
    await isClean(secretariat);
    await first.getByRole('checkbox', { name: 'Chair', exact: true }).first().check();
    await first.getByText('Fault:').waitFor({ state: 'detached' });
    await draw.click();
    await finishes(page.getByRole('dialog'), 'Draw up');
    await page.getByRole('heading', { name: 'Short way' }).waitFor();
    await page.getByRole('img', { name: /^Short way: 3 stages/ }).waitFor();
  });

  test.each([
    ['for every role', ['sarrane', 'committee', 'civil-forum', 'verifier', 'chair', 'secretariat'], {}],
    ['on a phone', ['sarrane', 'committee', 'secretariat'], phone],
  ] as const)('the page of a clause as axe sees it, %s', async (_where, slugs, options) => {
    const found: string[] = [];
    for (const slug of slugs) {
      const person = await on.as(slug, options);
      for (const path of [review(clause), `i/${on.sample}/decision/${clause}`]) {
        await person.goTo(path);
        await person.page
          .getByRole('heading', { name: /^(Silence among|Approval by|No decision)/ })
          .first()
          .waitFor();
        for (const { rule, where } of await axeInLightAndDark(person.page))
          found.push(`${slug} ${path}: ${rule} ${where.join()}`);
        const overflow = await person.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) found.push(`${slug} ${path}: ${overflow} px wider than the window`);
      }
    }
    expect(found).toEqual([]);
  });

  test('silence: nobody speaks, and at its end the clause goes on by itself', async () => {
    await until('it is before the committee', async () => (await stageOf()) === 'committee', {
      within: 150_000,
    });
    await row(watcher).getByText('Approval by the committee').waitFor();
    await row(watcher).getByText('agreed in group').waitFor();
  }, 180_000);

  test('the committee: one seat is recused, votes are hidden until one’s own is cast, and it approves', async () => {
    const recused = await on.as('committee-kestrelia');
    await recused.goTo(`i/${on.sample}/decision/${clause}`);
    const declares = await opens(recused, 'Declare an interest');
    await declares.getByRole('radio', { name: 'of the seat' }).check();
    await declares.getByLabel('Reason').fill('Its own obligations are judged.');
    await finishes(declares, 'Declare');
    await recused.page.getByText('recused').first().waitFor();

    for (const slug of ['committee-albarra', 'committee-north', 'committee-torvald'])
      await does(slug, clause, 'cast-vote', { vote: 'in-favour', explanation: '' });
    const member = await on.as('committee');
    await member.goTo(`i/${on.sample}/decision/${clause}`);
    await member.page.getByText('Votes are hidden until you have cast yours.').waitFor();
    expect(await member.page.getByText('in favour').count()).toBe(0);
    const votes = await opens(member, /^Vote/);
    await votes.getByRole('radio', { name: 'In favour' }).check();
    await votes.getByLabel('Explanation of vote (may be empty)').fill('The sequence holds.');
    await isClean(member);
    await finishes(votes, 'Cast the vote');
    await member.page.getByText('in favour').first().waitFor();

    const chair = await on.as('committee-chair');
    await chair.goTo(`i/${on.sample}/decision/${clause}`);
    const votesToo = await opens(chair, /^Vote/);
    await votesToo.getByRole('radio', { name: 'In favour' }).check();
    await finishes(votesToo, 'Cast the vote');
    await chair.page.getByText('Quorum: 5 of 5 present, 5 needed.').waitFor();
    await isClean(chair);
    const decides = await opens(chair, /^Close the vote and decide/);
    await decides.getByLabel('Reasons of the decision (may be empty)').fill('The sequence is sound.');
    await finishes(decides, 'Decide');
    await row(watcher).getByText('Legal scrub').waitFor();
    await row(watcher).getByText('agreed', { exact: true }).waitFor();
    await chair.page.locator('summary', { hasText: 'Approval by the committee' }).click();
    await chair.page.getByText('Approved').first().waitFor();
    await chair.page.getByText('The sequence is sound.').waitFor();
  });

  test('an edit to a definition that it uses makes it outdated, on the board that lies open', async () => {
    await does('legal-drafter', clause, 'give-opinion', { opinion: { kind: 'positive' } });
    await row(watcher).getByText('scrubbed', { exact: true }).waitFor();
    const definition = (await course()).relies.find(({ term }) => term === 'determination')!.clause;
    const albarra = await on.as('albarra');
    await albarra.openText(on.sample, definition);
    await albarra.type(definition, ' or is not yet known');
    await albarra.isSaved();
    await row(watcher).getByText('outdated').waitFor();
    await row(watcher)
      .getByText(/The definition of “determination”/)
      .waitFor();
    await isClean(watcher);
    await watcher.page.getByRole('radio', { name: /^Outdated/ }).click();
    expect(await watcher.page.locator('[data-clause]').count()).toBe(1);
    await row(watcher).getByRole('link').first().click();
    await watcher.page.getByText('Decided on other words than these.').waitFor();
    await isClean(watcher);
  });

  test('the log tells it all, by clause, and as a table to keep', async () => {
    await watcher.goTo(`i/${on.sample}/log`);
    const { page } = watcher;
    await page.getByRole('row').nth(1).waitFor();
    await page.getByLabel('About which clause').selectOption({ label: 'Paragraph 1.1 · Objective' });
    await page
      .getByRole('row', { name: /silence/i })
      .first()
      .waitFor();
    await isClean(watcher);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'As a table (CSV)' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('Lake Orren Framework log.csv');
  });
});
