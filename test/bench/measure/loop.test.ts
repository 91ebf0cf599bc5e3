import { expect, onTestFinished, test } from 'vitest';
import { picturePath } from '../../support/fixtures.ts';
import { Loop } from './loop.ts';
import { createPeer } from './peer.ts';

async function start(classify: string): Promise<Loop> {
  const loop = await Loop.start(createPeer(classify));
  onTestFinished(() => loop.stop());
  return loop;
}

test('times a picture in another process, one after the other', async () => {
  const loop = await start('async (bytes, topK) => Array(bytes.length > 1_000 ? topK : 0)');
  expect(await loop.classify(picturePath('coffee'), 5)).toBeGreaterThan(0);
  expect(await loop.classify(picturePath('china'), 100)).toBeGreaterThan(0);
});

test('does not take an answer with another number of classes', async () => {
  const loop = await start('async () => [1, 2]');
  await expect(loop.classify(picturePath('coffee'), 5)).rejects.toThrow('2 classes instead of 5');
});

test('passes on why a picture cannot be classified, and goes on', async () => {
  const loop = await start(
    'async (bytes, topK) => { if (topK === 5) throw new Error("too many"); return [1]; }',
  );
  await expect(loop.classify(picturePath('coffee'), 5)).rejects.toThrow('too many');
  expect(await loop.classify(picturePath('coffee'), 1)).toBeGreaterThan(0);
});

test('says what a process wrote that ends instead of starting', async () => {
  const peer = createPeer('(() => { throw new Error("no model") })()');
  await expect(Loop.start(peer)).rejects.toThrow('no model');
});

test('says that a program does not exist', async () => {
  const peer = createPeer('async () => []');
  await expect(Loop.start({ ...peer, loop: ['/nonexistent/python'] })).rejects.toThrow('ENOENT');
});
