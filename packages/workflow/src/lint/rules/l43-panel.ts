/** A panel that may never sit. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const panel: Rule = {
  id: 'L43',
  severity: 'warning',
  title: 'Panel that may not be constituted',
  reason: 'A panel of an even number can split, and one that nobody appoints by default never sits.',
  precedent: 'The Advisory Board of the JCPOA: three members, and no default appointer.',
  about: 'body',
  check(body, _see, report) {
    if (body.kind !== 'panel') return;
    const who = called(body);
    const appointed = body.appointment.reduce((sum, { n }) => sum + (n ?? 0), 0);
    if (body.seats == null)
      report({ field: 'seats', message: `It is not said how many seats ${who} has. State an odd number.` });
    else if (body.seats % 2 === 0)
      report({
        field: 'seats',
        message: `${who} has ${body.seats} seats and can split evenly. Give it an odd number.`,
      });
    else if (body.appointment.length > 0 && appointed !== body.seats)
      report({
        field: 'appointments',
        at: '.appointment',
        message: `${who} has ${body.seats} seats, and ${appointed} of them are appointed by somebody. Say who appoints each.`,
      });
    if (!body.defaultAppointer?.who.trim())
      report({
        field: 'defaultAppointer',
        message: `Nobody appoints to ${who} when a party does not. Name who does then, and after how many days.`,
      });
  },
  examples: {
    bad: [
      {
        says: 'nobody appoints by default',
        change: (its) => delete its.body('IRP').defaultAppointer,
        at: '$.bodies[1].defaultAppointer',
      },
      { says: 'four seats', change: (its) => (its.body('IRP').seats = 4), at: '$.bodies[1].seats' },
      {
        says: 'a seat that nobody fills',
        change: (its) => its.body('IRP').appointment.pop(),
        at: '$.bodies[1].appointment',
      },
    ],
    good: [],
  },
};
