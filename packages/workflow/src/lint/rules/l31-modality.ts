/** A milestone that will be verified somehow. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

const open = /\bto be (agreed|determined|decided|defined|confirmed)\b|^(tb[acd]|n\/?a|none|\?+|-+|…|\.{3})$/i;

export const modality: Rule = {
  id: 'L31',
  severity: 'error',
  title: 'How it is verified is open',
  reason: 'Verification whose means are left for later is verification by hope.',
  precedent: 'DPRK, 2008: what had been understood orally about verification was denied when it was needed.',
  about: 'milestone',
  check(milestone, _see, report) {
    const means = milestone.verification?.modality ?? [];
    const place = { field: 'modality', at: '.verification.modality' };
    if (means.every((one) => one.trim() === '')) {
      report({
        ...place,
        message: `It is not said how ${called(milestone)} is verified. Name the means, such as on-site inspection.`,
      });
      return;
    }
    const index = means.findIndex((one) => open.test(one.replaceAll('_', ' ').trim()));
    if (index >= 0)
      report({
        ...place,
        at: `${place.at}[${index}]`,
        message: `How ${called(milestone)} is verified is left open ("${means[index]!}"). Settle it before relief depends on it.`,
      });
  },
  examples: {
    bad: [
      {
        says: 'none',
        change: (its) => (its.milestone('M2').verification!.modality = []),
        at: '$.milestones[1].verification.modality',
      },
      {
        says: 'to be agreed',
        change: (its) => (its.milestone('M2').verification!.modality[1] = 'to be agreed'),
        at: '$.milestones[1].verification.modality[1]',
      },
    ],
    good: [],
  },
};
