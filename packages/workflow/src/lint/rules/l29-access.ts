/** Inspectors who may be kept at the gate. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

const onPlace = /inspection|visit|site|sampling|audit|interview|field|observation|access/i;

export const access: Rule = {
  id: 'L29',
  severity: 'warning',
  title: 'Access not settled',
  reason: 'An inspection that nobody must let in, on no notice, is stalled at the gate.',
  precedent:
    'The JCPOA has a ladder of 14, 7 and 3 days; in South Sudan the monitors of the ceasefire were denied access again and again.',
  about: 'milestone',
  check(milestone, _see, report) {
    const { verification } = milestone;
    if (!verification?.modality.some((modality) => onPlace.test(modality))) return;
    if (verification.notice || verification.access.length > 0) return;
    report({
      field: 'notice',
      at: '.verification.notice',
      message: `${called(milestone)} is verified on the spot, and it is not said on what notice the verifiers are let in, nor what follows if they are not. State the notice, or a ladder of access.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'neither notice nor ladder',
        change: (its) => delete its.milestone('M2').verification!.notice,
        at: '$.milestones[1].verification.notice',
      },
    ],
    good: [
      {
        says: 'a ladder of access',
        change: (its) => {
          delete its.milestone('M2').verification!.notice;
          its.milestone('M2').verification!.access = [
            { name: 'Joint Commission', body: 'JEC', within: 'P14D' },
          ];
        },
      },
      {
        says: 'what needs no access',
        change: (its) => {
          delete its.milestone('M2').verification!.notice;
          its.milestone('M2').verification!.modality = ['satellite_imagery'];
        },
      },
    ],
  },
};
