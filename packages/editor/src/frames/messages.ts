/**
 * Message numbers inside a clause room: those of y-protocols, and our own two, which a stock y-websocket
 * client logs and ignores. Grammar, order and limits are in PROTOCOL.md.
 */
export const messageSync = 0;
export const messageAwareness = 1;
export const messageQueryAwareness = 3;
/**
 * server → client: `102 • varUint(n)`: the first n update-carrying messages (SyncStep2 or Update) of this
 * session are on disk.
 */
export const messageSaved = 102;
/**
 * server → client: `103 • varString(words)`: these words of an accepted update of this session found no place,
 * because what they were written in had been deleted or moved to another clause meanwhile. Nobody sees them;
 * their author is to be shown them.
 */
export const messageOrphaned = 103;

/** Inside a sync message. */
export const syncStep1 = 0;
export const syncStep2 = 1;
export const syncUpdate = 2;
