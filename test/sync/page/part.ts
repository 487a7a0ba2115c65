/** A part of the page that is loaded only when somebody wants it. */
export const word = 'loaded later';
