import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Connection {
  /** Whether a request has come. */
  isUsed: boolean;
  /** Requests without an answer. */
  open: number;
}

/**
 * Knows the connections of a server, to end it without losing a request: Node would also close those
 * whose first request it has not read yet, and the client would see a reset.
 */
export class Connections {
  readonly #connections = new Map<Socket, Connection>();
  #lastOpenedAt = 0;
  #isEnding = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#lastOpenedAt = performance.now();
      this.#connections.set(socket, { isUsed: false, open: 0 });
      socket.once('close', () => this.#connections.delete(socket));
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const connection = this.#connections.get(request.socket);
      if (!connection) return;
      connection.isUsed = true;
      connection.open += 1;
      if (this.#isEnding) response.shouldKeepAlive = false;
      response.once('close', () => {
        connection.open -= 1;
      });
    });
  }

  /** From now on, each connection ends with its next answer. */
  endWithAnswers(): void {
    this.#isEnding = true;
  }

  /** Milliseconds since a client connected. */
  get quietMs(): number {
    return performance.now() - this.#lastOpenedAt;
  }

  /** Closes connections without a request; those that have had none at all only if `andUnused`. */
  closeIdle({ andUnused }: { readonly andUnused: boolean }): void {
    for (const [socket, { isUsed, open }] of this.#connections) {
      if (open === 0 && (isUsed || andUnused)) socket.destroySoon();
    }
  }
}
