import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixture } from './fixtures.ts';
import { checkpoint, stateDict } from './pickle/pickle-writer.ts';
import { getRefusal } from './refusal.ts';

/** A change of a file: bytes flip, are removed, repeated or inserted. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.nat(20),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    // Numbers that sizes are made of, and their neighbours.
    fc.constantFrom(0, 1, 0x7f, 0x80, 0xff).map((byte) => new Uint8Array(8).fill(byte)),
  ),
  keepLength: fc.boolean(),
});

function mutate(
  file: Buffer,
  changes: readonly (typeof change extends fc.Arbitrary<infer T> ? T : never)[],
): Buffer {
  return changes.reduce((bytes, { at, drop, insert, keepLength }) => {
    const start = Math.floor(at * bytes.length);
    const gone = keepLength ? insert.length : drop;
    return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + gone)]);
  }, file);
}

const changes = fc.array(change, { minLength: 1, maxLength: 4 });

/** Expects a checkpoint or a CheckpointError: `getRefusal` throws on anything else. */
async function expectNoCrash(file: Buffer): Promise<void> {
  const refusal = await getRefusal(file);
  expect(refusal === undefined || refusal.length > 10).toBe(true);
}

describe.each([
  'types.pth',
  'views.legacy.pth',
  'parameters.legacy.pth',
  'protocol-4.legacy.pth',
  'types.safetensors',
])('%s', (name) => {
  const file = readFileSync(fixture(name));

  test('gives a checkpoint or a CheckpointError after any change', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (each) => expectNoCrash(mutate(file, each))),
      { numRuns: 200 },
    );
  });

  test('gives a CheckpointError truncated at any position', async () => {
    const cut = fc.integer({ min: 0, max: file.length - 1 });
    await fc.assert(
      fc.asyncProperty(cut, async (length) => {
        expect(await getRefusal(file.subarray(0, length))).toBeDefined();
      }),
      { numRuns: 40 },
    );
  });
});

test('a changed pickle with a correct checksum gives a checkpoint or a CheckpointError', async () => {
  const view = stateDict({ shape: [2, 2], strides: [1, 2] });
  await fc.assert(
    fc.asyncProperty(changes, async (each) => expectNoCrash(checkpoint(mutate(view, each)))),
    { numRuns: 300 },
  );
});

test('any opcodes in any order give a checkpoint or a CheckpointError', async () => {
  const pieces = [...'()}]Nsuae.RQbtX\x00qh', '\x85', '\x86', '\x87', '\x88', '\x93', '\x94'];
  const words = [
    'ctorch\nFloatStorage\n',
    'ccollections\nOrderedDict\n',
    'X\x07\x00\x00\x00storage',
  ];
  const opcodes = fc.array(fc.constantFrom(...pieces, ...words, 'K\x04', 'q\x00', 'h\x00'));
  await fc.assert(
    fc.asyncProperty(opcodes, async (each) =>
      expectNoCrash(checkpoint(Buffer.from(each.join(''), 'latin1'))),
    ),
    { numRuns: 300 },
  );
});
