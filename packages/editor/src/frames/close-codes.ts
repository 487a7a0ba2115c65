/**
 * Why the server ended a room's session. y-websocket 3.1 stops reconnecting on 4400 to 4499 and tries again
 * on everything else, so a code says at once what the client has to do. The table is in PROTOCOL.md.
 */
export const closeCodes = {
  /** Signed out, or the session ended. */
  signedOut: 4401,
  /** No right to this room. */
  notAllowed: 4403,
  /** No such room, or it was deleted. */
  unknownRoom: 4404,
  /** The clause is frozen: the edit came after the freeze. Words are set aside. */
  frozen: 4409,
  /** Frame or document over a limit. */
  tooLarge: 4413,
  /** The update is not one that an honest client sends: malformed, foreign clientID, outside the schema. */
  refusedUpdate: 4422,
  /** The client speaks another schema version: reload the page. */
  outdatedClient: 4426,
  /** Too many frames or bytes: wait. */
  tooManyRequests: 4529,
  /** The server is going down or cannot write: try again later. */
  tryLater: 4503,
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];
