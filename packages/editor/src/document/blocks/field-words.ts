/**
 * The words of a field, as its grammar reads them: in one line, with single spaces, without marks that nobody sees.
 * Raised and lowered letters say so, because 10⁵ is not 105. A footnote is a remark on the words, not one of them.
 */
import type { Node } from 'prosemirror-model';

/** Soft hyphen, joiner, zero-width space, marks of direction that turn nothing, and byte-order mark. */
const invisible = /\u034f|[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]/gu;

export function fieldWords(field: Node): string {
  let words = '';
  let raised: 'superscript' | 'subscript' | null = null;
  field.forEach((child) => {
    if (child.type.name === 'footnote') return;
    const now =
      (['superscript', 'subscript'] as const).find((name) =>
        child.marks.some(({ type }) => type.name === name),
      ) ?? null;
    if (now !== null && now !== raised) words += now === 'superscript' ? '^' : '_';
    raised = now;
    words += child.isText ? (child.text ?? '') : (child.type.spec.leafText?.(child) ?? '');
  });
  return words
    .replace(invisible, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim();
}

/** The first clause, division or item that a cross-reference in the field points to. */
export function referenceIn(field: Node): string | null {
  let target: string | null = null;
  field.forEach((child) => {
    if (child.type.name === 'reference') target ??= child.attrs.target as string;
  });
  return target;
}
