/**
 * What the linter finds in the text of the screen, and where on it. Loaded after the editors: it needs all rules.
 */
import type { Outline } from '@travaux/workflow/agreement';
import { placeName, type Finding } from '@travaux/workflow/lint';
import { AgreementLinter } from '../../document/agreement-linter.ts';
import type { Participants, ReadTerms } from '../../document/blocks/terms-of.ts';
import { clauseHash } from '../../document/canonical.ts';
import type { ClauseJson } from '../../document/clause-json.ts';
import type { ClauseStanding } from '../../document/lint-subject.ts';
import type { NumberingStyle } from '../../document/numbering.ts';
import type { ErrorSetAsideView } from '../../frames/views.ts';
import type { FoundAt } from '../../views/findings.ts';

export interface CheckSource {
  readonly title: string;
  readonly shortTitle: string;
  readonly participants: Participants;
  readonly outline: Outline;
  readonly style: NumberingStyle;
  readonly texts: readonly { readonly id: string; readonly text: ClauseJson }[];
  readonly standings: ReadonlyMap<string, ClauseStanding>;
  readonly today: string;
  readonly setAside: readonly ErrorSetAsideView[];
}

/** A finding of the screen: where it is in a text, and how it is mended there. */
export interface CheckedFinding extends Pick<Finding, 'rule' | 'severity' | 'message'> {
  /** The same as long as the same is found. */
  readonly key: string;
  readonly clause: string | null;
  /** The block that it is about, such as `M2`. */
  readonly term: string | null;
  readonly at: FoundAt | null;
  readonly fix: { readonly label: string; readonly words: string } | null;
  /** Of an error in a clause: by what the chair sets it aside. */
  readonly named: { readonly rule: string; readonly place: string; readonly hash: string } | null;
  /** Why the chair set it aside, in this text. */
  readonly setAside: string | null;
}

export class CheckEngine {
  readonly #linter = new AgreementLinter();

  readonly #hashes = new WeakMap<ClauseJson, string>();

  check({ texts, setAside, ...agreement }: CheckSource): readonly CheckedFinding[] {
    const said = new Map(texts.map(({ id, text }) => [id, text]));
    const { findings, subject, terms } = this.#linter.check({
      ...agreement,
      texts: texts.map(({ id, text }) => [id, text] as const),
    });
    const words = new Map(subject.text.clauses.map(({ id, passages }) => [id, passages]));
    const seen = new Map<string, number>();
    return findings.flatMap((finding) => {
      const place = placeIn(finding, terms);
      // A participant who has no block in the text is not the text's to mend.
      if (place === null) return [];
      const { rule, severity, message, where, fix } = finding;
      const base = `${rule} ${place.clause ?? ''} ${where.term ?? ''} ${where.path} ${where.range?.from ?? ''}`;
      const count = (seen.get(base) ?? 0) + 1;
      seen.set(base, count);
      const { range } = where;
      const quoted =
        range && words.get(place.clause ?? '')?.[range.passage]?.words.slice(range.from, range.to);
      const at: FoundAt | null =
        range && quoted
          ? { kind: 'words', ...range, words: quoted }
          : where.term === null
            ? null
            : { kind: 'field', term: where.term, field: where.field ?? '' };
      const text = place.clause === null || severity !== 'error' ? undefined : said.get(place.clause);
      const named = text ? { rule, place: placeName(where), hash: this.#hashOf(text) } : null;
      const aside = setAside.find(
        (one) =>
          one.clause === place.clause &&
          one.rule === named?.rule &&
          one.place === named.place &&
          one.hash === named.hash,
      );
      const mended = fix && at ? { label: fix.label, words: fix.change.words } : null;
      return [
        {
          key: `${base} ${count}`,
          rule,
          severity,
          message,
          clause: place.clause,
          term: where.term,
          at,
          fix: mended,
          named,
          setAside: aside?.reason ?? null,
        },
      ];
    });
  }

  #hashOf(text: ClauseJson): string {
    const hash = this.#hashes.get(text) ?? clauseHash(text);
    this.#hashes.set(text, hash);
    return hash;
  }
}

/** The clause of a finding, which the agreement as a whole has none of; null where it is about nothing in the text. */
function placeIn({ where }: Finding, read: ReadTerms): { readonly clause: string | null } | null {
  if (where.term === null) return { clause: where.clause };
  const block = read.placeOf(where.term);
  if (block) return { clause: block.clause };
  return where.clause === null ? null : { clause: where.clause };
}
