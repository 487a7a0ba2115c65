/** When a day comes by the terms of the agreement as it is drafted now. Loaded with the editor. */
import { ruleMoment, scheduleOf, type Schedule } from '@travaux/workflow/compliance';
import { nodeOfJson } from '../../document/clause-json.ts';
import { termsReader } from '../../document/blocks/terms-of.ts';
import type { DateOf, TermsSource } from './agreement-terms.ts';

/** Remembers the schedule, of which a changed text touches a part. */
export function makeDateOf(): DateOf {
  const reader = termsReader();
  let seen: TermsSource | null = null;
  let schedule: Schedule | null = null;
  return (rule, source) => {
    if (source !== seen || !schedule) {
      const clauses = source.texts.flatMap(({ id, text }) => {
        try {
          return [[id, nodeOfJson(text)] as const];
        } catch {
          return [];
        }
      });
      const { terms } = reader.read({ ...source, clauses, numbers: new Map() });
      schedule = scheduleOf(terms, schedule);
      seen = source;
    }
    const { earliest, latest } = ruleMoment(rule, '', schedule.almanac);
    return latest === null ? null : { date: latest, exact: earliest === latest };
  };
}
