/** How much comments may hold. Lengths are in UTF-16 code units. */

/** Longest comment: about 900 words. */
export const maxCommentLength = 5000;
/** Longest quotation that a comment is anchored on. */
export const maxQuoteLength = 2000;
/** Words kept on each side of a quotation, to find it again. */
export const maxContextLength = 120;
/** Longest relative position, in characters of base64. */
export const maxPositionLength = 400;
/** Most mentions in one comment. */
export const maxMentions = 20;
export const maxThreads = 20_000;
export const maxCommentsInThread = 500;
/** Most windows of one organisation. */
export const maxWindows = 100;
/** Most credentials that one organisation draws for one agreement. */
export const maxCredentials = 50;
/** Organisations that must hold credentials before one may be used: with fewer, a pseudonym would hide nobody. */
export const fewestCredentialHolders = 2;
