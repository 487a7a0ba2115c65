/**
 * The text of a clause that has no editor: the same elements and classes as the live text, so that mounting an
 * editor in its place moves nothing. It costs no plugin, no listener per node and no measuring, because an
 * agreement has thousands of clauses and an editor is mounted for a few.
 */
import { DOMSerializer, type DOMOutputSpec, type Node as ProseNode } from 'prosemirror-model';
import { nodeOfJson, type ClauseJson } from '../document/clause-json.ts';
import { labelsOfItems } from '../document/list-labels.ts';
import { clauseSchema } from '../document/schema.ts';
import type { Direction } from '@travaux/workflow/agreement';
import type { ReferenceContext } from './editor.ts';
import {
  drawReference,
  footnoteParts,
  labelAttribute,
  labelFootnote,
  referenceElement,
  tableParts,
} from './parts.ts';
import { blockParts, drawLook, drawName, fieldParts } from './blocks/parts.ts';
import { blockOf, fieldsOf, isOwed, labelOfField, nameOfBlock, type FieldPlace } from './blocks/places.ts';
import { wordsWith, type Translate } from './words.ts';

export interface StaticOptions {
  readonly clause: string;
  readonly language: string;
  readonly direction: Direction;
  readonly references: ReferenceContext;
  readonly translate?: Translate;
  onFollowReference?(target: string): void;
  /** Whether the reader may write here, so that blocks look as they will when the editor comes. */
  readonly drafting?: boolean;
}

const base = DOMSerializer.nodesFromSchema(clauseSchema);
const marks = DOMSerializer.marksFromSchema(clauseSchema);

/** What stands for the caret's line in an empty block of the live text. */
function withLine(node: ProseNode, spec: (node: ProseNode) => DOMOutputSpec): DOMOutputSpec {
  const rendered = DOMSerializer.renderSpec(document, spec(node));
  const last = node.lastChild;
  if ((!last || last.type.name === 'hard_break') && rendered.contentDOM) {
    const line = document.createElement('br');
    line.className = 'ProseMirror-trailingBreak';
    // Behind the content that the serializer is about to put in.
    if (!last) rendered.contentDOM.append(line);
  }
  return rendered;
}

export function renderStatic(json: ClauseJson, options: StaticOptions): HTMLElement {
  const root = document.createElement('div');
  root.className = 'tx-text tx-static';
  root.lang = options.language;
  root.dir = options.direction;
  let doc: ProseNode;
  try {
    doc = nodeOfJson(json);
  } catch {
    // A text that this version cannot draw is still read.
    root.append(...plainParagraphs(json));
    return root;
  }
  const say = wordsWith(options.translate);
  // The serializer draws each element before its children, which is the order in which labels are given.
  const labels = labelsOfItems(doc, options.language).values();
  let footnotes = 0;
  // The fields of the block that is being drawn, for the same reason.
  let fields: { readonly all: readonly FieldPlace[]; next: number } = { all: [], next: 0 };
  const serializer = new DOMSerializer(
    {
      ...base,
      paragraph: (node) => withLine(node, base['paragraph']!),
      heading: (node) => withLine(node, base['heading']!),
      list_item: (node) => {
        const item = document.createElement('li');
        const label = labels.next().value?.label ?? '';
        if (node.attrs['label']) item.dataset['label'] = node.attrs['label'] as string;
        if (label !== '') item.setAttribute(labelAttribute, label);
        return { dom: item, contentDOM: item };
      },
      table: () => {
        const { dom, rows } = tableParts();
        dom.tabIndex = 0;
        return { dom, contentDOM: rows };
      },
      term: (node) => {
        const block = blockOf(node, 0);
        fields = { all: fieldsOf(block), next: 0 };
        const parts = blockParts(block.kind.kind);
        parts.dom.classList.toggle('tx-block-card', options.drafting ?? false);
        parts.dom.setAttribute('aria-label', nameOfBlock(block));
        drawName(parts.name, block.kind.label, block.id);
        return { dom: parts.dom, contentDOM: parts.fields };
      },
      field: (node) => {
        const field = fields.all[fields.next]!;
        fields.next += 1;
        const parts = fieldParts(field.name, labelOfField(field), field.kind?.bare ?? false);
        const empty = node.content.size === 0;
        const owed = isOwed(field, fields.all);
        drawLook(parts, { empty, owed, shown: !empty || owed });
        if (owed) parts.note.textContent = say('views.block.owed');
        return { dom: parts.dom, contentDOM: parts.text };
      },
      footnote: (node) => {
        footnotes += 1;
        const { dom, mark, text } = footnoteParts();
        labelFootnote(mark, footnotes, node.textContent, say);
        dom.classList.toggle('tx-footnote-empty', node.content.size === 0);
        mark.removeAttribute('contenteditable');
        mark.tabIndex = 0;
        return { dom, contentDOM: text };
      },
      reference: (node) => {
        const dom = referenceElement();
        drawReference(dom, node, doc, { references: options.references, say, clause: options.clause });
        // Here the references are ordinary links; a broken one goes nowhere.
        dom.removeAttribute('tabindex');
        return dom;
      },
    },
    marks,
  );
  serializer.serializeFragment(doc.content, { document }, root);
  root.addEventListener('click', (event) => activate(event, options));
  root.addEventListener('keydown', (event) => {
    if (
      (event.key === 'Enter' || event.key === ' ') &&
      (event.target as Element).classList.contains('tx-footnote-mark')
    )
      activate(event, options);
  });
  return root;
}

function activate(event: Event, options: StaticOptions): void {
  const target = event.target as Element;
  const mark = target.closest('.tx-footnote-mark');
  if (mark) {
    const isOpen = mark.parentElement?.classList.toggle('tx-footnote-open') ?? false;
    mark.setAttribute('aria-expanded', String(isOpen));
    event.preventDefault();
    return;
  }
  const reference = target.closest<HTMLElement>('.tx-reference');
  if (!reference || !options.onFollowReference) return;
  event.preventDefault();
  if (!reference.classList.contains('tx-broken')) options.onFollowReference(reference.dataset['reference']!);
}

function plainParagraphs(json: unknown): HTMLElement[] {
  const words: string[] = [];
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    const { text, content } = value as { text?: unknown; content?: unknown };
    if (typeof text === 'string') words.push(text);
    if (Array.isArray(content)) content.forEach(visit);
  };
  const { content } = json as { content?: unknown };
  return (Array.isArray(content) ? content : []).map((block) => {
    words.length = 0;
    visit(block);
    const paragraph = document.createElement('p');
    paragraph.textContent = words.join(' ');
    return paragraph;
  });
}
