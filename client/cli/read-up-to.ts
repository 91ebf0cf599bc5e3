import { refuseTooLarge } from '../../functions/image/refuse-too-large.ts';

/**
 * Reads a stream into memory, at most `limit` bytes of it: it may be endless.
 *
 * @throws ImageError `IMAGE_TOO_LARGE`
 */
export async function readUpTo(stream: NodeJS.ReadableStream, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    refuseTooLarge(bytes, limit);
  }
  return Buffer.concat(chunks);
}
