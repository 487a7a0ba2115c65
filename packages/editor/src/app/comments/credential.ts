/** The browser's half of drawing a credential; its curve is loaded when somebody draws one. */
export { blindSerial, finishCredentials } from '@travaux/workflow/comments';
