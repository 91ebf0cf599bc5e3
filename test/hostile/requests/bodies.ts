import type { Random } from '../random.ts';
import type { Outgoing } from '../run/client.ts';
import type { Kind } from '../run/part.ts';
import { sendWatched } from './probe.ts';
import { draw, requestValue, smallPicture, textOptions } from './values.ts';

const json = { 'content-type': 'application/json' };
const paths = ['/classify', '/trpc/classify', '/trpc/classifyBatch', '/predict'];

/** Bytes of a body: most are small, and some as large as a request may be. */
function pickLength(random: Random): number {
  return random.magnitude(1, random.pick([10_000, 10_000, 10_000, 200_000, 6_000_000, 31_000_000]));
}

/** Creates a kind of cases that each send one request. */
function requestKind(
  when: Pick<Kind, 'weight' | 'always'>,
  make: (random: Random) => Outgoing & { title: string },
): Kind {
  return {
    ...when,
    make: (random) => {
      const { title, ...outgoing } = make(random);
      return sendWatched(title, outgoing);
    },
  };
}

export const bodyKinds: Readonly<Record<string, Kind>> = {
  'json-values': requestKind({ weight: 100 }, (random) => ({
    title: 'any JSON',
    path: random.pick(paths),
    headers: json,
    body: JSON.stringify(draw(requestValue, random)),
  })),
  'json-keys': requestKind({ weight: 4, always: 'alone' }, (random) =>
    createKeys(random, random.between(900_000, 31_000_000)),
  ),
  // Fewer than a request may have values.
  'json-some-keys': requestKind({ weight: 15 }, (random) =>
    createKeys(random, random.magnitude(100, 100_000)),
  ),
  'json-shapes': requestKind({ weight: 60 }, createShape),
  'json-strings': requestKind({ weight: 30 }, createString),
  queries: requestKind({ weight: 60 }, (random) => {
    const query = draw(textOptions, random).map((pair) =>
      pair.map(encodeURIComponentSafely).join('='),
    );
    const many = random.chance(0.1) ? Array(random.magnitude(1, 2_000)).fill('a=1') : [];
    const path = `${random.pick(['/classify', '/predict', '/health', '/trpc/model'])}?${[...query, ...many].join('&')}`;
    return { title: path.slice(0, 60), path, method: 'POST', body: smallPicture };
  }),
  base64: requestKind({ weight: 40 }, (random) => ({
    title: 'base64',
    path: random.pick(paths),
    headers: json,
    body: JSON.stringify({ image: { base64: createBase64(random) } }),
  })),
  trpc: requestKind({ weight: 60 }, createBatch),
};

/** `encodeURIComponent` throws at half a surrogate pair. */
function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** Keys that no schema knows, each another one. */
function createKeys(random: Random, length: number): Outgoing & { title: string } {
  const value = random.pick(['1', '"a"', '{}', '[1]', 'null']);
  const one = `"${'0'.repeat(7)}":${value},`;
  const count = Math.ceil(length / one.length);
  const keys = Array.from({ length: count }, (_, index) => `"${index.toString(36)}":${value}`);
  const image = random.chance(0.5) ? '"image":{"base64":"AAAA"},' : '';
  const body = `{${image}${keys.join(',')}}`;
  return {
    title: `${count} unknown keys, ${body.length} bytes`,
    path: random.pick(paths),
    headers: json,
    body,
  };
}

/** Nested, wide, cut off, or not quite JSON. */
function createShape(random: Random): Outgoing & { title: string } {
  const length = pickLength(random);
  const shapes: Readonly<Record<string, () => string>> = {
    arrays: () => '['.repeat(length),
    'closed arrays': () => '['.repeat(length / 2) + ']'.repeat(length / 2),
    objects: () => '{"a":'.repeat(length / 5),
    'numbers in an array': () => `[${'1,'.repeat(length / 2)}1]`,
    'one number': () => '9'.repeat(length),
    'white space': () => `${' '.repeat(length)}{}`,
    'the same key': () => `{${'"image":1,'.repeat(length / 10)}"image":{}}`,
    prototypes: () =>
      `{"__proto__":{"topK":1},"constructor":{"prototype":{}},"image":{"base64":"AAAA","__proto__":{}}}`,
    'a cut text': () =>
      JSON.stringify({ image: { base64: 'A'.repeat(length) } }).slice(0, -random.between(1, 4)),
    comments: () => `{/*${'*'.repeat(length)}*/}`,
    'UTF-16': () => `\ufeff${'{\0"\0'.repeat(length / 4)}`,
    pictures: () => `{"images":[${'{"base64":"AAAA"},'.repeat(length / 18)}{}]}`,
  };
  const title = random.pick(Object.keys(shapes));
  return {
    title: `${title}, ${length} bytes`,
    path: random.pick(paths),
    headers: json,
    body: shapes[title]?.() ?? '',
  };
}

/** One long text in places where short ones are expected. */
function createString(random: Random): Outgoing & { title: string } {
  const piece = random.pick([
    'a',
    'é',
    '😀',
    '\\u0000',
    '\\"',
    '\\\\',
    '\\/',
    '\\ud800',
    '\\n',
    '%',
    '\u007f',
  ]);
  const text = piece.repeat(Math.ceil(pickLength(random) / Buffer.byteLength(piece)));
  const body = random.pick([
    `{"image":{"base64":"${text}"}}`,
    `{"image":{"url":"${text}"}}`,
    `{"image":{"url":"http://${text}/"}}`.replace('http://a', 'http://127.0.0.1:1/a'),
    `{"${text}":1}`,
    `{"topK":"${text}","image":{"base64":"AAAA"}}`,
    `{"image":{"s3":{"bucket":"${text}","key":"${text.slice(0, 10)}"}}}`,
    `"${text}"`,
  ]);
  return {
    title: `text of ${piece}, ${body.length} bytes`,
    path: random.pick(paths),
    headers: json,
    body,
  };
}

/** Spellings of base64, right and wrong. */
function createBase64(random: Random): string {
  const right = random.chance(0.9)
    ? smallPicture.toString('base64')
    : 'A'.repeat(pickLength(random));
  const spellings: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => text.replaceAll('+', '-').replaceAll('/', '_'),
    (text) => text.replace(/=+$/, ''),
    (text) => `${text}${'='.repeat(random.below(5))}`,
    (text) => text.replace(/.{76}/g, '$&\r\n'),
    (text) => text.replace(/./g, '$& ').slice(0, 5_000_000),
    (text) => `data:image/jpeg;base64,${text}`,
    (text) => `data:;charset=x;base64,${text}`,
    (text) => `data:image/jpeg,${text}`,
    (text) => encodeURIComponent(text),
    (text) =>
      `${text.slice(0, 9)}${random.pick(['*', '\0', 'é', '=', '\u2028', '%2B'])}${text.slice(9)}`,
    (text) => text.slice(0, random.below(text.length)),
    (text) => '\n'.repeat(text.length) + text,
  ];
  return random.pick(spellings)(right);
}

/** Calls of known and unknown procedures, with inputs in their places or elsewhere. */
function createBatch(random: Random): Outgoing & { title: string } {
  const names = [
    'classify',
    'classifyBatch',
    'model',
    'labels',
    'nothing',
    '__proto__',
    'classify.a',
    '',
  ];
  const count = random.pick([1, 1, 2, 16, 17, 300]);
  const calls = Array.from({ length: count }, () => random.pick(names));
  const inputs = Object.fromEntries(calls.map((_, index) => [index, draw(requestValue, random)]));
  const isGet = random.chance(0.3);
  const query = random.pick(['?batch=1', '?batch=1', '', '?batch=2', '?batch']);
  const input = random.chance(0.8) ? inputs : draw(requestValue, random);
  const text = JSON.stringify(input);
  const path = `/trpc/${calls.join(',')}${query}`;
  const title = `${count} calls`;
  if (!isGet) return { title, path, headers: json, body: text };
  const asked = encodeURIComponentSafely(text).slice(0, 8_000);
  return { title, path: `${path}${query === '' ? '?' : '&'}input=${asked}` };
}
