/**
 * The agreement format of the worked example (`sample/lake-orren.json`): its clauses become articles, its tranches,
 * definitions, contingencies, steps of dispute and surviving clauses the schedules that the articles speak of.
 */
import type { Imported } from './imported.ts';
import { jsonPath, modelSchema, referenceErrors, type Model, type ModelError } from './agreement-model.ts';
import { parseJson } from './json-text.ts';
import { directionOf } from './languages.ts';
import type { Reading } from './read-file.ts';
import { Structure } from './structure.ts';
import { InlineWriter, paragraph, withMark, type MarkJson, type NodeJson } from './text-json.ts';
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
  const parsed = modelSchema.safeParse(value);
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: jsonPath(path), message })));
  }
  const model = parsed.data;
  const errors = referenceErrors(model);
  if (errors.length > 0) throw invalid(errors);
  return new Writer(model, reading).write();
}

function invalid(errors: readonly ModelError[]): Unreadable {
  const [first] = errors;
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new Unreadable(
    'invalid-agreement',
    `This file is not a valid agreement: ${first?.path ?? '$'}: ${first?.message ?? ''}${others}.`,
    { errors: errors.slice(0, mostErrors) },
  );
}

class Writer {
  readonly #model: Model;
  readonly #structure: Structure;
  readonly #language: string;

  constructor(model: Model, reading: Reading) {
    this.#model = model;
    this.#language = model.agreement.languages[0] ?? 'en';
    this.#structure = new Structure({
      idPrefix: reading.idPrefix,
      language: this.#language,
      clauseNumbering: 'dotted',
      progress: reading.progress,
    });
  }

  write(): Imported {
    const model = this.#model;
    this.#articles();
    this.#tranches();
    this.#definitions();
    this.#contingencies();
    this.#disputes();
    this.#surviving();
    this.#structure.remark(
      'kept-in-source',
      '$',
      'Milestones, indicators, calendars and workflow states of this file are kept in its source, not in the text.',
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
        for (const clause of clauses) this.#clause(clause.number, clause.heading, clause.text);
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
        this.#clause(clause.number, alone ? '' : clause.heading, clause.text);
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
      for (const { clause, domain } of this.#model.milestones) {
        if (clause === id && domain) counts.set(domain, (counts.get(domain) ?? 0) + 1);
      }
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    return most ? words(most[0]) : null;
  }

  #clause(label: string | null, heading: string, text: string): void {
    this.#structure.beginClause(label, heading);
    for (const line of text.split(/\n{2,}/u)) this.#line(line);
  }

  #line(text: string): void {
    const content = inline(text);
    if (content.length > 0) this.#structure.block(paragraph(content));
  }

  /** A line that begins with what it is about: *Condition.* reached(Adoption Day) … */
  #entry(name: string, text: string | undefined): void {
    if (text === undefined || text === '') return;
    const writer = new InlineWriter();
    const marks: readonly MarkJson[] = withMark([], { type: 'emphasis' });
    writer.text(`${name}.`, marks);
    writer.text(` ${/[.!?]$/u.test(text) ? text : `${text}.`}`, []);
    this.#structure.block(paragraph(writer.done()));
  }

  #schedule(letter: string, heading: string): void {
    this.#structure.beginDivision('annex', 1, `Schedule ${letter}`, heading);
  }

  #tranches(): void {
    const { tranches } = this.#model;
    if (tranches.length === 0) return;
    this.#schedule('D', 'Restrictive measures and tranches of relief');
    for (const tranche of tranches) {
      this.#structure.beginClause(tranche.id, tranche.title);
      this.#entry('Grantors', this.#names(tranche.grantors));
      this.#entry('Measures', tranche.measures.join('; '));
      this.#entry('Condition', tranche.condition?.text);
      const { effect } = tranche;
      this.#entry(
        'Effect',
        effect?.within && `within ${duration(effect.within)} after ${effect.after ?? 'the condition is met'}`,
      );
    }
  }

  #definitions(): void {
    const { definitions } = this.#model;
    if (definitions.length === 0) return;
    this.#schedule('E', 'Definitions');
    definitions.forEach(({ term, text }, at) => {
      this.#structure.beginClause(`${at + 1}.`);
      this.#line(`“${term}” means ${/[.;]$/u.test(text) ? text : `${text};`}`);
    });
  }

  #contingencies(): void {
    const { contingencies } = this.#model;
    if (contingencies.length === 0) return;
    this.#schedule('G', 'Contingencies');
    for (const contingency of contingencies) {
      this.#structure.beginClause(contingency.id, contingency.title);
      this.#entry('Trigger', contingency.trigger && duration(contingency.trigger.text));
      this.#entry('Invoked by', this.#names(contingency.invokers));
      this.#entry('Notice', contingency.notice && duration(contingency.notice));
      const { cure } = contingency;
      this.#entry(
        'Cure',
        cure &&
          `${duration(cure.period)}${cure.extendable ? `; extendable ${duration(cure.extendable)}` : ''}`,
      );
      if (contingency.response.length > 0) {
        this.#entry('Response', 'as follows:');
        contingency.response.forEach((response, at) => {
          const label = `(${String.fromCharCode(97 + (at % 26))})`;
          this.#structure.item(label, [paragraph(inline(`${duration(response.if)}: ${response.do};`))]);
        });
      }
      this.#entry('Restoration', contingency.restoration && duration(contingency.restoration.text));
    }
  }

  #disputes(): void {
    const steps = this.#model.disputeLadder?.steps ?? [];
    if (steps.length === 0) return;
    this.#schedule('H', 'Settlement of disputes');
    steps.forEach((step, at) => {
      this.#structure.beginClause(`${at + 1}.`, step.name);
      this.#entry('Before', step.body ? this.#names([step.body]) : undefined);
      this.#entry(
        'Period',
        step.days === undefined ? undefined : `${step.days} days${step.start ? ` from: ${step.start}` : ''}`,
      );
    });
  }

  #surviving(): void {
    const surviving = this.#model.sunset?.surviving ?? [];
    if (surviving.length === 0) return;
    this.#schedule('I', 'Surviving clauses');
    surviving.forEach((each, at) => {
      const clause = this.#model.clauses.find(({ id }) => id === each.clause);
      const verifier = each.verifier ? `, verified by ${this.#names([each.verifier])}` : '';
      this.#structure.beginClause(`${at + 1}.`);
      this.#line(
        `Clause ${clause?.number ?? each.clause} survives until ${this.#instant(each.until)}${verifier}.`,
      );
    });
  }

  /** `day:termination+P5Y` → `5 years after Termination Day` */
  #instant(text: string): string {
    const match = /^(day:[\w-]+)(?:\+(P[\w.]+))?$/u.exec(text);
    const day = this.#model.days.find(({ id }) => id === match?.[1]);
    if (!match || !day) return text;
    return match[2] === undefined ? day.name : `${duration(match[2])} after ${day.name}`;
  }

  #names(ids: readonly string[]): string {
    const all = [...this.#model.parties, ...this.#model.bodies, ...this.#model.verifiers];
    return ids.map((id) => all.find((each) => each.id === id)?.name ?? id).join('; ');
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

/** Every ISO 8601 duration of days and longer in a text, in words: `P30D` → `30 days`. */
function duration(text: string): string {
  const units = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;
  return text.replace(/\bP(\d+)([YMWD])\b/gu, (_, count: string, unit: keyof typeof units) => {
    return `${count} ${units[unit]}${count === '1' ? '' : 's'}`;
  });
}
