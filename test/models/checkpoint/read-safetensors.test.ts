import { expect, test } from 'vitest';
import { getRefusal } from './refusal.ts';
import { packed } from './zip-writer.ts';

const valid = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };

function createFile(header: unknown, bytes = 8): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  return Buffer.concat([packed('Q', json.length), json, Buffer.alloc(bytes)]);
}

test('skips metadata and spaces', async () => {
  const header = JSON.stringify({ __metadata__: { 'a:"b': 'c:\\' }, weight: valid }, null, 2);
  expect(await getRefusal(createFile(`${header}   `))).toBeUndefined();
});

const damaged = 'its header is not the JSON of a safetensors file';
const second = { ...valid, data_offsets: [8, 16] };

test.each([
  [
    'a type of eight bits',
    { w: { ...valid, dtype: 'F8_E4M3' } },
    8,
    'has the unknown type "F8_E4M3"',
  ],
  ['a shape of other bytes', { w: { ...valid, shape: [3] } }, 8, 'tensor'],
  ['a shape of no numbers', { w: { ...valid, shape: Array(9999).fill('') } }, 8, 'describe'],
  ['a negative size', { w: { ...valid, shape: [-2] } }, 8, 'does not describe the tensor "w"'],
  ['a shape that overflows', { w: { ...valid, shape: [2 ** 52, 2 ** 52] } }, 8, 'impossibly large'],
  ['another field', { w: { ...valid, extra: 1 } }, 8, 'does not describe the tensor "w"'],
  ['offsets that go back', { w: { ...valid, data_offsets: [8, 0] } }, 8, 'overlap'],
  ['offsets that are no numbers', { w: { ...valid, data_offsets: ['0', '8'] } }, 8, 'describe'],
  ['half an element', { w: { ...valid, data_offsets: [0, 7] } }, 7, 'bytes|beyond'],
  ['an overlap', { v: valid, w: valid }, 8, 'overlap'],
  ['a gap', { v: valid, w: { ...valid, data_offsets: [9, 17] } }, 17, 'leave gaps'],
  ['bytes after the last tensor', { w: valid }, 9, 'after its end'],
  ['missing bytes', { v: valid, w: second }, 15, 'truncated'],
  [
    'a name twice',
    `{"w":${JSON.stringify(valid)},"w":${JSON.stringify(valid)}}`,
    8,
    'same name twice',
  ],
  ['no tensors', {}, 0, 'it has no tensors'],
  ['a list', '{"w":[]}', 8, damaged],
  ['broken JSON', '{"w":', 8, damaged],
  ['lists within lists', `{"w":${'['.repeat(200_000)}`, 8, damaged],
  ['a flood of objects', `{"w":[${'{},'.repeat(300_000)}`, 8, 'longer than any network'],
])('refuses %s', async (...[, header, bytes, message]) => {
  expect(await getRefusal(createFile(header, bytes))).toMatch(new RegExp(message));
});

test.each([
  ['beyond the end', 1000, 'truncated'],
  ['of four gigabytes', 2 ** 32, 'impossible length'],
  ['of 2^63 bytes', 2 ** 63, 'impossible size'],
])('refuses a header %s', async (_, length, message) => {
  const file = createFile({ w: valid });
  file.set(packed('Q', length));
  expect(await getRefusal(file)).toMatch(message);
});
