/**
 * Findings of the linter in the text: the words or the field that one is about, underlined where they are now. The
 * findings come from the app; until it has looked again they move along with the text. Nothing is written into the
 * document but what somebody asks to have mended.
 */
import { Fragment, type Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { Severity } from '@travaux/workflow/lint';
import { termKindOf } from '../document/blocks/kinds.ts';
import { passagesIn } from '../document/lint-passages.ts';
import { clauseSchema } from '../document/schema.ts';

/** A finding that is to be underlined. */
export interface MarkedFinding {
  readonly key: string;
  readonly severity: Severity;
  /** For the tooltip. */
  readonly message: string;
  readonly at: FoundAt;
}

export type FoundAt =
  | {
      readonly kind: 'words';
      readonly passage: number;
      readonly from: number;
      readonly to: number;
      /** The words as they were read: where others stand now, nothing is underlined. */
      readonly words: string;
    }
  | { readonly kind: 'field'; readonly term: string; readonly field: string };

interface Span {
  readonly from: number;
  readonly to: number;
}

interface FindingsState {
  readonly findings: readonly MarkedFinding[];
  readonly current: string | null;
  readonly drawn: DecorationSet;
}

interface Told {
  readonly findings?: readonly MarkedFinding[];
  readonly current?: string | null;
}

const findingsKey = new PluginKey<FindingsState>('tx-findings');
const termType = clauseSchema.nodes.term!;
const fieldType = clauseSchema.nodes.field!;

/** @param language of the text, by which its items are numbered */
export function findingsPlugin(language: string): Plugin<FindingsState> {
  return new Plugin<FindingsState>({
    key: findingsKey,
    state: {
      init: () => ({ findings: [], current: null, drawn: DecorationSet.empty }),
      apply(tr, before, _old, { doc }) {
        const told = tr.getMeta(findingsKey) as Told | undefined;
        if (!told) return tr.docChanged ? { ...before, drawn: before.drawn.map(tr.mapping, doc) } : before;
        const findings = told.findings ?? before.findings;
        const current = told.current === undefined ? before.current : told.current;
        return { findings, current, drawn: drawn(doc, language, findings, current) };
      },
    },
    props: { decorations: (state) => findingsKey.getState(state)?.drawn },
  });
}

/** Underlines these findings, and no others. */
export function showFindings(view: EditorView, findings: readonly MarkedFinding[]): void {
  const shown = findingsKey.getState(view.state)?.findings ?? [];
  if (shown.length > 0 || findings.length > 0) tell(view, { findings });
}

/** Marks one finding as the one that is looked at; null: none. */
export function pointAtFinding(view: EditorView, current: string | null): void {
  if (findingsKey.getState(view.state)?.current !== current) tell(view, { current });
}

/** Puts other words in the place of those of a finding. @returns whether they were still there */
export function replaceFound(view: EditorView, at: FoundAt, words: string, language: string): boolean {
  if (!view.editable) return false;
  const { tr, doc } = view.state;
  if (at.kind === 'words') {
    const span = spanOf(doc, language, at);
    if (!span) return false;
    view.dispatch(words === '' ? tr.delete(span.from, span.to) : tr.insertText(words, span.from, span.to));
    return true;
  }
  const content = words === '' ? Fragment.empty : Fragment.from(clauseSchema.text(words));
  const field = fieldOf(doc, at.term, at.field);
  if (field) {
    view.dispatch(tr.replaceWith(field.pos + 1, field.pos + field.node.nodeSize - 1, content));
    return true;
  }
  const term = termOf(doc, at.term);
  const kind = term && termKindOf(term.node.attrs.kind as string);
  if (!term || !kind?.fields.some(({ name }) => name === at.field)) return false;
  view.dispatch(tr.insert(placeFor(term, at.field), fieldType.create({ name: at.field }, content)));
  return true;
}

function tell(view: EditorView, told: Told): void {
  if (view.isDestroyed) return;
  view.dispatch(view.state.tr.setMeta(findingsKey, told).setMeta('addToHistory', false));
}

function drawn(
  doc: Node,
  language: string,
  findings: readonly MarkedFinding[],
  current: string | null,
): DecorationSet {
  const decorations = findings.flatMap(({ key, severity, message, at }) => {
    const attributes = {
      class: `tx-finding tx-finding-${severity}${key === current ? ' tx-finding-current' : ''}`,
      'data-finding': key,
      title: message,
    };
    if (at.kind === 'words') {
      const span = spanOf(doc, language, at);
      return span ? [Decoration.inline(span.from, span.to, attributes)] : [];
    }
    const place = fieldOf(doc, at.term, at.field) ?? termOf(doc, at.term);
    return place ? [Decoration.node(place.pos, place.pos + place.node.nodeSize, attributes)] : [];
  });
  return DecorationSet.create(doc, decorations);
}

const read = new WeakMap<Node, ReturnType<typeof passagesIn>>();

function spanOf(doc: Node, language: string, at: FoundAt & { kind: 'words' }): Span | null {
  let passages = read.get(doc);
  if (!passages) read.set(doc, (passages = passagesIn(doc, language)));
  const run = passages[at.passage]?.run;
  if (!run || run.text.slice(at.from, at.to) !== at.words || at.from >= at.to) return null;
  return { from: run.startAt(at.from), to: run.endAt(at.to) };
}

interface Place {
  readonly pos: number;
  readonly node: Node;
}

/** @param name its id, or the kind of a block of which there is one */
function termOf(doc: Node, name: string): Place | null {
  let found: Place | null = null;
  doc.descendants((node, pos) => {
    if (node.type === termType && ((node.attrs.id as string | null) ?? node.attrs.kind) === name)
      found ??= { pos, node };
    return !node.isTextblock && node.type !== termType;
  });
  return found;
}

function fieldOf(doc: Node, term: string, field: string): Place | null {
  const block = termOf(doc, term);
  let found: Place | null = null;
  block?.node.forEach((node, offset) => {
    if (node.attrs.name === field) found ??= { pos: block.pos + 1 + offset, node };
  });
  return found;
}

/** Where a field that the block lacks goes, by the order of its kind. */
function placeFor({ pos, node }: Place, field: string): number {
  const order = termKindOf(node.attrs.kind as string)?.fields.map(({ name }) => name) ?? [];
  let at = pos + 1;
  node.forEach((child, offset) => {
    if (order.indexOf(child.attrs.name as string) <= order.indexOf(field))
      at = pos + 1 + offset + child.nodeSize;
  });
  return at;
}
