/** The outline with its filter and, for the secretariat, what can be done to the element at hand. */
import { ListPlus, MoreHorizontal } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { SearchField } from 'react-aria-components/SearchField';
import type { Present } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { outlineOf, placeBeside } from '../outline.ts';
import { useWatched } from '../ui/watch.ts';
import { useClauseStates } from './clause-states.ts';
import { useOutlineCommands, OutlineDialogs } from './outline-commands.tsx';
import { outlineRows } from './outline-rows.ts';
import { OutlineTree } from './outline-tree.tsx';
import { firstWords } from './plain-text.ts';
import type { TextDesk } from './text-desk.ts';

export function OutlinePane({
  desk,
  others,
  comments,
  findings,
  onChosen,
}: {
  readonly desk: TextDesk;
  readonly others: readonly Present[];
  /** Open threads of comments by clause. */
  readonly comments: ReadonlyMap<string, number>;
  /** Findings of the check by clause. */
  readonly findings: ReadonlyMap<string, number>;
  /** Something was opened: a sheet over the page closes. */
  readonly onChosen: () => void;
}) {
  const agreement = useAgreement();
  const { view, labels, rights } = agreement;
  const [filter, setFilter] = useState('');
  const asked = useDeferredValue(filter);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const [menuOpen, setMenuOpen] = useState(false);
  const current = useWatched(desk.current, null);
  // What was chosen in the outline holds until the caret goes to another clause.
  const [followed, setFollowed] = useState(current);
  if (current !== followed) {
    setFollowed(current);
    setActive(null);
  }
  const epoch = useWatched(desk.textEpoch, 0);
  const commands = useOutlineCommands(desk);
  const editable = rights.has('change-outline');
  const directs = rights.has('direct-negotiation');
  const states = useClauseStates();
  const { parked } = states;
  const outline = useMemo(() => outlineOf(view.elements), [view.elements]);
  const rows = useMemo(
    () =>
      outlineRows({
        outline,
        labels,
        closed,
        filter: asked,
        title: (element) => {
          if (element.heading !== '') return element.heading;
          if (element.kind !== 'clause')
            return labels.get(element.id)?.display ? '' : t(`kind.${element.kind}`);
          const text = desk.textOf(element.id);
          return (text && firstWords(text)) || t('outline.noText');
        },
      }),
    // The first words are read anew as the text changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [outline, labels, closed, asked, desk, epoch],
  );
  const here = useMemo(() => {
    const map = new Map<string, Present[]>();
    for (const one of others) {
      if (one.clause === null) continue;
      const list = map.get(one.clause);
      if (list) list.push(one);
      else map.set(one.clause, [one]);
    }
    return map;
  }, [others]);
  const selected = active ?? current ?? rows[0]?.id ?? null;
  const element = selected === null ? undefined : agreement.elements.get(selected);

  return (
    <>
      <div className="outline-head">
        <SearchField
          className="outline-filter"
          value={filter}
          onChange={setFilter}
          aria-label={t('outline.filter')}
        >
          <Input placeholder={t('outline.filter')} />
        </SearchField>
        {editable && (
          <>
            <Button
              className="icon-button"
              aria-label={t('outline.add')}
              onPress={() => commands.ask({ kind: 'add', at: selected })}
            >
              <ListPlus aria-hidden="true" />
            </Button>
            <MenuTrigger isOpen={menuOpen} onOpenChange={setMenuOpen}>
              <Button
                className="icon-button"
                aria-label={t('outline.actions', {
                  name: element ? commands.nameOf(element.id) : t('outline.none'),
                })}
                isDisabled={!element}
              >
                <MoreHorizontal aria-hidden="true" />
              </Button>
              <Popover className="popover" placement="bottom start">
                <Menu
                  className="menu"
                  aria-label={t('outline.menu')}
                  disabledKeys={[
                    ...(selected !== null && placeBeside(outline, selected, 'up') ? [] : ['up']),
                    ...(selected !== null && placeBeside(outline, selected, 'down') ? [] : ['down']),
                    ...(desk.editor?.clause === selected ? [] : ['split']),
                  ]}
                  onAction={(key) => {
                    if (selected !== null) commands.act(String(key), selected);
                  }}
                >
                  <MenuItem id="add">{t('outline.add')}</MenuItem>
                  <MenuItem id="rename">{t('outline.rename')}</MenuItem>
                  <MenuItem id="renumber">{t('outline.renumber')}</MenuItem>
                  <MenuItem id="up">{t('outline.up')}</MenuItem>
                  <MenuItem id="down">{t('outline.down')}</MenuItem>
                  <MenuItem id="move">{t('outline.move')}</MenuItem>
                  {element?.kind === 'clause' && <MenuItem id="split">{t('outline.split')}</MenuItem>}
                  {directs && element?.kind === 'clause' && (
                    <MenuItem id={parked.has(element.id) ? 'take-up' : 'park'}>
                      {t(parked.has(element.id) ? 'outline.takeUp' : 'outline.park')}
                    </MenuItem>
                  )}
                  <MenuItem id="delete">{t('outline.delete')}</MenuItem>
                </Menu>
              </Popover>
            </MenuTrigger>
          </>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="hint outline-empty">{filter === '' ? t('outline.empty') : t('outline.noMatch')}</p>
      ) : (
        <OutlineTree
          rows={rows}
          outline={outline}
          current={current}
          here={here}
          states={states}
          comments={comments}
          findings={findings}
          editable={editable}
          writable={rights.has('edit-text')}
          language={view.facts.language}
          direction={view.facts.direction}
          onOpen={(id, focus) => {
            desk.goTo(id, focus);
            onChosen();
          }}
          onExpand={(id, expanded) =>
            setClosed((was) => {
              const next = new Set(was);
              if (expanded) next.delete(id);
              else next.add(id);
              return next;
            })
          }
          onMove={(id, to) => void commands.run({ type: 'move-element', id, to })}
          onStep={(id, direction) => commands.act(direction, id)}
          onMenu={(id) => {
            setActive(id);
            setMenuOpen(true);
          }}
          onActive={setActive}
        />
      )}
      <OutlineDialogs commands={commands} desk={desk} others={others} />
    </>
  );
}
