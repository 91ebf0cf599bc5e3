import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Reply } from '../run/client.ts';
import { Fault } from '../run/fault.ts';

/** Bytes to write, or a pause in milliseconds. */
export type Piece = Buffer | string | number;

export interface Exchange {
  readonly received: Buffer;
  /** How the connection ended; `open` if it had not when the time was over. */
  readonly ended: 'closed' | 'reset' | 'refused' | 'open';
  /** Milliseconds from the first byte written to the end. */
  readonly ms: number;
  /** When it was connected, on the clock of `performance.now()`; null if it never was. */
  readonly connected: number | null;
}

/**
 * Opens a connection, writes the pieces, and reads until the other side closes it. Never throws.
 *
 * @param patience Milliseconds until it is given up.
 */
export async function exchange(
  port: number,
  pieces: readonly Piece[],
  patience = 10_000,
): Promise<Exchange> {
  const socket = connect(port, '127.0.0.1').setNoDelay().setMaxListeners(0);
  const start = performance.now();
  const chunks: Buffer[] = [];
  let failure: NodeJS.ErrnoException | undefined;
  let connected: number | null = null;
  socket.once('connect', () => {
    connected = performance.now();
  });
  const closed = new Promise<boolean>((resolve) => {
    socket.on('error', (error) => {
      failure ??= error;
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('end', () => resolve(true));
    socket.once('close', () => resolve(true));
  });
  void writePieces(socket, pieces);
  const isClosed = await Promise.race([closed, setTimeout(patience, false, { ref: false })]);
  const ms = performance.now() - start;
  socket.destroy();
  const received = Buffer.concat(chunks);
  if (failure?.code === 'ECONNREFUSED') return { received, ended: 'refused', ms, connected };
  if (failure) return { received, ended: 'reset', ms, connected };
  return { received, ended: isClosed ? 'closed' : 'open', ms, connected };
}

async function writePieces(socket: Socket, pieces: readonly Piece[]): Promise<void> {
  for (const piece of pieces) {
    if (typeof piece === 'number') await setTimeout(piece);
    else if (socket.writable && !socket.write(piece)) await drained(socket);
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
}

/**
 * Reads the answers to one request or several.
 *
 * @throws Fault if there are none, or the bytes are not HTTP.
 */
export function parseReplies({ received, ended }: Exchange): Reply[] {
  if (received.length === 0) throw new Fault(`no answer, and the connection was ${ended}`);
  const replies: Reply[] = [];
  for (let rest = received; rest.length > 0; ) {
    const [reply, length] = parseReply(rest);
    // An interim answer, such as 100 Continue, is none.
    if (reply.status >= 200) replies.push(reply);
    rest = rest.subarray(length);
  }
  return replies;
}

function parseReply(bytes: Buffer): [Reply, number] {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.toString('latin1', 0, end === -1 ? bytes.length : end);
  const [first = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
  if (!status || end === -1)
    throw new Fault(`the answer is not HTTP: ${JSON.stringify(first.slice(0, 80))}`);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [name = '', value = ''] = line.split(/: ?(.*)/s);
    headers[name.toLowerCase()] = value;
  }
  const at = end + 4;
  if (headers['transfer-encoding'] === 'chunked') {
    const [body, length] = parseChunks(bytes.subarray(at));
    return [{ status, headers, body }, at + length];
  }
  const length = Number(headers['content-length'] ?? 0);
  return [{ status, headers, body: bytes.subarray(at, at + length) }, at + length];
}

function parseChunks(bytes: Buffer): [Buffer, number] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, end), 16);
    if (size === 0) return [Buffer.concat(chunks), end + 4];
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  throw new Fault('the answer broke off within its chunks');
}
