import type { IncomingMessage, ServerResponse } from 'node:http';

/** A client that sends nothing for this many milliseconds has stopped sending. */
const idleMs = 1_000;
/** Maximum time in milliseconds for a client to send a body that nobody reads. */
const totalMs = 10_000;

/**
 * Closes the connection after a response that is sent before its request has been read, such as 404 or
 * 413, because the rest of the body would have to be read before the next request. Waits until the
 * client has stopped sending: closing with bytes unread would reset the TCP connection, and the client
 * could lose the response (a "lingering close": https://www.rfc-editor.org/rfc/rfc9112#section-9.6-9).
 */
export function closeAfterUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  if (!hasBody(request)) return;
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    if (!request.complete) {
      response.shouldKeepAlive = false;
      closeOnceSent(request);
    }
    return writeHead(...head);
  };
}

/** Whether the headers of a request announce a body: RFC 9112, 6.3. */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Delays `destroySoon`, with which Node closes the connection when the response is written. */
function closeOnceSent(request: IncomingMessage): void {
  const { socket } = request;
  const destroySoon = socket.destroySoon.bind(socket);
  let waiting = false;
  socket.destroySoon = () => {
    if (waiting) return;
    waiting = true;
    let idle = setTimeout(close, idleMs);
    const total = setTimeout(close, totalMs);
    function close(): void {
      clearTimeout(idle);
      clearTimeout(total);
      destroySoon();
    }
    // A web stream made of the request would pause it again.
    request.removeAllListeners('data');
    request.on('data', () => {
      clearTimeout(idle);
      idle = setTimeout(close, idleMs);
    });
    for (const end of ['end', 'error', 'close']) request.once(end, close);
    request.resume();
    if (request.complete) close();
  };
}
