import type { Random } from '../random.ts';
import type { Kind } from '../run/part.ts';
import { sendWatched } from './probe.ts';
import { draw, smallPicture, textOptions } from './values.ts';

const boundary = 'b0undary';
const delimiter = `--${boundary}`;

/** Parts that a form consists of. */
type Content = readonly (string | Buffer)[];

export const formKinds: Readonly<Record<string, Kind>> = {
  forms: { weight: 80, make: (random) => createForm(random, createSmall(random)) },
  'form-floods': {
    weight: 15,
    always: 'alone',
    make: (random) => createForm(random, createFlood(random)),
  },
};

/** Sends a form; its header and its end may be wrong. */
function createForm(random: Random, content: Content): ReturnType<Kind['make']> {
  const types = [
    `boundary=${boundary}`,
    `boundary="${boundary}"`,
    'boundary=',
    '',
    `boundary=other`,
    `charset=x; boundary=${boundary}`,
    `boundary=${'b'.repeat(100)}`,
  ];
  const type = random.chance(0.8) ? types[0] : random.pick(types);
  const preamble = random.chance(0.1) ? 'preamble\r\n' : '';
  const end = random.chance(0.85)
    ? `\r\n${delimiter}--\r\n`
    : random.pick(['', '\r\n', `\r\n${delimiter}`, `\n${delimiter}--`]);
  const body = Buffer.concat([preamble, ...content, end].map((part) => Buffer.from(part)));
  return sendWatched(`a form of ${body.length} bytes`, {
    path: random.pick(['/classify', '/predict', '/classify?topK=2']),
    headers: { 'content-type': `multipart/form-data; ${type}` },
    body,
  });
}

function createPart(headers: readonly string[], content: string | Buffer): Content {
  return [`${delimiter}\r\n${headers.join('\r\n')}\r\n\r\n`, content, '\r\n'];
}

function createSmall(random: Random): Content {
  const fields = draw(textOptions, random).flatMap(([name, value]) =>
    createPart([`Content-Disposition: form-data; name="${name}"`], value),
  );
  const files = Array.from({ length: random.below(4) }, () =>
    createPart(createHeaders(random), random.chance(0.5) ? smallPicture : random.bytes(200)),
  );
  return [...fields, ...files.flat()];
}

function createHeaders(random: Random): string[] {
  const names = ['image', 'file', 'é', '', 'a"b', '\0', 'a'.repeat(5_000), '__proto__'];
  const disposition = random.pick([
    `form-data; name="${random.pick(names)}"; filename="a.jpg"`,
    `form-data; name=image; filename*=UTF-8''%ff%00`,
    `form-data; name="image"; filename=""`,
    'form-data',
    'attachment',
    '',
  ]);
  const others = [
    'Content-Type: image/jpeg',
    'Content-Type: multipart/mixed; boundary=b',
    'Content-Transfer-Encoding: base64',
    'Content-Transfer-Encoding: quoted-printable',
    'No colon',
    ': no name',
    'X: \u0001',
    ' folded',
  ];
  return [
    `Content-Disposition: ${disposition}`,
    ...Array.from({ length: random.below(3) }, () => random.pick(others)),
  ];
}

/** Thousands of fields, parts, headers, or bytes where few are expected. */
function createFlood(random: Random): Content {
  const length = random.magnitude(100_000, random.pick([5_000_000, 30_000_000]));
  const field = createPart(['Content-Disposition: form-data; name="a"'], '1').join('');
  const file = createPart(['Content-Disposition: form-data; name="image"; filename="a"'], '1').join(
    '',
  );
  const fill = (piece: string): string => piece.repeat(Math.ceil(length / piece.length));
  return random.pick<Content>([
    [fill(field)],
    [fill(file)],
    [fill(`${delimiter}\r\n`)],
    [fill(`${delimiter}\r\n\r\n\r\n`)],
    [`${delimiter}\r\n`, fill('X: y\r\n'), '\r\n1\r\n'],
    [`${delimiter}\r\nX: `, fill('y')],
    [fill('preamble'), '\r\n', field],
    [fill('\r\n'), field],
    [fill(`\r\n--${boundary.slice(0, -1)}`), '\r\n', field],
    createPart(['Content-Disposition: form-data; name="topK"'], fill('1')),
    createPart([`Content-Disposition: form-data; name="${fill('n')}"`], '1'),
    createPart(
      [
        'Content-Disposition: form-data; name="image"; filename="a"',
        'Content-Transfer-Encoding: base64',
      ],
      fill('A'),
    ),
  ]);
}
