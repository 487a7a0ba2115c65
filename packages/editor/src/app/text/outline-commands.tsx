/**
 * What the secretariat does to the outline: each act is one command, sent with the version that the person saw.
 * When somebody was first, the person is shown what changed and asked again.
 */
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import {
  divisionKinds,
  maxHeadingLength,
  type Command,
  type ElementNumber,
  type OutlineElement,
} from '@travaux/workflow/agreement';
import type { Present } from '../../frames/index.ts';
import type { AgreementView } from '../../frames/views.ts';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { changesBetween, labelsIn, nameOf, outlineOf, placeBeside, subtreeOf } from '../outline.ts';
import { announce } from '../shell/announcer.tsx';
import { tick } from '../lobby/checklist.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Park } from './park-dialog.tsx';
import { Choice, Field } from '../ui/field.tsx';
import { ErrorNotice } from '../ui/states.tsx';
import { firstWords } from './plain-text.ts';
import { referencesIn, targetParts } from './references.ts';
import type { TextDesk } from './text-desk.ts';

/** What is asked of the person before a command can be sent. */
export type Question =
  | { readonly kind: 'add'; readonly at: string | null }
  | { readonly kind: 'rename' | 'renumber' | 'move' | 'delete' | 'park'; readonly id: string }
  | { readonly kind: 'conflict'; readonly command: Command; readonly changes: readonly string[] }
  | { readonly kind: 'failed'; readonly error: Error };

export interface OutlineCommands {
  readonly question: Question | null;
  readonly busy: boolean;
  readonly ask: (question: Question | null) => void;
  /** @returns whether it was done */
  readonly run: (command: Command) => Promise<boolean>;
  readonly act: (what: string, id: string) => void;
  readonly nameOf: (id: string) => string;
}

export function useOutlineCommands(desk: TextDesk): OutlineCommands {
  const agreement = useAgreement();
  const [question, ask] = useState<Question | null>(null);
  const [busy, setBusy] = useState(false);
  const { execute, view, labels, elements } = agreement;

  const name = useCallback(
    (id: string) => {
      const element = elements.get(id);
      return element ? nameOf(element, labels) : id;
    },
    [elements, labels],
  );

  const run = useCallback(
    async (command: Command): Promise<boolean> => {
      setBusy(true);
      const outcome = await execute(command);
      setBusy(false);
      switch (outcome.kind) {
        case 'done':
          ask(null);
          announce(t('outline.done'));
          tick('outline');
          return true;
        case 'conflict':
          ask({ kind: 'conflict', command, changes: differences(outcome.before, outcome.now) });
          return false;
        case 'failed':
          ask({ kind: 'failed', error: outcome.error });
          return false;
      }
    },
    [execute],
  );

  const act = useCallback(
    (what: string, id: string) => {
      switch (what) {
        case 'add':
          ask({ kind: 'add', at: id });
          return;
        case 'rename':
        case 'renumber':
        case 'move':
        case 'delete':
        case 'park':
          ask({ kind: what, id });
          return;
        case 'take-up':
          void run({ type: 'take-up-clause', clause: id });
          return;
        case 'up':
        case 'down': {
          const to = placeBeside(outlineOf(view.elements), id, what);
          if (to) void run({ type: 'move-element', id, to });
          return;
        }
        case 'split': {
          const { editor, live } = desk;
          if (editor?.clause !== id || !live.module) return;
          const atBlock = live.module.blockAtCaret(editor.view);
          if (atBlock < 1) {
            ask({ kind: 'failed', error: new Error(t('outline.splitAtStart')) });
            return;
          }
          void run({ type: 'split-clause', clause: id, atBlock, into: crypto.randomUUID() });
        }
      }
    },
    [desk, run, view.elements],
  );

  return { question, busy, ask, run, act, nameOf: name };
}

function differences(before: AgreementView, now: AgreementView): readonly string[] {
  const of = (view: AgreementView) => ({
    elements: view.elements,
    labels: labelsIn(view),
  });
  return changesBetween(of(before), of(now));
}

export function OutlineDialogs({
  commands,
  desk,
  others,
}: {
  readonly commands: OutlineCommands;
  readonly desk: TextDesk;
  readonly others: readonly Present[];
}) {
  const { question } = commands;
  if (!question) return null;
  const close = () => commands.ask(null);
  switch (question.kind) {
    case 'add':
      return <AddElement at={question.at} commands={commands} desk={desk} />;
    case 'rename':
      return <Rename id={question.id} commands={commands} />;
    case 'renumber':
      return <Renumber id={question.id} commands={commands} />;
    case 'move':
      return <Move id={question.id} commands={commands} />;
    case 'park':
      return <Park id={question.id} commands={commands} others={others} />;
    case 'delete':
      return <Delete id={question.id} commands={commands} desk={desk} />;
    case 'conflict':
      return (
        <Dialog title={t('conflict.title')} role="alertdialog" onClose={close}>
          <p>{t('conflict.text')}</p>
          {question.changes.length > 0 ? (
            <ul>
              {question.changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          ) : (
            <p className="hint">{t('conflict.elsewhere')}</p>
          )}
          <p>{t('conflict.again', { what: whatOf(question.command, commands) })}</p>
          <div className="dialog-actions">
            <Button className="button" onPress={close}>
              {t('conflict.leave')}
            </Button>
            <Button
              className="button button-primary"
              isDisabled={commands.busy}
              onPress={() => void commands.run(question.command)}
            >
              {t('conflict.do')}
            </Button>
          </div>
        </Dialog>
      );
    case 'failed':
      return (
        <Dialog title={t('outline.notDone')} role="alertdialog" onClose={close}>
          {question.error.name === 'RequestFailed' ? (
            <ErrorNotice error={question.error} />
          ) : (
            <p>{question.error.message}</p>
          )}
          <div className="dialog-actions">
            <Button className="button button-primary" onPress={close}>
              {t('action.close')}
            </Button>
          </div>
        </Dialog>
      );
  }
}

function whatOf(command: Command, commands: OutlineCommands): string {
  switch (command.type) {
    case 'add-element':
      return t('what.add');
    case 'move-element':
      return t('what.move', { name: commands.nameOf(command.id) });
    case 'rename-element':
      return t('what.rename', { name: commands.nameOf(command.id) });
    case 'renumber-element':
      return t('what.renumber', { name: commands.nameOf(command.id) });
    case 'split-clause':
      return t('what.split', { name: commands.nameOf(command.clause) });
    case 'park-clause':
      return t('what.park', { name: commands.nameOf(command.clause) });
    case 'take-up-clause':
      return t('what.takeUp', { name: commands.nameOf(command.clause) });
    case 'delete-element':
      return t('what.delete', { name: commands.nameOf(command.id) });
    default:
      return t('what.other');
  }
}

function Actions({
  commands,
  label,
  danger = false,
  disabled = false,
}: {
  readonly commands: OutlineCommands;
  readonly label: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}) {
  return (
    <div className="dialog-actions">
      <Button className="button" onPress={() => commands.ask(null)}>
        {t('action.cancel')}
      </Button>
      <Button
        className={danger ? 'button button-danger' : 'button button-primary'}
        type="submit"
        isDisabled={commands.busy || disabled}
      >
        {label}
      </Button>
    </div>
  );
}

const kinds = ['clause', ...divisionKinds] as const;
type Where = 'inside' | 'after' | 'before';

function AddElement({
  at,
  commands,
  desk,
}: {
  readonly at: string | null;
  readonly commands: OutlineCommands;
  readonly desk: TextDesk;
}) {
  const agreement = useAgreement();
  const neighbour = at === null ? undefined : agreement.elements.get(at);
  const [kind, setKind] = useState<(typeof kinds)[number]>('clause');
  const [heading, setHeading] = useState('');
  const [where, setWhere] = useState<Where>(neighbour && neighbour.kind !== 'clause' ? 'inside' : 'after');
  const [number, setNumber] = useState<'sequence' | 'suffix' | 'none'>('sequence');
  const outline = outlineOf(agreement.view.elements);

  const add = async () => {
    const id = crypto.randomUUID();
    const siblings = outline.children.get(neighbour?.parent ?? null) ?? [];
    const inside = outline.children.get(neighbour?.id ?? null) ?? [];
    const place =
      neighbour === undefined
        ? { parent: null, after: siblings.at(-1) ?? null }
        : where === 'inside'
          ? { parent: neighbour.id, after: inside.at(-1) ?? null }
          : where === 'after'
            ? { parent: neighbour.parent, after: neighbour.id }
            : { parent: neighbour.parent, after: siblings[siblings.indexOf(neighbour.id) - 1] ?? null };
    const element = { id, kind, parent: place.parent, heading: heading.trim(), number: { kind: number } };
    if (await commands.run({ type: 'add-element', element, after: place.after })) {
      // The row is there once React has shown the new version.
      setTimeout(() => desk.goTo(id, kind === 'clause'), 60);
    }
  };

  return (
    <Dialog title={t('outline.add')} onClose={() => commands.ask(null)}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Choice
          label={t('add.kind')}
          value={kind}
          onChange={setKind}
          options={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
        />
        <Field
          label={t('add.heading')}
          value={heading}
          onChange={setHeading}
          maxLength={maxHeadingLength}
          autoFocus
          description={t('add.headingHint')}
        />
        {neighbour && (
          <Choice
            label={t('add.where')}
            value={where}
            onChange={setWhere}
            options={[
              ...(neighbour.kind === 'clause'
                ? []
                : [
                    {
                      value: 'inside' as const,
                      label: t('add.inside', { name: commands.nameOf(neighbour.id) }),
                    },
                  ]),
              { value: 'after' as const, label: t('add.after', { name: commands.nameOf(neighbour.id) }) },
              { value: 'before' as const, label: t('add.before', { name: commands.nameOf(neighbour.id) }) },
            ]}
          />
        )}
        <Choice
          label={t('add.number')}
          value={number}
          onChange={setNumber}
          options={[
            { value: 'sequence', label: t('number.sequence') },
            { value: 'suffix', label: t('number.suffix') },
            { value: 'none', label: t('number.none') },
          ]}
        />
        <Actions commands={commands} label={t('add.do')} />
      </Form>
    </Dialog>
  );
}

function Rename({ id, commands }: { readonly id: string; readonly commands: OutlineCommands }) {
  const agreement = useAgreement();
  const [heading, setHeading] = useState(agreement.elements.get(id)?.heading ?? '');
  return (
    <Dialog title={t('rename.title', { name: commands.nameOf(id) })} onClose={() => commands.ask(null)}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void commands.run({ type: 'rename-element', id, heading: heading.trim() });
        }}
      >
        <Field
          label={t('add.heading')}
          value={heading}
          onChange={setHeading}
          maxLength={maxHeadingLength}
          autoFocus
          description={t('rename.hint')}
        />
        <Actions commands={commands} label={t('outline.rename')} />
      </Form>
    </Dialog>
  );
}

function Renumber({ id, commands }: { readonly id: string; readonly commands: OutlineCommands }) {
  const agreement = useAgreement();
  const before = agreement.elements.get(id)?.number ?? { kind: 'sequence' as const };
  const [kind, setKind] = useState<ElementNumber['kind']>(before.kind);
  const [label, setLabel] = useState(before.kind === 'literal' ? before.label : '');
  return (
    <Dialog title={t('renumber.title', { name: commands.nameOf(id) })} onClose={() => commands.ask(null)}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          const number: ElementNumber = kind === 'literal' ? { kind, label: label.trim() } : { kind };
          void commands.run({ type: 'renumber-element', id, number });
        }}
      >
        <Choice
          label={t('add.number')}
          value={kind}
          onChange={setKind}
          options={[
            { value: 'sequence', label: t('number.sequence') },
            { value: 'suffix', label: t('number.suffix') },
            { value: 'literal', label: t('number.literal') },
            { value: 'none', label: t('number.none') },
          ]}
          description={t('renumber.hint')}
        />
        {kind === 'literal' && (
          <Field label={t('renumber.label')} value={label} onChange={setLabel} maxLength={40} required />
        )}
        <Actions
          commands={commands}
          label={t('outline.renumber')}
          disabled={kind === 'literal' && label.trim() === ''}
        />
      </Form>
    </Dialog>
  );
}

function Move({ id, commands }: { readonly id: string; readonly commands: OutlineCommands }) {
  const agreement = useAgreement();
  const outline = outlineOf(agreement.view.elements);
  const moving = new Set(subtreeOf(outline, id).map((element) => element.id));
  const targets = agreement.view.elements.filter((element) => !moving.has(element.id));
  const [target, setTarget] = useState(targets[0]?.id ?? '');
  const [where, setWhere] = useState<Where>('after');
  const chosen = agreement.elements.get(target);
  const side = where === 'inside' && chosen?.kind === 'clause' ? 'after' : where;

  const move = () => {
    if (!chosen) return;
    const siblings = (outline.children.get(chosen.parent) ?? []).filter((one) => one !== id);
    const inside = (outline.children.get(chosen.id) ?? []).filter((one) => one !== id);
    const to =
      side === 'inside'
        ? { parent: chosen.id, after: inside.at(-1) ?? null }
        : side === 'after'
          ? { parent: chosen.parent, after: chosen.id }
          : { parent: chosen.parent, after: siblings[siblings.indexOf(chosen.id) - 1] ?? null };
    void commands.run({ type: 'move-element', id, to });
  };
  return (
    <Dialog title={t('move.title', { name: commands.nameOf(id) })} onClose={() => commands.ask(null)}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          move();
        }}
      >
        <Choice
          label={t('add.where')}
          value={side}
          onChange={setWhere}
          options={[
            { value: 'before', label: t('move.before') },
            { value: 'after', label: t('move.after') },
            ...(chosen?.kind === 'clause' ? [] : [{ value: 'inside' as const, label: t('move.inside') }]),
          ]}
        />
        <Choice
          label={t('move.target')}
          value={target}
          onChange={setTarget}
          options={targets.map((element) => ({ value: element.id, label: commands.nameOf(element.id) }))}
        />
        <Actions commands={commands} label={t('move.do')} disabled={!chosen} />
      </Form>
    </Dialog>
  );
}

/** Names what leaves, and what would point into the void. */
function Delete({
  id,
  commands,
  desk,
}: {
  readonly id: string;
  readonly commands: OutlineCommands;
  readonly desk: TextDesk;
}) {
  const agreement = useAgreement();
  const leaving = subtreeOf(outlineOf(agreement.view.elements), id);
  const ids = new Set(leaving.map((element) => element.id));
  const clauses = leaving.filter((element) => element.kind === 'clause');
  const pointing = referencesIn(desk.allTexts(), agreement.elements).filter(
    (reference) => ids.has(targetParts(reference.target).element) && !ids.has(reference.clause),
  );
  const title = (element: OutlineElement) => {
    const text = element.kind === 'clause' && element.heading === '' ? desk.textOf(element.id) : undefined;
    return [commands.nameOf(element.id), text ? firstWords(text, 60) : '']
      .filter((one) => one !== '')
      .join(': ');
  };
  return (
    <Dialog
      title={t('delete.title', { name: commands.nameOf(id) })}
      role="alertdialog"
      onClose={() => commands.ask(null)}
    >
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void commands.run({ type: 'delete-element', id });
        }}
      >
        <p>{t('delete.leaves', { count: clauses.length })}</p>
        <ul className="delete-list">
          {leaving.slice(0, 8).map((element) => (
            <li key={element.id}>{title(element)}</li>
          ))}
          {leaving.length > 8 && <li>{t('change.more', { count: leaving.length - 8 })}</li>}
        </ul>
        {pointing.length > 0 && (
          <p>
            {t('delete.breaks', {
              count: pointing.length,
              places: [...new Set(pointing.map((one) => desk.placeOf(one.clause)))].slice(0, 5).join(', '),
            })}
          </p>
        )}
        <p className="hint">{t('delete.record')}</p>
        <Actions commands={commands} label={t('outline.delete')} danger />
      </Form>
    </Dialog>
  );
}
