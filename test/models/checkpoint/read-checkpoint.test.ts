import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CheckpointError } from '../../../models/checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { expected, fixture, writeTemporary } from './fixtures.ts';
import { getRefusal } from './refusal.ts';

function toBytes(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

describe.each(['tiny-resnet18.pth', 'tiny-resnet18.legacy.pth', 'tiny-resnet18.safetensors'])(
  '%s',
  (name) => {
    test('has the names, types, shapes and bytes that PyTorch reads', async () => {
      const found = [...(await readCheckpoint(fixture(name)))].map(
        ([key, { dtype, shape, data }]) => {
          const sha256 = createHash('sha256').update(toBytes(data)).digest('hex');
          return [key, { dtype, shape, sha256 }] as const;
        },
      );
      expect(Object.fromEntries(found)).toEqual(expected['tiny-resnet18']);
    });

    test('has float32 weights', async () => {
      const weight = (await readCheckpoint(fixture(name))).get('conv1.weight');
      expect(weight?.data).toBeInstanceOf(Float32Array);
      expect(weight?.shape).toEqual([8, 3, 7, 7]);
    });
  },
);

test('names are in the order of the state dict', async () => {
  const names = [...(await readCheckpoint(fixture('tiny-resnet18.pth'))).keys()];
  expect(names).toEqual(Object.keys(expected['tiny-resnet18'] ?? {}));
});

test.each(Object.keys(expected).filter((name) => name !== 'tiny-resnet18'))(
  '%s has the tensors that PyTorch reads',
  async (name) => {
    const found = [...(await readCheckpoint(fixture(name)))].map(
      ([key, { dtype, shape, data }]) => {
        const numbers = Array.from<number | bigint>(data as ArrayLike<number | bigint>);
        return [key, { dtype, shape, data: numbers.map(Number) }] as const;
      },
    );
    const expectedTensors = Object.entries(expected[name] ?? {}).map(
      ([key, { dtype, shape, data }]) => {
        return [key, { dtype, shape, data: data.map(parseNumber) }] as const;
      },
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expectedTensors));
  },
);

/** Parses a number as Python writes it: `inf`, `-inf` and `nan`. */
function parseNumber(value: number | string): number {
  return typeof value === 'number' ? value : Number(value.replace('inf', 'Infinity'));
}

test('reads tensors that share a storage once', async () => {
  const views = await readCheckpoint(fixture('views.pth'));
  expect(views.get('tied')).toBe(views.get('base'));
  expect(views.get('half_tied')).toBe(views.get('half'));
  expect(views.get('row')?.data.buffer).toBe(views.get('base')?.data.buffer);
});

const posix = test.skipIf(process.platform === 'win32');

test('the message names the file', async () => {
  const path = writeTemporary(Buffer.from('not a checkpoint'));
  const reading = readCheckpoint(path);
  await expect(reading).rejects.toThrow(CheckpointError);
  await expect(reading).rejects.toThrow(
    `Cannot read the checkpoint ${path}: it is neither a file of torch.save nor a safetensors file`,
  );
});

test('the message names a missing file', async () => {
  await expect(readCheckpoint(join(tmpdir(), 'no-such.pth'))).rejects.toThrow(
    /no-such\.pth: ENOENT/,
  );
});

test('refuses an empty file', async () => {
  expect(await getRefusal(Buffer.alloc(0))).toMatch('neither');
});

test('refuses a folder', async () => {
  expect(await getRefusal(tmpdir())).toBe('it is not a regular file');
});

posix('refuses an endless device', async () => {
  expect(await getRefusal('/dev/zero')).toBe('it is not a regular file');
});

posix('refuses a pipe without a writer', async () => {
  const pipe = `${writeTemporary(Buffer.alloc(0))}.pipe`;
  execFileSync('/usr/bin/env', ['mkfifo', pipe]);
  expect(await getRefusal(pipe)).toBe('it is not a regular file');
});
