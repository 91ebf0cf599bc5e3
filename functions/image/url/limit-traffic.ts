import type { Socket } from 'node:net';
import { unreachable } from './failure.ts';

/** Room for headers, sizes of chunks and encryption; browsers take headers of 16 to 256 kB. */
const overheadBytes = 1_000_000;
const checkMs = 20;

/**
 * Closes a connection through which more bytes come than a picture may have. Limits of the body do not
 * count floods of early hints (status 103), trailers or names of chunks.
 *
 * @param maxBytes Bytes of the picture.
 */
export function limitTraffic(socket: Socket, maxBytes: number): void {
  // A listener for data would take it from its reader.
  const check = setInterval(() => {
    if (socket.bytesRead > maxBytes + overheadBytes) socket.destroy(unreachable('protocol'));
  }, checkMs);
  socket.once('close', () => clearInterval(check));
}
