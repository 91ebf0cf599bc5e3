import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { collectBytes, TooManyChunksError } from '../../../functions/shared/collect-bytes.ts';

/** A stream of chunks of these lengths; byte i has the value i, modulo 256. */
function stream(lengths: readonly number[]): Readable {
  let at = 0;
  const chunks = lengths.map((length) => {
    const chunk = Buffer.from(Uint8Array.from({ length }, (_, i) => at + i));
    at += length;
    return chunk;
  });
  const readable = new Readable({ read: () => undefined });
  for (const chunk of chunks) readable.push(chunk);
  readable.push(null);
  return readable;
}

test.each([[[]], [[0, 0]], [[1]], [[65_536]], [[65_535, 2]], [[3, 0, 70_000, 1, 200_000]]])(
  'chunks of %j bytes are joined',
  async (lengths) => {
    const total = lengths.reduce((sum, length) => sum + length, 0);
    for (const expected of [0, total, total + 5]) {
      const bytes = await collectBytes(stream(lengths), {
        expectedBytes: expected,
        maxBytes: 1_000_000,
      });
      expect(bytes).toHaveLength(total);
      expect(bytes.every((value, i) => value === i % 256)).toBe(true);
    }
  },
);

test('a stream of tiny chunks is refused', async () => {
  const maxBytes = 1_000_000;
  const send = (count: number): Readable => {
    let left = count;
    return new Readable({
      read() {
        left -= 1;
        // Later, so that chunks do not join.
        setImmediate(() => this.push(left < 0 ? null : Buffer.from('x')));
      },
    });
  };
  expect(await collectBytes(send(50_000), { maxBytes })).toHaveLength(50_000);
  await expect(collectBytes(send(50_001), { maxBytes })).rejects.toBeInstanceOf(TooManyChunksError);
});
