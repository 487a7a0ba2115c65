/**
 * Whom a comment calls: a combobox over those who can read the channel, after the ARIA pattern. Typing narrows it,
 * arrows and Enter choose, what is chosen stands below and can be taken out again.
 */
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { useState } from 'react';
import { channelKey, type Channel } from '@travaux/workflow/comments';
import { withoutDisguise } from '../../document/strange-text.ts';
import type { MentionView } from '../../frames/index.ts';
import { t } from '../messages/messages.ts';
import { announce } from '../shell/announcer.tsx';
import { SaidText } from './said-text.tsx';

export function Mentions({
  all,
  channel,
  chosen,
  onChange,
}: {
  readonly all: readonly MentionView[];
  readonly channel: Channel | null;
  readonly chosen: readonly MentionView[];
  readonly onChange: (chosen: readonly MentionView[]) => void;
}) {
  // Each choice is made in a box of its own: emptied, the same one would take that for typing and open its list.
  const [picks, setPicks] = useState(0);
  if (channel === null) return null;
  const key = channelKey(channel);
  const offered = all.flatMap((one) =>
    one.channels.includes(key) && !chosen.includes(one) ? [{ id: keyOf(one), one }] : [],
  );
  if (offered.length === 0 && chosen.length === 0) return null;
  return (
    <div className="field">
      <ComboBox
        key={picks}
        className="field"
        defaultItems={offered}
        autoFocus={picks > 0}
        onChange={(picked) => {
          const found = offered.find(({ id }) => id === picked)?.one;
          if (!found) return;
          setPicks(picks + 1);
          onChange([...chosen, found]);
          announce(t('comments.mentioned', { names: withoutDisguise(found.name) }));
        }}
      >
        <Label>{t('comments.mention')}</Label>
        <Input />
        <Popover className="popover" placement="bottom start">
          <ListBox<(typeof offered)[number]> className="menu mention-options">
            {({ id, one }) => (
              <ListBoxItem id={id} textValue={withoutDisguise(one.name)}>
                <SaidText text={one.name} plain />
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {chosen.length > 0 && (
        <ul className="mentions">
          {chosen.map((one) => (
            <li key={keyOf(one)}>
              <SaidText text={one.name} plain />{' '}
              <Button
                className="link-button"
                aria-label={t('comments.unmention', { name: withoutDisguise(one.name) })}
                onPress={() => onChange(chosen.filter((other) => other !== one))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Two people can have one name. */
function keyOf({ mention }: MentionView): string {
  return JSON.stringify(mention);
}
