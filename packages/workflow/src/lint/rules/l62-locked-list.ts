/** A list of names that may change after signature. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

const aList = /\b(schedules?|annex(es)?|attachments?|appendix|appendices|lists?) [A-Z0-9]\w*\b/i;
const ofNames =
  /\b(names?|persons?|people|individuals?|entit(y|ies)|vessels?|sites?|facilit(y|ies)|journalists?|prisoners?|detainees?|banks?|companies)\b/i;
const locked =
  /\b(sha-?\d+|hash(ed)?|hash-locked|locked|digest|fingerprint|checksum)\b|\bas (it stood |they stood )?(at|of|on) \d/i;

export const lockedList: Rule = {
  id: 'L62',
  severity: 'warning',
  title: 'List not locked',
  reason: 'A list of names or sites that is not fixed by hash and date drifts, and each side has its own.',
  precedent: 'Attachments 1 to 4 of the JCPOA.',
  looks: [
    {
      about: 'milestone',
      check(milestone, _see, report) {
        const statement = milestone.indicator?.statement ?? '';
        if (!aList.test(statement) || !ofNames.test(statement) || locked.test(statement)) return;
        report({
          field: 'indicator',
          at: '.indicator.statement',
          message: `${called(milestone)} is measured by a list that may change. Fix the list by its hash and date, such as "Schedule C (37 names, sha256-locked)".`,
        });
      },
    },
    {
      about: 'tranche',
      check(tranche, _see, report) {
        tranche.measures.forEach((measure, index) => {
          const names =
            ofNames.test(measure) || (tranche.instrument === 'delist' && ofNames.test(tranche.title));
          if (!aList.test(measure) || !names || locked.test(measure)) return;
          report({
            field: 'measures',
            at: `.measures[${index}]`,
            message: `${called(tranche)} lifts measures on a list that may change. Fix the list by its hash and date, such as "Schedule B (118 names, sha256-locked)".`,
          });
        });
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'names of a schedule',
        change: (its) => (its.tranche('T2').measures[0] = 'Schedule B (118 names)'),
        at: '$.tranches[1].measures[0]',
      },
      {
        says: 'persons of a schedule',
        change: (its) => (its.milestone('M1').indicator!.statement = 'Persons on Schedule C still detained'),
        at: '$.milestones[0].indicator.statement',
      },
    ],
    good: [
      {
        says: 'a locked list',
        change: (its) => (its.tranche('T2').measures[0] = 'Schedule B (118 names, sha256-locked)'),
      },
    ],
  },
};
