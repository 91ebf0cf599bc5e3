import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { expected, fixture } from './fixtures.ts';

function bytesOf(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

describe.each(['tiny-resnet18.pth', 'tiny-resnet18.legacy.pth', 'tiny-resnet18.safetensors'])(
  '%s',
  (name) => {
    test('has the names, types, shapes and bytes that PyTorch reads', async () => {
      const found = [...(await readCheckpoint(fixture(name)))].map(
        ([key, { dtype, shape, data }]) => {
          const sha256 = createHash('sha256').update(bytesOf(data)).digest('hex');
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

test('names stand in the order of the state dict', async () => {
  const names = [...(await readCheckpoint(fixture('tiny-resnet18.pth'))).keys()];
  expect(names).toEqual(Object.keys(expected['tiny-resnet18'] ?? {}));
});

test.each(Object.keys(expected).filter((name) => name !== 'tiny-resnet18'))(
  '%s holds what PyTorch reads',
  async (name) => {
    const found = [...(await readCheckpoint(fixture(name)))].map(
      ([key, { dtype, shape, data }]) => {
        const numbers = Array.from<number | bigint>(data as ArrayLike<number | bigint>);
        return [key, { dtype, shape, data: numbers.map(Number) }] as const;
      },
    );
    const wanted = Object.entries(expected[name] ?? {}).map(([key, { dtype, shape, data }]) => {
      return [key, { dtype, shape, data: data.map(numberOf) }] as const;
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  },
);

/** Python writes `inf`, `-inf` and `nan`. */
function numberOf(value: number | string): number {
  return typeof value === 'number' ? value : Number(value.replace('inf', 'Infinity'));
}

test('tensors that share a storage are read once', async () => {
  const views = await readCheckpoint(fixture('views.pth'));
  expect(views.get('tied')).toBe(views.get('base'));
  expect(views.get('half_tied')).toBe(views.get('half'));
  expect(views.get('row')?.data.buffer).toBe(views.get('base')?.data.buffer);
});
