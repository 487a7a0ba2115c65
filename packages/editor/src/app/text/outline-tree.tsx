/**
 * The outline: a tree of the agreement's divisions and clauses. Only the rows in view are in the DOM, so that an
 * agreement of thousands of clauses costs no more than a short one; each says its place among its siblings.
 */
import { AlertTriangle, ChevronDown, ChevronRight, Circle, MessageSquare } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import type { Place } from '@travaux/workflow/agreement';
import type { Present } from '../../frames/index.ts';
import { signsOf, stateWords } from '../course/clause-state.tsx';
import { RungGlyph, SignGlyph } from '../course/rung.tsx';
import { t } from '../messages/messages.ts';
import { Avatar } from '../shell/presence.tsx';
import type { ClauseStates } from './clause-states.ts';
import { dropPlace, type DropSide, type OutlineRow } from './outline-rows.ts';
import type { Outline } from '@travaux/workflow/agreement';

const rowHeight = 32;
const overscan = 8;

export interface OutlineTreeProps {
  readonly rows: readonly OutlineRow[];
  readonly outline: Outline;
  readonly current: string | null;
  readonly here: ReadonlyMap<string, readonly Present[]>;
  readonly states: ClauseStates;
  /** Open threads of comments by clause. */
  readonly comments: ReadonlyMap<string, number>;
  /** Findings of the check by clause. */
  readonly findings: ReadonlyMap<string, number>;
  readonly editable: boolean;
  readonly writable: boolean;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly onOpen: (id: string, focus: boolean) => void;
  readonly onExpand: (id: string, expanded: boolean) => void;
  readonly onMove: (id: string, to: Place) => void;
  readonly onStep: (id: string, direction: 'up' | 'down') => void;
  readonly onMenu: (id: string) => void;
  readonly onActive: (id: string) => void;
}

export function OutlineTree(props: OutlineTreeProps) {
  const { rows, current } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(current);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [drop, setDrop] = useState<{ readonly id: string; readonly side: DropSide } | null>(null);
  const typed = useRef({ words: '', at: 0 });
  const wantsFocus = useRef(false);
  const indexOf = useMemo(() => new Map(rows.map((row, at) => [row.id, at])), [rows]);
  const activeIndex = indexOf.get(active ?? '') ?? 0;

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() =>
      setView({ top: element.scrollTop, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // The outline follows the page, unless the keyboard is in the outline itself.
  const [followedCurrent, setFollowedCurrent] = useState(current);
  if (current !== followedCurrent) {
    setFollowedCurrent(current);
    if (current !== null && indexOf.has(current)) setActive(current);
  }
  useEffect(() => {
    const element = scroller.current;
    if (!element || active === null) return;
    const top = (indexOf.get(active) ?? 0) * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + rowHeight - element.clientHeight;
    }
  }, [active, indexOf]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  const first = Math.max(0, Math.floor(view.top / rowHeight) - overscan);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + overscan);
  const shown = rows.slice(first, last).map((row, at) => ({ row, index: first + at }));
  const activeRow = rows[activeIndex];
  // The focused row stays in the DOM wherever the list is scrolled to.
  if (activeRow && (activeIndex < first || activeIndex >= last))
    shown.push({ row: activeRow, index: activeIndex });

  const stateOf = (id: string) => {
    const { summaries, frozen } = props.states;
    const summary = summaries.get(id);
    const reason = frozen.get(id);
    const words = [
      ...(summary ? [stateWords(summary)] : []),
      reason ?? t(props.writable ? 'outline.open' : 'outline.reading'),
    ];
    // The row shows "Parked" right behind its title, and its name has to begin with what it shows.
    return (props.states.parked.has(id) ? words.toReversed() : words).join('. ');
  };

  const { onActive } = props;
  const go = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    wantsFocus.current = true;
    setActive(row.id);
    onActive(row.id);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = activeRow;
    if (!row || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      if (props.editable && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        event.preventDefault();
        props.onStep(row.id, event.key === 'ArrowUp' ? 'up' : 'down');
      }
      return;
    }
    const rtl = document.documentElement.dir === 'rtl';
    const forward = rtl ? 'ArrowLeft' : 'ArrowRight';
    const backward = rtl ? 'ArrowRight' : 'ArrowLeft';
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    switch (event.key) {
      case 'ArrowDown':
        go(activeIndex + 1);
        break;
      case 'ArrowUp':
        go(activeIndex - 1);
        break;
      case 'PageDown':
        go(activeIndex + page);
        break;
      case 'PageUp':
        go(activeIndex - page);
        break;
      case 'Home':
        go(0);
        break;
      case 'End':
        go(rows.length - 1);
        break;
      case forward:
        if (row.expanded === false) props.onExpand(row.id, true);
        else if (row.expanded === true) go(activeIndex + 1);
        break;
      case backward:
        if (row.expanded === true) props.onExpand(row.id, false);
        else if (row.parent !== null) go(indexOf.get(row.parent) ?? activeIndex);
        break;
      case 'Enter':
      case ' ':
        props.onOpen(row.id, event.key === 'Enter');
        break;
      case 'F10':
      case 'ContextMenu':
        if (event.key === 'F10' && !event.shiftKey) return;
        props.onMenu(row.id);
        break;
      case 'F2':
        props.onMenu(row.id);
        break;
      default:
        if (event.key.length !== 1) return;
        typeAhead(event.key, event.timeStamp);
    }
    event.preventDefault();
  };

  const typeAhead = (letter: string, now: number) => {
    const words = (now - typed.current.at < 700 ? typed.current.words : '') + letter.toLocaleLowerCase();
    typed.current = { words, at: now };
    const from = words.length > 1 ? activeIndex : activeIndex + 1;
    for (let step = 0; step < rows.length; step += 1) {
      const at = (from + step) % rows.length;
      const row = rows[at];
      if (!row) continue;
      const names = [`${row.number} ${row.title}`, row.title, row.number];
      if (names.some((name) => name.toLocaleLowerCase().startsWith(words))) {
        go(at);
        return;
      }
    }
  };

  const sideOf = (event: DragEvent, row: OutlineRow): DropSide => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    if (row.kind !== 'clause' && share > 0.3 && share < 0.7) return 'inside';
    return share < 0.5 ? 'before' : 'after';
  };

  return (
    <div
      ref={scroller}
      className="outline-scroller"
      onScroll={(event) =>
        setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })
      }
    >
      <div
        role="tree"
        aria-label={t('region.outline')}
        className="outline-tree"
        style={{ blockSize: rows.length * rowHeight }}
        onKeyDown={onKeyDown}
      >
        {shown.map(({ row, index }) => {
          const people = props.here.get(row.id) ?? [];
          const dropClass = drop?.id === row.id ? ` drop-${drop.side}` : '';
          return (
            <div
              key={row.id}
              role="treeitem"
              aria-level={row.level}
              aria-posinset={row.position}
              aria-setsize={row.siblings}
              aria-expanded={row.expanded ?? undefined}
              aria-selected={row.id === current}
              aria-label={[
                [row.number, row.title].filter(Boolean).join(' '),
                row.kind === 'clause' ? stateOf(row.id) : '',
                saidOn(props.comments.get(row.id)),
                foundIn(props.findings.get(row.id)),
                people.length > 0
                  ? t('outline.here', { names: people.map((one) => one.name).join(', ') })
                  : '',
              ]
                .filter((part) => part !== '')
                .join(', ')}
              tabIndex={index === activeIndex ? 0 : -1}
              className={`outline-row${row.id === current ? ' is-current' : ''}${dropClass} kind-${row.kind}`}
              style={{ insetBlockStart: index * rowHeight, paddingInlineStart: 4 + (row.level - 1) * 14 }}
              draggable={props.editable}
              onClick={() => {
                setActive(row.id);
                props.onActive(row.id);
                props.onOpen(row.id, false);
              }}
              onContextMenu={(event) => {
                if (!props.editable) return;
                event.preventDefault();
                setActive(row.id);
                props.onMenu(row.id);
              }}
              onDragStart={(event) => {
                event.dataTransfer.setData('application/x-travaux-element', row.id);
                event.dataTransfer.effectAllowed = 'move';
              }}
              onDragOver={(event) => {
                if (!props.editable || !event.dataTransfer.types.includes('application/x-travaux-element'))
                  return;
                event.preventDefault();
                const side = sideOf(event, row);
                if (drop?.id !== row.id || drop.side !== side) setDrop({ id: row.id, side });
              }}
              onDragLeave={() => setDrop(null)}
              onDrop={(event) => {
                event.preventDefault();
                setDrop(null);
                const moved = event.dataTransfer.getData('application/x-travaux-element');
                const place = dropPlace(props.outline, moved, row.id, sideOf(event, row));
                if (place) props.onMove(moved, place);
              }}
            >
              <span
                className="outline-twist"
                aria-hidden="true"
                onClick={(event) => {
                  if (row.expanded === null) return;
                  event.stopPropagation();
                  props.onExpand(row.id, !row.expanded);
                }}
              >
                {row.expanded === null ? null : row.expanded ? <ChevronDown /> : <ChevronRight />}
              </span>
              {row.kind === 'clause' && (
                <span className="outline-state" aria-hidden="true" title={stateOf(row.id)}>
                  <StateGlyph clause={row.id} states={props.states} />
                </span>
              )}
              <span className="outline-number" dir="auto">
                {row.number}
              </span>{' '}
              <span className="outline-title" lang={props.language} dir="auto">
                {row.title}
              </span>
              {row.kind === 'clause' && <StateWord clause={row.id} states={props.states} />}
              {props.comments.has(row.id) && (
                <span className="outline-comments" aria-hidden="true" data-count={props.comments.get(row.id)}>
                  <MessageSquare />
                </span>
              )}
              {props.findings.has(row.id) && (
                <span className="outline-findings" aria-hidden="true" data-count={props.findings.get(row.id)}>
                  <AlertTriangle />
                </span>
              )}
              {people.slice(0, 3).map((person) => (
                <Avatar key={person.key} person={person} />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function foundIn(count: number | undefined): string {
  return count === undefined ? '' : t('check.findings', { count });
}

function saidOn(count: number | undefined): string {
  return count === undefined ? '' : t('comments.count', { count });
}

/** The gravest of what is to be said of a clause; where nothing is, how far it is agreed. */
function StateGlyph({ clause, states }: { readonly clause: string; readonly states: ClauseStates }) {
  if (states.parked.has(clause)) return <SignGlyph sign="parked" />;
  const summary = states.summaries.get(clause);
  if (!summary) return <Circle />;
  const [sign] = signsOf(summary);
  return sign === undefined ? <RungGlyph rung={summary.rung} /> : <SignGlyph sign={sign} />;
}

/** A word beside the glyph, wherever a clause is not simply under negotiation. */
function StateWord({ clause, states }: { readonly clause: string; readonly states: ClauseStates }) {
  const word = (words: string) => (
    <span className="outline-word" aria-hidden="true">
      {words}
    </span>
  );
  if (states.parked.has(clause)) return word(t('sign.parked'));
  const summary = states.summaries.get(clause);
  if (!summary) return null;
  const [sign] = signsOf(summary);
  if (sign !== undefined) return word(t(`sign.${sign}`));
  return summary.granted ? word(t(`rung.${summary.rung}`)) : null;
}
