import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { root } from '../../support/fixtures.ts';
import type { Random } from '../random.ts';

/** A picture of 1,605 bytes. */
export const smallPicture = readFileSync(join(root, 'test', 'fixtures', 'pictures', 'still.jpg'));

/** Draws a value; the same numbers give the same value. */
export function draw<T>(arbitrary: fc.Arbitrary<T>, random: Random): T {
  const [value] = fc.sample(arbitrary, { seed: random.bits() | 0, numRuns: 1 });
  return value as T;
}

/** URLs that are refused before a connection: none of them leaves this machine. */
const refusedUrls = [
  'http://127.0.0.1/',
  'http://[::1]/',
  'file:///etc/passwd',
  'data:image/png;base64,AAAA',
  'blob:a',
  'http://',
  '//a',
  'http://10.0.0.1:22/',
  'javascript:1',
  'http://a:b@127.0.0.1/',
];

const strangeKeys = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  '\0',
  '\u2028',
  '\ud800',
  'image',
  'topK ',
  'TOPK',
  'é',
  '😀',
);
const key = fc.oneof(strangeKeys, fc.string({ maxLength: 8 }));
const any = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, -0, 1e308, -1e308, 0.1, 2 ** 53, '', '1', 'true', [], {}),
);
const image = fc.oneof(
  fc.constant({ base64: smallPicture.toString('base64') }),
  fc.record({ base64: any }),
  fc.record({ url: fc.oneof(fc.constantFrom(...refusedUrls), any) }),
  fc.record({ s3: fc.record({ bucket: any, key: any }) }),
  fc.record({ base64: fc.constant('AAAA'), url: fc.constantFrom(...refusedUrls) }),
  any,
);

/** The JSON of a request: valid members, wrong ones, and others. */
export const requestValue: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.record(
          {
            image,
            topK: fc.oneof(fc.integer({ min: 0, max: 101 }), any),
            minScore: fc.oneof(fc.double({ min: -0.1, max: 1.1 }), any),
            explain: fc.oneof(fc.boolean(), any),
            lang: any,
            images: fc.array(image, { maxLength: 20 }),
          },
          { requiredKeys: [] },
        ),
        fc.dictionary(key, any, { maxKeys: 3 }),
      )
      .map(([known, other]) => ({ ...other, ...known })),
  },
  { weight: 1, arbitrary: any },
);

/** Names and values of a query or a form. */
export const textOptions: fc.Arbitrary<[string, string][]> = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom('topK', 'minScore', 'explain', 'image', 'file'), key),
    fc.oneof(
      fc.constantFrom(
        '1',
        '0',
        '-1',
        '1e9',
        'NaN',
        'Infinity',
        '0x1',
        ' 1',
        'true',
        'TRUE',
        'yes',
        '',
        '１',
      ),
      fc.string({ maxLength: 20, unit: 'binary' }),
    ),
  ),
  { maxLength: 6 },
);
