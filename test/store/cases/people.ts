/**
 * What every store does with persons, sessions and invitations.
 */
import assert from 'node:assert/strict';
import type { Case } from '../bench.ts';
import { at, dana, session, invitation } from '../rows.ts';

export const people: readonly Case[] = [
  {
    name: 'persons are found by id and by subject, and changed in place',
    async run({ store }) {
      await store.people.savePerson(dana);
      await store.people.savePerson({ id: 'omar', name: 'Omar', convener: false, subject: null });
      await store.people.savePerson({ id: 'olga', name: 'Olga', convener: false, subject: null });
      assert.deepEqual(await store.people.person('dana'), dana);
      assert.deepEqual(await store.people.personBySubject('idp|7'), dana);
      assert.equal(await store.people.person('dan'), null);
      assert.equal(await store.people.personBySubject('idp|'), null);
      await store.people.savePerson({ ...dana, name: 'Dana', convener: false });
      assert.deepEqual(await store.people.person('dana'), { ...dana, name: 'Dana', convener: false });
      assert.equal(await store.people.countPeople(), 3);
    },
  },
  {
    name: 'sessions end when told and when they expire',
    async run({ store }) {
      for (const [name, expires] of [
        ['a', 10],
        ['b', 20],
        ['c', 30],
      ] as const) {
        await store.people.saveSession(session(name, expires));
      }
      await store.people.endExpiredSessions(at(20));
      assert.equal(await store.people.session('a'), null);
      assert.equal(await store.people.session('b'), null);
      assert.deepEqual(await store.people.session('c'), session('c', 30));
      await store.people.saveSession(session('c', 40));
      assert.deepEqual(await store.people.session('c'), session('c', 40));
      await store.people.endSession('c');
      assert.equal(await store.people.session('c'), null);
    },
  },
  {
    name: 'a person was last seen at the latest instant told',
    async run({ store }) {
      await store.people.sawPerson('dana', at(5));
      await store.people.sawPerson('dana', at(3));
      await store.people.sawPerson('omar', at(1));
      assert.deepEqual([...(await store.people.lastSeen())].sort(), [
        ['dana', at(5)],
        ['omar', at(1)],
      ]);
    },
  },
  {
    name: 'a visit is remembered by person and agreement, and never goes back',
    async run(bench) {
      await bench.store.people.visited('dana', 'A', 7);
      await bench.store.people.visited('dana', 'A', 3);
      await bench.store.people.visited('dana', 'A1', 1);
      await bench.store.people.visited('omar', 'A', 9);
      await bench.reopen();
      assert.deepEqual([...(await bench.store.people.visits('dana'))].sort(), [
        ['A', 7],
        ['A1', 1],
      ]);
      assert.deepEqual(await bench.store.people.visits('dan'), new Map());
    },
  },
  {
    name: 'an invitation is used once, in time, and not after it was withdrawn',
    async run(bench) {
      const { people } = bench.store;
      await people.saveInvitation(invitation('one'));
      await people.saveInvitation(invitation('gone'));
      await people.saveInvitation(invitation('first', { agreement: null, capacity: null, createdBy: null }));
      assert.deepEqual(await people.invitation('hash of first'), {
        ...invitation('first'),
        agreement: null,
        capacity: null,
        createdBy: null,
      });
      await people.withdrawInvitation('gone');
      assert.equal(await people.acceptInvitation('hash of gone', at(1)), false);
      assert.equal(await people.acceptInvitation('hash of one', at(50)), false);
      const attempts = [1, 2, 3].map(() => people.acceptInvitation('hash of one', at(2)));
      assert.equal((await Promise.all(attempts)).filter(Boolean).length, 1);
      await bench.reopen();
      const again = bench.store.people;
      assert.equal(await again.acceptInvitation('hash of one', at(3)), false);
      await again.withdrawInvitation('one');
      assert.deepEqual(await again.invitations('A'), [invitation('one', { acceptedAt: at(2) })]);
    },
  },
];
