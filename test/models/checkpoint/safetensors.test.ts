import { expect, test } from 'vitest';
import { refusalOf } from './refused.ts';
import { packed } from './zip-writer.ts';

const usual = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };

function fileOf(header: unknown, bytes = 8): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  return Buffer.concat([packed('Q', json.length), json, Buffer.alloc(bytes)]);
}

test('metadata and spaces are passed over', async () => {
  const header = JSON.stringify({ __metadata__: { 'a:"b': 'c:\\' }, weight: usual }, null, 2);
  expect(await refusalOf(fileOf(`${header}   `))).toBeUndefined();
});

const damaged = 'its header is not the JSON of a safetensors file';
const second = { ...usual, data_offsets: [8, 16] };

test.each([
  [
    'a type of eight bits',
    { w: { ...usual, dtype: 'F8_E4M3' } },
    8,
    'has the unknown type "F8_E4M3"',
  ],
  ['a shape of other bytes', { w: { ...usual, shape: [3] } }, 8, 'tensor'],
  ['a shape of no numbers', { w: { ...usual, shape: Array(9999).fill('') } }, 8, 'describe'],
  ['a negative size', { w: { ...usual, shape: [-2] } }, 8, 'does not describe the tensor "w"'],
  ['a shape that overflows', { w: { ...usual, shape: [2 ** 52, 2 ** 52] } }, 8, 'impossibly large'],
  ['another field', { w: { ...usual, extra: 1 } }, 8, 'does not describe the tensor "w"'],
  ['offsets that go back', { w: { ...usual, data_offsets: [8, 0] } }, 8, 'overlap'],
  ['offsets that are no numbers', { w: { ...usual, data_offsets: ['0', '8'] } }, 8, 'describe'],
  ['half an element', { w: { ...usual, data_offsets: [0, 7] } }, 7, 'bytes|beyond'],
  ['an overlap', { v: usual, w: usual }, 8, 'overlap'],
  ['a gap', { v: usual, w: { ...usual, data_offsets: [9, 17] } }, 17, 'leave gaps'],
  ['bytes behind the last tensor', { w: usual }, 9, 'behind its end'],
  ['missing bytes', { v: usual, w: second }, 15, 'cut short'],
  [
    'a name twice',
    `{"w":${JSON.stringify(usual)},"w":${JSON.stringify(usual)}}`,
    8,
    'a name twice',
  ],
  ['no tensors', {}, 0, 'it holds no tensors'],
  ['a list', '{"w":[]}', 8, damaged],
  ['broken JSON', '{"w":', 8, damaged],
  ['lists within lists', `{"w":${'['.repeat(200_000)}`, 8, damaged],
  ['a flood of objects', `{"w":[${'{},'.repeat(300_000)}`, 8, 'longer than any network'],
])('%s is refused', async (...[, header, bytes, sentence]) => {
  expect(await refusalOf(fileOf(header, bytes))).toMatch(new RegExp(sentence));
});

test.each([
  ['beyond the end', 1000, 'cut short'],
  ['of four gigabytes', 2 ** 32, 'impossible length'],
  ['of 2^63 bytes', 2 ** 63, 'impossible size'],
])('a header %s is refused', async (_, length, sentence) => {
  const file = fileOf({ w: usual });
  file.set(packed('Q', length));
  expect(await refusalOf(file)).toMatch(sentence);
});
