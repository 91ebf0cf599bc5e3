import type { Random } from '../random.ts';

/** Methods, known and not. */
const methods = [
  'GET',
  'POST',
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'M-SEARCH',
  'get',
  'FOO',
  '',
];
const targets = [
  '/',
  '/health',
  '/classify',
  '/predict',
  '/trpc/model',
  '/trpc/',
  '/openapi.json',
  '*',
  '//',
  '/..%2f..%2fetc/passwd',
  '/../../etc/passwd',
  '/%00',
  '/%',
  '/%zz',
  'http://localhost/health',
  'http://',
  'health',
  '/\\..\\',
  '/health?%',
  '/health#a',
];
const versions = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/0.9',
  'HTTP/9.9',
  'http/1.1',
  'HTTP/1.1 ',
  '',
];

/** Returns a request whose line and headers may each be wrong. */
export function createMalformed(random: Random): Buffer {
  const target = random.chance(0.8) ? random.pick(targets) : `/${createToken(random)}`;
  const line = [random.pick(methods), target, random.pick(versions)].join(
    random.pick([' ', ' ', ' ', '  ', '\t']),
  );
  const headers = Array.from({ length: random.below(4) }, () => createHeader(random));
  const host = random.chance(0.8) ? ['Host: localhost'] : [];
  const newline = random.chance(0.9) ? '\r\n' : '\n';
  const text = [line, ...host, ...headers, 'Connection: close', '', ''].join(newline);
  return random.chance(0.1)
    ? scramble(Buffer.from(text, 'latin1'), random)
    : Buffer.from(text, 'latin1');
}

function createHeader(random: Random): string {
  const names = [
    'X-A',
    'Content-Type',
    'Content-Length',
    'Transfer-Encoding',
    'Expect',
    'Origin',
    'Cookie',
    'Accept',
    'Range',
    'Upgrade',
    'TE',
    'Trailer',
    'X-Forwarded-For',
    'Sec-Fetch-Site',
    'Content Length',
    ' Folded',
    'X\0',
    '',
    'é',
  ];
  const values = [
    '1',
    '',
    '-1',
    '0x10',
    '1e3',
    '99999999999999999999',
    'chunked',
    'gzip',
    'identity',
    '100-continue',
    'null',
    'a\u0001b',
    'é\u00ff',
    'multipart/form-data; boundary=',
    'application/json',
    'h2c',
    '__proto__',
    'a'.repeat(random.magnitude(1, 5_000)),
  ];
  return `${random.pick(names)}${random.pick([': ', ': ', ':', ' : ', ''])}${random.pick(values)}`;
}

function scramble(bytes: Buffer, random: Random): Buffer {
  for (let left = random.between(1, 10); left > 0; left -= 1) {
    bytes[random.below(bytes.length - 4)] = random.below(256);
  }
  return bytes;
}

function createToken(random: Random): string {
  return random
    .bytes(random.magnitude(1, 8_000))
    .toString('latin1')
    .replace(/[\s\0-\x20]/g, '%0a');
}

/** What may be part of an address or a name. */
const plain = [
  '1',
  '2',
  '127',
  '255',
  '256',
  '999',
  '0x7f',
  '0',
  '017',
  '1e2',
  'a',
  'xn--',
  'xn--a',
  'xn--fa-hia',
  '',
];
const strange = [
  'localhost',
  '-',
  '_',
  '%',
  '%2e',
  'é',
  '*',
  '::1',
  '[',
  ']',
  '@',
  '\\',
  '#',
  '?',
  '/',
  'a'.repeat(64),
];
const whole = [
  '1.2.3.4.5',
  '999.1',
  '256.256.256.256',
  '0x100000000',
  '1..2',
  'xn--',
  'xn--a',
  '[::1]',
  '[::1',
  '[::ffff:127.0.0.1]',
  '[v1.a]',
  '[fe80::1%25lo]',
  '127.1',
  '4294967296',
  'localhost.',
  '.',
  '..',
  '',
];
const ports = ['', '', '', ':', ':0', ':80', ':99999', ':-1', ':a', ':80:80', ':3000 '];

/** Returns the value of a Host header: names, addresses, and what looks like either. */
export function createHost(random: Random): string {
  if (random.chance(0.3)) return random.pick(whole) + random.pick(ports);
  const count = random.between(1, 6);
  const labels = random.chance(0.6) ? plain : [...plain, ...strange];
  const host = Array.from({ length: count }, () => random.pick(labels)).join('.');
  return host + (random.chance(0.6) ? '' : random.pick(ports));
}

/** Returns two requests of which one hides in the body of the other, for readers that disagree on lengths. */
export function createSmuggled(random: Random, hidden: string): Buffer {
  const inner = `GET ${hidden} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const length = random.pick([0, 4, inner.length, inner.length + 5]);
  const lengths = [
    `Content-Length: ${length}`,
    `Content-Length: ${length}\r\nContent-Length: ${inner.length}`,
    `Content-Length: ${length}, ${length}`,
    `Content-Length:\r\n ${length}`,
    `Content-Length : ${length}`,
    `Content-Length: +${length}`,
    `Content-Length: ${length}\u000b`,
  ];
  const codings = [
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
    'Transfer-Encoding: identity, chunked',
    'Transfer-Encoding:\tchunked',
    'Transfer-Encoding\t: chunked',
    'Transfer-Encoding: \u000bchunked',
    'X: a\nTransfer-Encoding: chunked',
    'Transfer-Encoding: "chunked"',
    'transfer-encoding: CHUNKED, chunked',
  ];
  const ends = [
    '0\r\n\r\n',
    '0;a=b\r\n\r\n',
    '0\n\n',
    '00\r\nX: y\r\n\r\n',
    '-0\r\n\r\n',
    '0x0\r\n\r\n',
    '',
  ];
  const headers = [random.pick(lengths), random.pick(codings)].filter(() => random.chance(0.9));
  const lines = ['POST /classify HTTP/1.1', 'Host: localhost', ...headers];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${random.pick(ends)}${inner}`, 'latin1');
}
