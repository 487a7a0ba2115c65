/**
 * Message numbers inside a clause room: those of y-protocols, and our own acknowledgement, which a stock
 * y-websocket client logs and ignores.
 */
export const messageSync = 0;
export const messageAwareness = 1;
export const messageQueryAwareness = 3;
/**
 * server → client: `102 • varUint(n)`: the first n update-carrying messages (SyncStep2 or Update) of this
 * session are on disk.
 */
export const messageSaved = 102;
