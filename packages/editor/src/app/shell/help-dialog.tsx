/** The help: every key, from the registry of the views and that of the screen. */
import { editorActions } from '../../views/editor-actions.ts';
import type { ActionGroup } from '../../views/actions.ts';
import { blockKeys } from '../../views/blocks/plugin.ts';
import '../messages/writing.ts';
import { t, type MessageKey } from '../messages/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { actionName } from './action-names.ts';
import { shownKey } from './keys.ts';

const groups: readonly ActionGroup[] = [
  'history',
  'style',
  'emphasis',
  'structure',
  'insert',
  'block',
  'table',
  'find',
  'navigate',
];

const screenKeys: readonly { readonly keys: string; readonly message: MessageKey }[] = [
  { keys: 'Alt-0', message: 'key.help' },
  { keys: 'F6', message: 'key.regions' },
  { keys: 'Alt-F10', message: 'key.toolbar' },
  { keys: 'Mod-f', message: 'key.find' },
  { keys: 'Ctrl-Alt-m', message: 'key.comment' },
  { keys: 'F8', message: 'key.nextComment' },
  { keys: 'Shift-F8', message: 'key.previousComment' },
  { keys: 'Ctrl-Alt-Shift-q', message: 'key.quiet' },
  { keys: 'Ctrl-Alt-Shift-j', message: 'key.goTo' },
  { keys: 'Alt-ArrowUp', message: 'key.moveUp' },
  { keys: 'Alt-ArrowDown', message: 'key.moveDown' },
];

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t('help.title')} onClose={onClose} wide>
      <p>{t('help.intro')}</p>
      <div className="help-columns">
        <section>
          <h3>{t('help.screen')}</h3>
          <dl className="keys">
            {screenKeys.map(({ keys, message }) => (
              <div key={keys}>
                <dt>{t(message)}</dt>
                <dd>
                  <kbd>{shownKey(keys)}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
        {groups.map((group) => {
          const actions = editorActions.filter((action) => action.group === group && action.keys.length > 0);
          if (actions.length === 0) return null;
          return (
            <section key={group}>
              <h3>{t(`group.${group}`)}</h3>
              <dl className="keys">
                {actions.map((action) => (
                  <div key={action.id}>
                    <dt>{actionName(action.id)}</dt>
                    <dd>
                      {action.keys.map((key) => (
                        <kbd key={key}>{shownKey(key)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
                {group === 'block' &&
                  blockKeys.map(({ keys, message }) => (
                    <div key={keys}>
                      <dt>{t(message)}</dt>
                      <dd>
                        <kbd>{shownKey(keys)}</kbd>
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          );
        })}
      </div>
      <h3>{t('help.slash')}</h3>
      <p>{t('help.slashText')}</p>
    </Dialog>
  );
}
