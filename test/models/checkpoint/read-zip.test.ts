import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkpoint, stateDict } from './pickle/pickle-writer.ts';
import { getRefusal } from './refusal.ts';
import { type WrittenEntry, writeZip } from './zip-writer.ts';

const numbers = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
const storage = { name: 'tiny/data/0', bytes: numbers };
const bomb = deflateRawSync(Buffer.alloc(100_000_000));

const wrong: Record<string, { message: string; entries: WrittenEntry[] }> = {
  'a deflated entry': {
    message: 'the zip entry "tiny/data/0" is compressed, which torch.save never does',
    entries: [{ ...storage, bytes: bomb, method: 8 }],
  },
  'an encrypted entry': {
    message: 'the zip entry "tiny/data/0" is encrypted',
    entries: [{ ...storage, flags: 1 }],
  },
  'two entries of one name': {
    message: 'the zip file has two entries named "tiny/data/0"',
    entries: [storage, storage],
  },
  'two pickles': {
    message: 'the zip file was not written by PyTorch; save model.state_dict() with torch.save',
    entries: [{ name: 'other/data.pkl', bytes: stateDict() }],
  },
  'a wrong checksum': {
    message: 'the zip entry "tiny/data/0" is damaged: its checksum is wrong',
    entries: [{ ...storage, crc: 1 }],
  },
  'a size of four gigabytes': {
    message: 'the zip directory lacks a zip64 field',
    entries: [{ ...storage, claimed: 0xffffffff }],
  },
  'a size of two gigabytes': {
    message: 'the storage "0" is missing or has the wrong length',
    entries: [{ ...storage, claimed: 0x7fffffff }],
  },
  'a pickle that overlaps the next entry': {
    message: 'the zip entry "tiny/data.pkl" overlaps the next one',
    entries: [{ name: 'tiny/data.pkl', bytes: stateDict(), claimed: 1000 }, storage],
  },
  'an entry inside another': {
    message: 'the zip entry "tiny/data.pkl" overlaps the next one',
    entries: [{ ...storage, position: 1 }],
  },
  'an entry of another name': {
    message: 'the zip entry "tiny/data/0" is not where the directory says',
    entries: [{ ...storage, position: 0 }],
  },
  'an entry beyond the end': {
    message: 'the file is truncated',
    entries: [{ ...storage, position: 1_000_000 }],
  },
  'big-endian numbers': {
    message: 'its numbers are not in little-endian order',
    entries: [{ name: 'tiny/byteorder', bytes: Buffer.from('big') }],
  },
};

test.each(Object.entries(wrong))('refuses %s', async (_, { message, entries }) => {
  expect(await getRefusal(checkpoint(stateDict(), entries))).toBe(message);
});

test('reads zip64 fields', async () => {
  const file = checkpoint(stateDict(), [{ ...storage, zip64: true }]);
  expect(await getRefusal(file)).toBeUndefined();
});

test('refuses bytes after, before and between', async () => {
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
    expect(await getRefusal(changed)).toMatch(/zip/);
  }
});

test('refuses other zip files', async () => {
  expect(await getRefusal(writeZip([]))).toBe(
    'the zip file was not written by PyTorch; save model.state_dict() with torch.save',
  );
  expect(await getRefusal(writeZip([{ name: 'word/document.xml', bytes: numbers }]))).toBe(
    'the zip file was not written by PyTorch; save model.state_dict() with torch.save',
  );
});

test('refuses another number of entries than declared', async () => {
  const file = checkpoint(stateDict());
  file.writeUInt16LE(7, file.length - 12);
  file.writeUInt16LE(7, file.length - 14);
  expect(await getRefusal(file)).toMatch('number of entries it declares');
});
