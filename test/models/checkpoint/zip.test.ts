import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkpoint, stateDict } from './pickle-writer.ts';
import { refusalOf } from './refused.ts';
import { type WrittenEntry, zipOf } from './zip-writer.ts';

const numbers = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
const storage = { name: 'tiny/data/0', bytes: numbers };
const bomb = deflateRawSync(Buffer.alloc(100_000_000));

const wrong: Record<string, { sentence: string; entries: WrittenEntry[] }> = {
  'a deflated entry': {
    sentence: 'the zip entry "tiny/data/0" is compressed, which torch.save never does',
    entries: [{ ...storage, bytes: bomb, method: 8 }],
  },
  'an encrypted entry': {
    sentence: 'the zip entry "tiny/data/0" is encrypted',
    entries: [{ ...storage, flags: 1 }],
  },
  'two entries of one name': {
    sentence: 'the zip file has two entries named "tiny/data/0"',
    entries: [storage, storage],
  },
  'two pickles': {
    sentence: 'the zip file is not one that PyTorch wrote',
    entries: [{ name: 'other/data.pkl', bytes: stateDict() }],
  },
  'a wrong checksum': {
    sentence: 'the zip entry "tiny/data/0" is damaged: its checksum differs',
    entries: [{ ...storage, crc: 1 }],
  },
  'a size of four gigabytes': {
    sentence: 'the zip directory lacks a zip64 field',
    entries: [{ ...storage, claimed: 0xffffffff }],
  },
  'a size of two gigabytes': {
    sentence: 'the storage "0" is missing or of another length',
    entries: [{ ...storage, claimed: 0x7fffffff }],
  },
  'a pickle that reaches into the next entry': {
    sentence: 'the zip entry "tiny/data.pkl" reaches into the next one',
    entries: [{ name: 'tiny/data.pkl', bytes: stateDict(), claimed: 1000 }, storage],
  },
  'an entry that lies in another': {
    sentence: 'the zip entry "tiny/data.pkl" reaches into the next one',
    entries: [{ ...storage, position: 1 }],
  },
  'an entry of another name': {
    sentence: 'the zip entry "tiny/data/0" is not where the directory says',
    entries: [{ ...storage, position: 0 }],
  },
  'an entry beyond the end': {
    sentence: 'the file is cut short',
    entries: [{ ...storage, position: 1_000_000 }],
  },
  'big-endian numbers': {
    sentence: 'its numbers are not in little-endian order',
    entries: [{ name: 'tiny/byteorder', bytes: Buffer.from('big') }],
  },
};

test.each(Object.entries(wrong))('%s is refused', async (_, { sentence, entries }) => {
  expect(await refusalOf(checkpoint(stateDict(), entries))).toBe(sentence);
});

test('zip64 fields are read', async () => {
  const file = checkpoint(stateDict(), [{ ...storage, zip64: true }]);
  expect(await refusalOf(file)).toBeUndefined();
});

test('bytes behind, before and between are refused', async () => {
  const file = checkpoint(stateDict());
  const directory = file.indexOf('PK\x01\x02');
  const [one, other] = [file.subarray(0, directory), file.subarray(directory)];
  const comment = Buffer.from(file);
  comment.writeUInt16LE(2, comment.length - 2);
  for (const changed of [
    Buffer.concat([file, Buffer.of(0)]),
    Buffer.concat([Buffer.from('PK'), file]),
    Buffer.concat([one, Buffer.of(0), other]),
    Buffer.concat([comment, Buffer.from('PK')]),
    comment,
  ]) {
    expect(await refusalOf(changed)).toMatch(/zip/);
  }
});

test('a zip file of something else is refused', async () => {
  expect(await refusalOf(zipOf([]))).toBe('the zip file is not one that PyTorch wrote');
  expect(await refusalOf(zipOf([{ name: 'word/document.xml', bytes: numbers }]))).toBe(
    'the zip file is not one that PyTorch wrote',
  );
});

test('another number of entries than the end says is refused', async () => {
  const file = checkpoint(stateDict());
  file.writeUInt16LE(7, file.length - 12);
  file.writeUInt16LE(7, file.length - 14);
  expect(await refusalOf(file)).toMatch('another number of entries');
});
