/** Humanitarian relief that is taken back like the rest. */
import { ids } from '../ids.ts';
import type { Question } from '../lens.ts';
import { sameIds } from '../requirements.ts';
import type { Rule } from '../rule.ts';
import type { Things } from '../things.ts';
import { called } from '../wording.ts';

const humanitarian = /humanitarian|medic(al|ines?)|\bfood\b|\baid\b|health/i;
const isHumanitarian = ({ sector, title }: Things['tranche']) =>
  humanitarian.test(`${sector ?? ''} ${title}`);

export const humanitarianRelief: Rule = {
  id: 'L69',
  severity: 'warning',
  title: 'Humanitarian relief reversible like the rest',
  reason: 'When medicines and food are pulled back with everything else, it is civilians who pay.',
  precedent: 'Resolution 2664 (2022): a standing carve-out for humanitarian activity.',
  looks: [
    {
      about: 'tranche',
      check(tranche, _see, report) {
        const mode = tranche.snapback?.mode?.trim();
        // What expires by itself unless renewed is not pulled back.
        if (!isHumanitarian(tranche) || tranche.reversible === false || !mode || mode === 'auto_expiry')
          return;
        report({
          field: 'reversalMode',
          at: '.snapback.mode',
          message: `${called(tranche)} is humanitarian relief and is reversed (${mode.replaceAll('_', ' ')}) like the rest. Let it expire unless renewed instead, or leave it out of the reversal.`,
        });
      },
    },
    {
      about: 'contingency',
      check(contingency, see, report) {
        contingency.response.forEach((response, index) => {
          const humanitarian = see.ask(humanitarianOnes);
          const hit = reversedBy(response.do ?? '', ids('tranche', see)).find((id) => humanitarian.has(id));
          const tranche = hit === undefined ? undefined : see.find('tranche', hit);
          if (!tranche) return;
          report({
            field: 'response',
            at: `.response[${index}].do`,
            message: `The response "${response.do ?? ''}" of ${called(contingency)} takes ${called(tranche)} with it, which is humanitarian relief. Leave it out.`,
          });
        });
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'medicines, reversed automatically',
        change: (its) => {
          its.tranche('T1').sector = 'humanitarian';
          its.contingency('C1').response[1]!.do = 'snapback T2';
        },
        at: '$.tranches[0].snapback.mode',
      },
      {
        says: 'a response that takes all tranches',
        change: (its) => {
          its.tranche('T1').sector = 'humanitarian';
          its.tranche('T1').snapback!.mode = 'auto_expiry';
        },
        at: '$.contingencies[0].response[1].do',
      },
    ],
    good: [
      {
        says: 'what expires unless renewed',
        change: (its) => {
          its.tranche('T1').sector = 'humanitarian';
          its.tranche('T1').snapback!.mode = 'auto_expiry';
          its.contingency('C1').response[1]!.do = 'snapback T2';
        },
      },
    ],
  },
};

const humanitarianOnes: Question<ReadonlySet<string>> = {
  answer: (see) =>
    new Set(see.all('tranche').flatMap((tranche) => (isHumanitarian(tranche) ? tranche.id : []))),
  same: sameIds,
};

/** The tranches that `snapback T2-T5` or `suspend T1 and T3` names. */
function reversedBy(words: string, tranches: readonly string[]): readonly string[] {
  if (!/\b(snap ?back|revers|re-?impos|suspend|withdraw|revok|terminat)/i.test(words)) return [];
  const hit = new Set<number>();
  for (const [, from = '', to] of words.matchAll(/\b(\w+)(?:\s*(?:-|–|\bto\b)\s*(\w+))?/g)) {
    const first = tranches.indexOf(from);
    if (first < 0) continue;
    const last = to === undefined ? first : tranches.indexOf(to);
    for (let at = first; at <= Math.max(first, last); at += 1) hit.add(at);
  }
  return tranches.filter((_, index) => hit.has(index));
}
