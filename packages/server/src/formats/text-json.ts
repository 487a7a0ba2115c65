/**
 * The JSON of a clause's text as the readers write it, and the writer of inline text that all of them share:
 * white space becomes single spaces, without joining or splitting words, and marks come in the schema's order.
 */
import { clauseSchema, isSafeHref } from '@travaux/editor/document';

export interface MarkJson {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** A node of a text in the making; readers and the structure change it in place. */
export interface NodeJson {
  type: string;
  attrs?: Record<string, unknown>;
  content?: NodeJson[];
  text?: string;
  marks?: readonly MarkJson[];
}

const rank = new Map(Object.keys(clauseSchema.marks).map((name, at) => [name, at]));

/** These marks and one more, in the order that the schema demands; one that excludes another replaces it. */
export function withMark(marks: readonly MarkJson[], mark: MarkJson): readonly MarkJson[] {
  const rest = marks.filter(
    ({ type }) => type !== mark.type && !(type.endsWith('script') && mark.type.endsWith('script')),
  );
  return [...rest, mark].sort((a, b) => (rank.get(a.type) ?? 0) - (rank.get(b.type) ?? 0));
}

export function linkMark(href: string | undefined): MarkJson | null {
  return isSafeHref(href) ? { type: 'link', attrs: { href } } : null;
}

export function paragraph(content: NodeJson[]): NodeJson {
  return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' };
}

export function textParagraph(text: string): NodeJson {
  return paragraph(text === '' ? [] : [{ type: 'text', text }]);
}

/** Every text inside, in order, for looking at words; not for printing. */
export function textInside(nodes: readonly NodeJson[] | undefined): string {
  return (nodes ?? []).map((node) => node.text ?? textInside(node.content)).join('');
}

// Characters that no text has use for: control characters of ASCII and lone halves of surrogate pairs.
// eslint-disable-next-line no-control-regex
const unusable = /[\u0000-\u0008\u000e-\u001f\u007f]|\p{Cs}/gu;

export class InlineWriter {
  readonly #nodes: NodeJson[] = [];
  /** White space was read and stands before whatever comes next; none stands at the start of a line. */
  #space = false;
  #start = true;

  text(text: string, marks: readonly MarkJson[]): void {
    const parts = text.replace(unusable, '').split(/[ \t\r\n\v\f\u0085\u2028\u2029]+/u);
    let run = '';
    parts.forEach((part, at) => {
      if (at > 0) this.#space ||= !this.#start;
      if (part === '') return;
      // A space that was read with the words before it keeps their marks: no underlined gap before a word.
      const last = this.#nodes.at(-1);
      if (this.#space && at === 0 && last?.text !== undefined) last.text += ' ';
      else if (this.#space) run += ' ';
      run += part;
      this.#space = false;
      this.#start = false;
    });
    if (run !== '') this.#push({ type: 'text', text: run, ...(marks.length > 0 ? { marks } : {}) });
  }

  lineBreak(): void {
    this.#nodes.push({ type: 'hard_break' });
    this.#space = false;
    this.#start = true;
  }

  footnote(content: NodeJson[]): void {
    this.#nodes.push(content.length > 0 ? { type: 'footnote', content } : { type: 'footnote' });
    this.#start = false;
  }

  /** What was written, without white space at its end. */
  done(): NodeJson[] {
    while (this.#nodes.at(-1)?.type === 'hard_break') this.#nodes.pop();
    return this.#nodes;
  }

  #push(node: NodeJson): void {
    const last = this.#nodes.at(-1);
    if (last?.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(node.marks)) {
      last.text = (last.text ?? '') + (node.text ?? '');
    } else {
      this.#nodes.push(node);
    }
  }
}

/** The same as text only, for footnotes: breaks become spaces, nested notes their words. */
export function textOnly(nodes: readonly NodeJson[]): NodeJson[] {
  const writer = new InlineWriter();
  const visit = (node: NodeJson): void => {
    if (node.text !== undefined) writer.text(node.text, node.marks ?? []);
    else if (node.type === 'hard_break') writer.text(' ', []);
    else node.content?.forEach(visit);
  };
  nodes.forEach(visit);
  return writer.done();
}
