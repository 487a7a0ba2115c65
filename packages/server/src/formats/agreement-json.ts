/**
 * Reading the agreement format (`sample/lake-orren.json` is written in it): its clauses become articles, with the
 * milestones of each in blocks behind its words, and everything else that it says becomes the schedules that the
 * articles speak of, in structured blocks.
 */
import {
  blockOf,
  clauseSchema,
  namingOfTerms,
  readBlock,
  type ClauseReference,
  type Naming,
} from '@travaux/editor/document';
import type { Terms } from '@travaux/workflow/compliance';
import type { Imported } from './imported.ts';
import { agreementErrors, parseAgreement, type Model, type ModelError } from './agreement-model.ts';
import { parseJson } from './json-text.ts';
import { directionOf } from './languages.ts';
import type { Reading } from './read-file.ts';
import { Structure } from './structure.ts';
import { InlineWriter, paragraph, type NodeJson } from './text-json.ts';
import { isNothing, unsaid } from './unsaid.ts';
import { Unreadable } from './unreadable.ts';

const mostErrors = 100;
/** Numbers that a file leaves out, as when an article was deleted in negotiation, keep their place up to here. */
const widestGap = 10;

export function readAgreementJson(text: string, reading: Reading): Imported {
  const value = parseJson(text, reading.limits);
  reading.progress?.('reading', text.length, text.length);
  if (typeof value !== 'object' || value === null || !('schema' in value)) {
    throw new Unreadable(
      'unknown-format',
      'This is a JSON file of another kind. Agreements in JSON begin with "schema": "sanctions-relief-agreement/0.1".',
      { line: 1 },
    );
  }
  const parsed = parseAgreement(value);
  if ('errors' in parsed) throw invalid(parsed.errors);
  const errors = agreementErrors(parsed);
  if (errors.length > 0) throw invalid(errors);
  return new Writer(parsed.model, parsed.terms, reading).write();
}

function invalid(errors: readonly ModelError[]): Unreadable {
  const [first] = errors;
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const end = /[.?!]$/u.test(first?.message ?? '') && others === '' ? '' : '.';
  return new Unreadable(
    'invalid-agreement',
    `This file is not a valid agreement: ${first?.path ?? '$'}: ${first?.message ?? ''}${others}${end}`,
    { errors: errors.slice(0, mostErrors) },
  );
}

/** Members of the agreement itself that its text is not about, or has otherwise. */
const ofTheSource = ['id', 'title', 'shortTitle', 'languages', 'openedForDrafting', 'draftVersion'];

type Term = Readonly<Record<string, unknown>>;

class Writer {
  readonly #model: Model;
  readonly #terms: Terms;
  readonly #naming: Naming;
  readonly #structure: Structure;
  readonly #language: string;
  /** Clauses of the text by the id that the file gives them. */
  readonly #clauses = new Map<string, ClauseReference>();

  constructor(model: Model, terms: Terms, reading: Reading) {
    this.#model = model;
    this.#terms = terms;
    this.#naming = namingOfTerms(terms);
    this.#language = model.agreement.languages[0] ?? 'en';
    this.#structure = new Structure({
      idSeed: reading.idSeed,
      language: this.#language,
      clauseNumbering: 'dotted',
      progress: reading.progress,
    });
  }

  write(): Imported {
    const model = this.#model;
    this.#articles();
    this.#schedules();
    this.#structure.remark(
      'kept-in-source',
      '$',
      'Sign-offs, comments, links, the attribution of brackets and workflow states of this file are kept in its source, not in the text.',
    );
    const parties = new Set(model.parties.map(({ id }) => id));
    return this.#structure.finish(
      {
        title: model.agreement.title,
        shortTitle: model.agreement.shortTitle,
        language: this.#language,
        direction: directionOf(this.#language),
        clauseNumbering: 'dotted',
      },
      {
        parties: model.parties.map(({ id, name, bloc }) => ({ id, name, group: bloc ? words(bloc) : null })),
        bodies: model.bodies.map(({ id, name, members }) => ({
          id,
          name,
          members: members.filter((member) => parties.has(member)),
        })),
        verifiers: model.verifiers.map(({ id, name }) => ({ id, name })),
        organisations: model.observers.map(({ id, name }) => ({ id, name })),
      },
    );
  }

  #articles(): void {
    const articles = new Map<string, Model['clauses'][number][]>();
    for (const clause of this.#model.clauses) {
      const article = clause.number.includes('.') ? (clause.number.split('.')[0] ?? '') : '';
      const known = articles.get(article);
      if (known) known.push(clause);
      else articles.set(article, [clause]);
    }
    let last = 0;
    for (const [article, clauses] of articles) {
      if (article === '') {
        for (const clause of clauses) this.#clause(clause, clause.heading);
        continue;
      }
      last = this.#reserve(last, Number(article), (n) =>
        this.#structure.beginDivision('article', 1, `Article ${n}`, 'Reserved'),
      );
      const [first] = clauses;
      const alone = clauses.length === 1;
      const heading = alone ? (first?.heading ?? '') : (this.#domainOf(clauses) ?? first?.heading ?? '');
      this.#structure.beginDivision('article', 1, `Article ${article}`, heading);
      let lastClause = 0;
      for (const clause of clauses) {
        const n = /^\d+\.(\d+)$/u.exec(clause.number)?.[1];
        if (n !== undefined) {
          lastClause = this.#reserve(lastClause, Number(n), (gap) =>
            this.#structure.beginClause(`${article}.${gap}`, 'Reserved'),
          );
        }
        this.#clause(clause, alone ? '' : clause.heading);
      }
    }
    this.#structure.closeDivisions(0);
  }

  /** Numbers that are left out hold their place, so that what follows keeps its number when the text moves on. */
  #reserve(last: number, next: number, hold: (n: number) => void): number {
    if (next > last + 1 && next - last <= widestGap) {
      for (let n = last + 1; n < next; n += 1) hold(n);
      this.#structure.remark(
        'numbers-reserved',
        '$.clauses',
        'Numbers that the file leaves out are held by empty articles and clauses called "Reserved".',
        'reserved',
      );
    }
    return next;
  }

  /** The subject that most milestones of an article's clauses have: its heading. */
  #domainOf(clauses: readonly Model['clauses'][number][]): string | null {
    const counts = new Map<string, number>();
    for (const { id } of clauses) {
      for (const { clause, domain } of this.#terms.milestones) {
        if (clause === id && domain) counts.set(domain, (counts.get(domain) ?? 0) + 1);
      }
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    return most ? words(most[0]) : null;
  }

  #clause({ id, number, text }: Model['clauses'][number], heading: string): void {
    const { id: element } = this.#structure.beginClause(number, heading);
    this.#clauses.set(id, { target: element, label: number });
    for (const line of text.split(/\n{2,}/u)) {
      const content = inline(line);
      if (content.length > 0) this.#structure.block(paragraph(content));
    }
    this.#terms.milestones.forEach((milestone, at) => {
      if (milestone.clause === id) this.#block('milestone', milestone, `$.milestones[${at}]`, ['clause']);
    });
  }

  #schedules(): void {
    const terms = this.#terms;
    const listed = this.#each.bind(this);
    const single = (
      kind: string,
      heading: string,
      term: Term | null | undefined,
      path: string,
      elsewhere: readonly string[] = [],
    ) => {
      if (!term || isNothing(term)) return;
      this.#beginClause(null, heading);
      this.#block(kind, term, path, elsewhere);
    };
    const homeless = terms.milestones.filter(({ clause }) => !clause || !this.#clauses.has(clause));
    const titled = ({ id, title }: Term): [string, string] => [String(id), String(title)];

    this.#schedule('D', 'Restrictive measures and tranches of relief', () => {
      listed('tranche', terms.tranches, '$.tranches', titled);
    });
    this.#schedule('E', 'Definitions', () => {
      listed('definition', terms.definitions, '$.definitions', () => [null, '']);
    });
    this.#schedule('G', 'Contingencies', () => {
      listed('contingency', terms.contingencies, '$.contingencies', titled);
    });
    this.#schedule('H', 'Settlement of disputes', () => {
      single('disputeLadder', 'Steps', terms.disputeLadder, '$.disputeLadder');
      single('discrepancyProcedure', 'Discrepancies', terms.discrepancyProcedure, '$.discrepancyProcedure');
    });
    this.#schedule('I', 'Surviving clauses', () => {
      single('sunset', '', terms.sunset, '$.sunset');
    });
    this.#schedule('J', 'Days', () => {
      listed('day', terms.days, '$.days', ({ name }) => [null, String(name)]);
      this.#together('Calendars', 'calendar', terms.calendars, '$.calendars');
      single('general', 'Counting of days, and general terms', terms.agreement, '$.agreement', ofTheSource);
    });
    this.#schedule('K', 'Parties, bodies, verifiers and observers', () => {
      this.#together('Parties', 'party', terms.parties, '$.parties');
      this.#together('Bodies', 'body', terms.bodies, '$.bodies');
      this.#together('Verifiers', 'verifier', terms.verifiers, '$.verifiers');
      this.#together('Observers', 'observer', terms.observers, '$.observers');
    });
    this.#schedule('L', 'Sources and data standards', () => {
      this.#together('Sources', 'source', terms.sources, '$.sources');
      this.#together('Data standards', 'dataStandard', terms.dataStandards, '$.dataStandards');
    });
    this.#schedule('M', 'Reports, audits and reviews', () => {
      this.#together('Reports', 'report', terms.reporting, '$.reporting');
      this.#together('Audits', 'audit', terms.audits, '$.audits');
      this.#together('Reviews', 'review', terms.review, '$.review');
    });
    this.#schedule('N', 'Confidence-building measures', () => {
      listed('confidenceBuilding', terms.confidenceBuilding, '$.confidenceBuilding', titled);
    });
    this.#schedule('O', 'Milestones without a clause', () => {
      listed('milestone', homeless, '$.milestones', titled);
    });
  }

  /** Begun with its first clause, so that there is no schedule with nothing in it. */
  #schedule(letter: string, heading: string, fill: () => void): void {
    this.#next = { letter, heading, clauses: 0 };
    fill();
    this.#next = null;
  }

  #next: { readonly letter: string; readonly heading: string; clauses: number } | null = null;

  #beginClause(label: string | null, heading: string): void {
    const schedule = this.#next;
    if (schedule === null) throw new Error('a schedule is begun before its clauses');
    if (schedule.clauses === 0) {
      this.#structure.beginDivision('annex', 1, `Schedule ${schedule.letter}`, schedule.heading);
    }
    schedule.clauses += 1;
    this.#structure.beginClause(label ?? `${schedule.clauses}.`, heading);
  }

  /** A clause for each; without a label of its own it is numbered. */
  #each(
    kind: string,
    terms: readonly Term[],
    path: string,
    headOf: (term: Term) => readonly [label: string | null, heading: string],
  ): void {
    terms.forEach((term, at) => {
      this.#beginClause(...headOf(term));
      this.#block(kind, term, `${path}[${at}]`);
    });
  }

  /** One clause for all of them. */
  #together(heading: string, kind: string, terms: readonly Term[], path: string): void {
    if (terms.length === 0) return;
    this.#beginClause(null, heading);
    terms.forEach((term, at) => this.#block(kind, term, `${path}[${at}]`));
  }

  #block(kind: string, term: Term, path: string, elsewhere: readonly string[] = []): void {
    const json = blockOf(kind, term, this.#naming, (id) => this.#clauses.get(id) ?? null);
    this.#structure.block(json as unknown as NodeJson);
    const block = clauseSchema.nodeFromJSON(json);
    const read = readBlock(block, this.#naming);
    const lost = unsaid(this.#asInText(term), read?.value ?? {}).filter((key) => !elsewhere.includes(key));
    if (lost.length > 0) {
      this.#structure.remark(
        'kept-in-source',
        path,
        `What the file says of ${lost.join(', ')} has no place in the text as it is, and is kept in its source.`,
      );
    }
  }

  /** With the clauses that survive under the ids that the text has given them. */
  #asInText(term: Term): Term {
    const surviving = term.surviving as readonly { readonly clause: string }[] | undefined;
    if (surviving === undefined) return term;
    const clause = (id: string) => this.#clauses.get(id)?.target ?? id;
    return { ...term, surviving: surviving.map((each) => ({ ...each, clause: clause(each.clause) })) };
  }
}

function inline(text: string): NodeJson[] {
  const writer = new InlineWriter();
  writer.text(text, []);
  return writer.done();
}

/** `human_rights` → `Human rights` */
function words(id: string): string {
  const text = id.replace(/_/gu, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
