/**
 * The toolbar over the page: one, static, acting on the editor that has or had the caret. Its buttons, words and
 * keys come from the registry of the views.
 */
import {
  BadgeCheck,
  Bold,
  CircleQuestionMark,
  Eraser,
  Heading1,
  Heading2,
  Heading3,
  IndentDecrease,
  IndentIncrease,
  Italic,
  Link2,
  List,
  ListOrdered,
  Pilcrow,
  Quote,
  Redo2,
  Search,
  Space,
  Subscript,
  Superscript,
  Table,
  TextQuote,
  Underline,
  Undo2,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import { Fragment } from 'react';
import { Group } from 'react-aria-components/Group';
import { Toolbar as AriaToolbar } from 'react-aria-components/Toolbar';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import type { ActionGroup, EditorAction } from '../../views/actions.ts';
import { t } from '../messages/messages.ts';
import { actionName } from '../shell/action-names.ts';
import { shownKey } from '../shell/keys.ts';
import { useWatched } from '../ui/watch.ts';
import type { TextDesk } from './text-desk.ts';

const icons: Readonly<Record<string, LucideIcon>> = {
  undo: Undo2,
  redo: Redo2,
  paragraph: Pilcrow,
  heading1: Heading1,
  heading2: Heading2,
  heading3: Heading3,
  bold: Bold,
  italic: Italic,
  underline: Underline,
  superscript: Superscript,
  subscript: Subscript,
  link: Link2,
  clear: Eraser,
  list: ListOrdered,
  dashes: List,
  indent: IndentIncrease,
  outdent: IndentDecrease,
  quotation: Quote,
  reference: Waypoints,
  footnote: TextQuote,
  block: BadgeCheck,
  table: Table,
  find: Search,
  invisibles: Space,
  help: CircleQuestionMark,
};

const groups: readonly ActionGroup[] = [
  'history',
  'style',
  'emphasis',
  'structure',
  'insert',
  'table',
  'find',
  'navigate',
];

/** These work without a caret in the text. */
const always = new Set(['find', 'help']);

export function Toolbar({
  desk,
  editable,
  onFind,
  onHelp,
}: {
  readonly desk: TextDesk;
  readonly editable: boolean;
  readonly onFind: () => void;
  readonly onHelp: () => void;
}) {
  useWatched(desk.mounted, 0);
  const state = useWatched(desk.toolbar, null);
  const actions = (desk.live.module?.editorActions ?? []).filter((action) => action.toolbar);

  const run = (action: EditorAction) => {
    const { editor } = desk;
    if (editor) {
      action.run(editor.view.state, (tr) => editor.view.dispatch(tr), editor.view);
      // Forms that an action has opened take the focus themselves.
      if (!always.has(action.id) && !document.activeElement?.closest('.tx-popover')) editor.view.focus();
    } else if (action.id === 'find') onFind();
    else if (action.id === 'help') onHelp();
  };

  return (
    <div id="toolbar" className="toolbar-place">
      <AriaToolbar className="toolbar" aria-label={t('region.toolbar')}>
        {actions.length === 0 && <span className="toolbar-waiting" aria-hidden="true" />}
        {groups.map((group) => {
          const members = actions.filter((action) => action.group === group);
          if (members.length === 0) return null;
          return (
            <Fragment key={group}>
              <Group className="toolbar-group" aria-label={t(`group.${group}`)}>
                {members.map((action) => {
                  const Icon = icons[action.id] ?? Pilcrow;
                  const name = actionName(action.id);
                  const disabled =
                    !always.has(action.id) && (!editable || state === null || state.disabled.has(action.id));
                  return (
                    <TooltipTrigger key={action.id} delay={400}>
                      <ToggleButton
                        className="toolbar-button"
                        aria-label={name}
                        aria-keyshortcuts={undefined}
                        isDisabled={disabled}
                        isSelected={state?.active.has(action.id) ?? false}
                        preventFocusOnPress
                        onChange={() => run(action)}
                      >
                        <Icon aria-hidden="true" />
                      </ToggleButton>
                      <Tooltip className="tooltip" placement="bottom">
                        {name}
                        {action.keys[0] !== undefined && <kbd>{shownKey(action.keys[0])}</kbd>}
                      </Tooltip>
                    </TooltipTrigger>
                  );
                })}
              </Group>
            </Fragment>
          );
        })}
      </AriaToolbar>
    </div>
  );
}
