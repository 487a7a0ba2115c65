// A bare relay: passes every message on to the others of the room. It validates nothing, keeps nothing and
// answers no sync: the limit that no server with `ws` can beat.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { serve } from './child.mjs';

const rooms = new Map();
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket, request) => {
  const room = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, room.add(socket));
  socket.binaryType = 'nodebuffer';
  socket.on('message', (data) => {
    for (const other of room) if (other !== socket) other.send(data);
  });
  socket.on('close', () => room.delete(socket));
});
http.listen(0, '127.0.0.1', () => serve(http.address().port, async () => http.close()));
