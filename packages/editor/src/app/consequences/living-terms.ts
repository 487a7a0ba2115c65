/**
 * The terms of the agreement as its text says them now. Clauses in which something a machine can check is written are
 * joined, so that what others type is followed as it comes.
 */
import { useEffect, useMemo, useState } from 'react';
import { readingOrder } from '@travaux/workflow/agreement';
import type { Terms } from '@travaux/workflow/compliance';
import type { Node } from 'prosemirror-model';
import { termsReader } from '../../document/blocks/terms-of.ts';
import { nodeOfJson, type ClauseJson } from '../../document/clause-json.ts';
import { jsonOfDoc } from '../../document/clause-text.ts';
import type { AgreementTextView } from '../../frames/views.ts';
import type { AgreementConnection } from '../../sync/sync.ts';
import type { Agreement } from '../agreement.tsx';
import { agreementText } from '../api/endpoints.ts';
import { useResource, type Resource } from '../api/resource.ts';
import { outlineOf } from '../outline.ts';

type Texts = ReadonlyMap<string, ClauseJson>;

export interface LivingTerms {
  readonly text: Resource<AgreementTextView>;
  /** Null until the text was read. */
  readonly terms: Terms | null;
}

export function useLivingTerms(agreement: Agreement): LivingTerms {
  const { id, view, labels, connection } = agreement;
  const text = useResource(`${id} text`, (signal) => agreementText(id, signal));
  useRefreshing(view.version, text);
  const moved = useMoved(connection, text.data);
  const [reader] = useState(() => new Reader());
  const { data } = text;
  const terms = useMemo(() => {
    if (!data) return null;
    const texts = new Map(data.clauses.map((clause) => [clause.id, moved.get(clause.id) ?? clause.text]));
    const inOrder = [...readingOrder(outlineOf(view.elements))].map(({ element }) => element.id);
    return reader.read({
      title: view.facts.title,
      shortTitle: view.facts.shortTitle,
      participants: {
        ...{ parties: view.parties, bodies: view.bodies, verifiers: view.verifiers },
        observers: view.organisations,
      },
      texts: inOrder.flatMap((clause) => {
        const json = texts.get(clause);
        return json ? [[clause, json] as const] : [];
      }),
      numbers: new Map(
        inOrder.flatMap((clause) => {
          const number = labels.get(clause)?.number;
          return number ? [[number, clause] as const] : [];
        }),
      ),
    });
  }, [data, moved, view, labels, reader]);
  return { text, terms };
}

interface Source extends Omit<Parameters<ReturnType<typeof termsReader>['read']>[0], 'clauses'> {
  readonly texts: readonly (readonly [string, ClauseJson])[];
}

class Reader {
  readonly #terms = termsReader();
  readonly #nodes = new WeakMap<ClauseJson, Node | null>();
  #participants: Source['participants'] | null = null;

  read({ texts, participants, ...source }: Source): Terms {
    const same = JSON.stringify(this.#participants) === JSON.stringify(participants);
    if (!same) this.#participants = participants;
    const clauses = texts.flatMap(([clause, json]) => {
      const node = this.#node(json);
      return node ? [[clause, node] as const] : [];
    });
    return this.#terms.read({ ...source, participants: this.#participants ?? participants, clauses }).terms;
  }

  #node(json: ClauseJson): Node | null {
    const known = this.#nodes.get(json);
    if (known !== undefined) return known;
    let node: Node | null;
    try {
      node = nodeOfJson(json);
    } catch {
      // A text that this version cannot read has no terms for it.
      node = null;
    }
    this.#nodes.set(json, node);
    return node;
  }
}

/** The texts that changed since they were read. */
function useMoved(connection: AgreementConnection | null, text: AgreementTextView | undefined): Texts {
  const [moved, setMoved] = useState<Texts>(new Map());
  const followed = useMemo(
    () =>
      (text?.clauses ?? [])
        .filter((clause) => hasTerms(clause.text))
        .map(({ id }) => id)
        .join(' '),
    [text],
  );
  useEffect(() => {
    if (!connection || followed === '') return undefined;
    const ends = followed.split(' ').map((clause) => {
      const room = connection.join(clause);
      let leave = () => {};
      const bind = () => {
        leave();
        const { ydoc } = room;
        const onChange = (transaction: { readonly changed: ReadonlyMap<unknown, unknown> }) => {
          if (transaction.changed.size === 0) return;
          setMoved((before) => new Map(before).set(clause, jsonOfDoc(ydoc)));
        };
        ydoc.on('afterTransaction', onChange);
        leave = () => ydoc.off('afterTransaction', onChange);
      };
      bind();
      const unsubscribe = room.epoch.subscribe(bind);
      return () => {
        unsubscribe();
        leave();
        room.release();
      };
    });
    return () => ends.forEach((end) => end());
  }, [connection, followed]);
  return moved;
}

/** What the server tells of the agreement may be a clause that was not there before. */
function useRefreshing(version: number, { data, refresh }: Resource<AgreementTextView>): void {
  const read = data?.version ?? Number.POSITIVE_INFINITY;
  useEffect(() => {
    if (read < version) refresh();
  }, [read, version, refresh]);
}

function hasTerms(json: unknown): boolean {
  const { type, content } = json as { type?: unknown; content?: unknown };
  return type === 'term' || (Array.isArray(content) && content.some(hasTerms));
}
