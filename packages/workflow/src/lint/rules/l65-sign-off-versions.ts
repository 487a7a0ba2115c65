/** Sign-offs on different texts. */
import type { Rule } from '../rule.ts';

export const signOffVersions: Rule = {
  id: 'L65',
  severity: 'error',
  title: 'Sign-offs on different versions',
  reason: 'Parties that signed different words have agreed on none.',
  precedent: 'Leap Day, 2012: each side published the statement that it had agreed to.',
  about: 'clause',
  check({ label, signOffs }, _see, report) {
    const versions = [...new Set(signOffs.map(({ version }) => version))];
    if (versions.length < 2) return;
    const last = signOffs.at(-1)!;
    const others = signOffs.filter(({ version }) => version !== last.version).map(({ party }) => party);
    report({
      message: `Clause ${label || 'without a number'} was signed off in ${versions.length} versions: ${others.join(', ')} did not sign the one that ${last.party} signed. Obtain the sign-offs again, on one text.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'two versions',
        change: (its) => {
          its.clause('c1', '1.1 Kestrelia shall declare its stocks.').signOffs = [
            { party: 'KES', version: '0.1' },
            { party: 'ALB', version: '0.2' },
          ];
        },
        at: '1.1',
      },
    ],
    good: [
      {
        says: 'one version',
        change: (its) => {
          its.clause('c1', '1.1 Kestrelia shall declare its stocks.').signOffs = [
            { party: 'KES', version: '0.2' },
            { party: 'ALB', version: '0.2' },
          ];
        },
      },
    ],
  },
};
