import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture } from './fixtures.ts';
import { getRefusal } from './refusal.ts';
import { packed } from './zip-writer.ts';

const file = readFileSync(fixture('parameters.legacy.pth'));
const system = file.indexOf('little_endian') + 'little_endian'.length;

/** Copies the file with other bytes at a position. */
function change(position: number, ...bytes: readonly number[]): Buffer {
  const copy = Buffer.from(file);
  copy.set(bytes, position);
  return copy;
}

test('refuses bytes after the last storage', async () => {
  expect(await getRefusal(Buffer.concat([file, Buffer.of(0)]))).toMatch('after its end');
});

test('refuses a file truncated at any position', async () => {
  for (let length = 0; length < file.length; length += 1) {
    expect(await getRefusal(file.subarray(0, length))).toBeDefined();
  }
});

test('refuses another magic number', async () => {
  expect(await getRefusal(change(4, 0))).toBe('it is a pickle, but not one that torch.save wrote');
});

test('refuses big-endian numbers', async () => {
  const value = file.indexOf(0x88, system);
  expect(await getRefusal(change(value, 0x89))).toMatch('little-endian');
});

test('refuses a storage of another length than in its pickle', async () => {
  const position = file.lastIndexOf(packed('Q', 4));
  expect(await getRefusal(change(position, 3))).toMatch('does not have the length it declares');
  expect(await getRefusal(change(position, ...Array(7).fill(255)))).toMatch('impossible size');
});
