// @y/websocket-server of the Yjs 13 line, with its LevelDB persistence as documented (YPERSISTENCE).
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { serve } from './child.mjs';

const { setupWSConnection, docs, getPersistence } = await import('@y/websocket-server/utils');
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket, request) => setupWSConnection(socket, request));
http.listen(0, '127.0.0.1', () =>
  serve(http.address().port, async () => {
    for (const name of docs.keys()) await getPersistence()?.provider.flushDocument(name);
    await getPersistence()?.provider.destroy();
  }),
);
