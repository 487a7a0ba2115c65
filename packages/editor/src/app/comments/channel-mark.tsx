/** A channel as it is seen everywhere: a glyph, the name, and a look of its own, never the colour alone. */
import { Globe, LockKeyhole, Scale, UsersRound, type LucideIcon } from 'lucide-react';
import type { Channel } from '@travaux/workflow/comments';

const glyphs: Readonly<Record<Channel['kind'], LucideIcon>> = {
  delegation: LockKeyhole,
  parties: UsersRound,
  committee: Scale,
  observers: Globe,
};

export function ChannelMark({ channel, name }: { readonly channel: Channel; readonly name: string }) {
  const Glyph = glyphs[channel.kind];
  return (
    <span className={`channel-mark channel-${channel.kind}`}>
      <Glyph aria-hidden="true" /> {name}
    </span>
  );
}
