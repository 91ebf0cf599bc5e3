import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture } from './fixtures.ts';
import { refusalOf } from './refused.ts';
import { packed } from './zip-writer.ts';

const file = readFileSync(fixture('parameters.legacy.pth'));
const system = file.indexOf('little_endian') + 'little_endian'.length;

/** A copy in which bytes are other ones. */
function changed(position: number, ...bytes: readonly number[]): Buffer {
  const copy = Buffer.from(file);
  copy.set(bytes, position);
  return copy;
}

test('bytes behind the last storage are refused', async () => {
  expect(await refusalOf(Buffer.concat([file, Buffer.of(0)]))).toMatch('behind its end');
});

test('a file that is cut short is refused wherever the cut is', async () => {
  for (let length = 0; length < file.length; length += 1) {
    expect(await refusalOf(file.subarray(0, length))).toBeDefined();
  }
});

test('another magic number is refused', async () => {
  expect(await refusalOf(changed(4, 0))).toBe('it is a pickle, but not one that torch.save wrote');
});

test('big-endian numbers are refused', async () => {
  const value = file.indexOf(0x88, system);
  expect(await refusalOf(changed(value, 0x89))).toMatch('little-endian');
});

test('a storage of another length than its pickle says is refused', async () => {
  const position = file.lastIndexOf(packed('Q', 4));
  expect(await refusalOf(changed(position, 3))).toMatch('has another length than it says');
  expect(await refusalOf(changed(position, ...Array(7).fill(255)))).toMatch('impossible size');
});
