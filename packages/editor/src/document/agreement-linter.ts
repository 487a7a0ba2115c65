/**
 * The linter at work on one agreement that is being drafted, wherever its texts are: beside the editors, and on the
 * server before a signature. It keeps what it read, so that a keystroke costs what it touches. Whoever made it closes
 * it.
 */
import type { ElementId } from '@travaux/workflow/agreement';
import {
  linter,
  rules,
  textRules,
  type Finding,
  type LanguageVersion,
  type Linter,
} from '@travaux/workflow/lint';
import type { Node } from 'prosemirror-model';
import { subjectReader, type AgreementSubject, type AgreementToLint } from './agreement-subject.ts';
import { nodeOfJson, type ClauseJson } from './clause-json.ts';

export interface DraftToLint extends Omit<AgreementToLint, 'texts' | 'versions'> {
  readonly texts: Iterable<readonly [clause: ElementId, text: ClauseJson]>;
}

export interface LintedDraft extends AgreementSubject {
  readonly findings: readonly Finding[];
}

/** An agreement is drafted in one language. */
const noVersions: readonly LanguageVersion[] = [];

export class AgreementLinter {
  readonly #reader = subjectReader();
  readonly #nodes = new WeakMap<ClauseJson, { readonly node: Node | null }>();
  #linter: Linter | null = null;
  #hasTerms = false;

  check({ texts, ...agreement }: DraftToLint): LintedDraft {
    const nodes = new Map<ElementId, Node>();
    for (const [id, text] of texts) {
      const node = this.#node(text);
      if (node) nodes.set(id, node);
    }
    const read = this.#reader.read({ ...agreement, texts: nodes, versions: noVersions });
    const { milestones, tranches, contingencies } = read.subject.terms;
    // A text without any promise in blocks is not asked what its promises lack.
    const hasTerms = milestones.length + tranches.length + contingencies.length > 0;
    if (!this.#linter || hasTerms !== this.#hasTerms) {
      this.close();
      this.#linter = linter(hasTerms ? rules : textRules);
      this.#hasTerms = hasTerms;
    }
    return { ...read, findings: this.#linter.update(read.subject) };
  }

  close(): void {
    this.#linter?.close();
    this.#linter = null;
  }

  #node(text: ClauseJson): Node | null {
    const known = this.#nodes.get(text);
    if (known) return known.node;
    let node: Node | null;
    try {
      node = nodeOfJson(text);
    } catch {
      // A text that this version cannot read is not checked by it.
      node = null;
    }
    this.#nodes.set(text, { node });
    return node;
  }
}
