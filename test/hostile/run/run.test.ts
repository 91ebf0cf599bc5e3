import { expect, test } from 'vitest';
import { root } from '../../support/fixtures.ts';
import { mends } from '../mends.ts';
import { parts } from '../parts.ts';
import { Random } from '../random.ts';
import { chooseKind, countAlone } from './choose-kind.ts';
import type { Reply } from './client.ts';
import { judgeReply, readPromised } from './judge.ts';
import type { Failure } from './part.ts';
import { renderTable } from './table.ts';
import { isBad, Tally } from './tally.ts';

const promised = readPromised(root);

function createReply(status: number, body: object | string): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
}

test('answers that callers may get have a code', () => {
  expect(judgeReply(createReply(422, { code: 'CORRUPT_IMAGE' }), promised)).toBe('CORRUPT_IMAGE');
  expect(judgeReply(createReply(200, { predictions: [] }), promised)).toBe('ok');
  expect(judgeReply(createReply(408, ''), promised)).toBe('408');
  const batch = [{ error: { data: { code: 'INVALID_REQUEST' } } }, { result: { data: {} } }];
  expect(judgeReply(createReply(207, batch), promised)).toBe('INVALID_REQUEST');
});

test.each([
  [500, { code: 'INTERNAL' }, /INTERNAL/],
  [422, { code: 'SOMETHING' }, /not promised/],
  [400, { code: 'CORRUPT_IMAGE' }, /with status 400/],
  [400, { detail: 'no code' }, /without a code/],
  [400, '<html>', /not JSON/],
  [502, '', /not JSON/],
  [
    400,
    { code: 'INVALID_REQUEST', detail: 'Error\n    at f (a.js:1:2)'.repeat(2) },
    /stack or a path/,
  ],
  [400, { code: 'INVALID_REQUEST', detail: 'in /root/glimpse' }, /stack or a path/],
  [400, { code: 'INVALID_REQUEST', detail: 'x'.repeat(20_000) }, /has 2\d{4} bytes/],
])('%i %j is a fault', (status, body, message) => {
  expect(() => judgeReply(createReply(status, body), promised)).toThrow(message);
});

test('a run begins with what is always part of it, and goes on at random', () => {
  for (const part of parts) {
    const alone = countAlone(part, undefined);
    const first = Array.from({ length: alone }, (_, index) =>
      chooseKind(part, { index, seed: '1' }),
    );
    expect(first).toEqual(
      Object.keys(part.kinds).filter((name) => part.kinds[name]?.always === 'alone'),
    );
    if (!Object.values(part.kinds).some(({ weight }) => weight > 0)) continue;
    const later = Array.from({ length: 400 }, (_, index) =>
      chooseKind(part, { index: index * 20 + 100, seed: '1' }),
    );
    expect(new Set(later).size).toBeGreaterThan(3);
  }
});

test('each mend is found by a kind that there is, and its texts are there once', async () => {
  const { readFileSync } = await import('node:fs');
  for (const { part, kind, removals } of mends) {
    expect(Object.keys(parts.find(({ name }) => name === part)?.kinds ?? {})).toContain(kind);
    for (const { file, text } of removals) {
      expect(readFileSync(`${root}/${file}`, 'utf8').split(text), `${file}: ${text}`).toHaveLength(
        2,
      );
    }
  }
});

const failure: Failure = {
  id: 'pictures:3',
  kind: 'webp-frames',
  title: '9 frames',
  fault: '600 MB of memory',
  kept: '.build/a.bin',
};

test('a crash, a leak and a failure each make a run bad, and are in its table', () => {
  const tally = () => new Tally('pictures');
  expect(isBad(tally().finish())).toBe(false);
  const crashed = Object.assign(tally(), { crashed: 1 }).finish();
  const leaking = Object.assign(tally(), { leaked: ['3 sockets'] }).finish();
  const failing = tally();
  failing.failures.push(failure);
  const outcomes = [crashed, leaking, failing.finish()];
  expect(outcomes.map(isBad)).toEqual([true, true, true]);
  const text = renderTable(outcomes, 'npm run test:hostile -- --seed 7');
  expect(text).toMatch(/^pictures .* 1 +nothing$/m);
  expect(text).toMatch(/3 sockets$/m);
  expect(text).toContain(
    '600 MB of memory\n  repeat: npm run test:hostile -- --seed 7 --only pictures:3\n',
  );
});

test('memory that grows between cases without end is a leak', () => {
  const [flat, growing] = [new Tally('a'), new Tally('b')];
  const random = new Random('memory');
  for (let count = 0; count < 100; count += 1) {
    flat.rested(200 + random.below(40));
    growing.rested(200 + count * 4);
  }
  expect(flat.finish().leaked).toEqual([]);
  expect(growing.finish().leaked).toEqual(['200 MB']);
});
