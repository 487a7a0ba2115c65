/**
 * What numbering gives to everyone who prints a number: one pass over the outline.
 */
import type { ElementId } from '@travaux/workflow/agreement';

export interface ElementLabel {
  /** The bare number as references print it: `5`, `5 bis`, `7.1`, `II`; empty for an unnumbered element. */
  readonly number: string;
  /** As printed before the element: `Article 5`, `5.`, `Annex II`; empty when unnumbered. */
  readonly display: string;
  /** As a full reference prints it: `Article 5`, `paragraph 5`, `Annex II`, `preamble`. */
  readonly full: string;
}

export type Labels = ReadonlyMap<ElementId, ElementLabel>;
