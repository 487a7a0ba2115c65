/** The name of a channel in filters and caches; apart from its rules, which no screen needs. */
import type { Channel } from './channel.ts';

/** One string for each channel: `delegation TOR`, `observers`. */
export function channelKey(channel: Channel): string {
  switch (channel.kind) {
    case 'delegation':
      return `delegation ${channel.party}`;
    case 'committee':
      return `committee ${channel.body}`;
    case 'parties':
    case 'observers':
      return channel.kind;
  }
}
