import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseFile } from '../../../../functions/http/request/choose-file.ts';
import { parseForm } from '../../../../functions/http/request/form.ts';
import { damage, damages } from '../../../support/damage.ts';

/** Bytes that a text encoding would change, and that look like the beginning of a boundary. */
const picture = Buffer.from([0xff, 0xd8, 0, 13, 10, 45, 45, 66, 13, 10, 45, 45, 0x80, 0xfe]);

interface RawForm {
  readonly disposition: string;
  readonly headers?: string;
  readonly before?: string;
  readonly after?: string;
  readonly bytes?: Buffer;
}

/** A form with one part, as raw bytes; the boundary is `BOUNDARY`. */
function raw({ disposition, headers, before = '', after = '', bytes = picture }: RawForm): Buffer {
  const more = headers === undefined ? 'Content-Type: image/jpeg\r\n' : headers;
  return Buffer.concat([
    Buffer.from(`${before}--BOUNDARY\r\nContent-Disposition: ${disposition}\r\n${more}\r\n`),
    bytes,
    Buffer.from(`\r\n--BOUNDARY--\r\n${after}`),
  ]);
}

const type = 'multipart/form-data; boundary=BOUNDARY';

async function read(form: Buffer, contentType = type): Promise<Buffer> {
  return chooseFile(await parseForm(form, contentType));
}

describe('the file of a form is read as it is written by', () => {
  test.each<[string, RawForm]>([
    ['browsers', { disposition: 'form-data; name="image"; filename="a.jpg"' }],
    ['curl', { disposition: 'form-data; name="image"; filename="a%22b.jpg"' }],
    ['older curl and Python', { disposition: 'form-data; name="image"; filename="a\\"b.jpg"' }],
    ['.NET', { disposition: "form-data; name=image; filename=a.jpg; filename*=utf-8''a.jpg" }],
    [
      'Postman',
      {
        disposition:
          'form-data; name="image"; filename="照片.jpg"; filename*=UTF-8\'\'%E7%85%A7.jpg',
      },
    ],
    [
      'urllib3 1.x',
      { disposition: 'form-data; name="image"; filename*=utf-8\'\'%E7%85%A7%E7%89%87.jpg' },
    ],
    ['clients without spaces', { disposition: 'form-data;name="image";filename="a.jpg"' }],
    ['clients without quotes', { disposition: 'form-data; name=image; filename=a.jpg' }],
    ['clients with other case', { disposition: 'Form-Data; Name="image"; FileName="a.jpg"' }],
    ['clients with the name last', { disposition: 'form-data; filename="a.jpg"; name="image"' }],
    ['clients without a file name', { disposition: 'form-data; name="image"' }],
    [
      '.NET without a name and a type',
      {
        disposition: 'form-data; name=image',
        headers: '',
        bytes: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200_000, 'x')]),
      },
    ],
    ['clients with an empty file name', { disposition: 'form-data; name="image"; filename=""' }],
    [
      'clients with a semicolon in the file name',
      { disposition: 'form-data; name="image"; filename="a;b=c.jpg"' },
    ],
    [
      'Go, with its type',
      {
        disposition: 'form-data; name="image"; filename="a.jpg"',
        headers: 'Content-Type: application/octet-stream\r\n',
      },
    ],
    [
      'Java, with a length and an encoding',
      {
        disposition: 'form-data; name="image"; filename="a.jpg"',
        headers:
          'Content-Type: image/jpeg\r\nContent-Transfer-Encoding: binary\r\nContent-Length: 14\r\n',
      },
    ],
    [
      'mail programs, with text around',
      {
        disposition: 'form-data; name="image"; filename="a.jpg"',
        before: 'This is a multi-part message.\r\n',
        after: 'The end.\r\n',
      },
    ],
    [
      'mail programs, as base64',
      {
        disposition: 'form-data; name="image"; filename="a.jpg"',
        headers: 'Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n',
        bytes: Buffer.from(
          `${picture.toString('base64').slice(0, 8)}\r\n${picture.toString('base64').slice(8)}`,
        ),
      },
    ],
    [
      'clients without a type',
      { disposition: 'form-data; name="image"; filename="a"', headers: '' },
    ],
  ])('%s', async (_client, form) => {
    const expected = form.headers?.includes('base64') ? picture : (form.bytes ?? picture);
    expect((await read(raw(form))).equals(expected)).toBe(true);
  });

  test.each([
    'multipart/form-data; boundary="BOUNDARY"',
    'multipart/form-data; charset=utf-8; boundary=BOUNDARY',
    'Multipart/Form-Data;boundary=BOUNDARY; charset=UTF-8',
    'multipart/form-data; BOUNDARY=BOUNDARY',
  ])('clients with the header %s', async (contentType) => {
    const form = raw({ disposition: 'form-data; name="image"; filename="a.jpg"' });
    expect((await read(form, contentType)).equals(picture)).toBe(true);
  });

  test('a client that sends five megabytes', async () => {
    const large = Buffer.alloc(5_000_000, '\r\n--BOUNDAR');
    const form = raw({ disposition: 'form-data; name="image"; filename="a"', bytes: large });
    expect((await read(form)).equals(large)).toBe(true);
  });
});

describe('a form is refused, and the message names what came, if', () => {
  const part = (name: string, value = 'x'): string =>
    `--BOUNDARY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = (name: string, content = 'x'): string =>
    `--BOUNDARY\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\n${content}\r\n`;
  const nameless = '--BOUNDARY\r\nContent-Disposition: form-data; filename="a"\r\n\r\nx\r\n';
  const end = '--BOUNDARY--\r\n';

  test.each([
    [
      'it has no file',
      `${part('a')}${part('b')}${end}`,
      'has "a", "b": send the picture as a file',
    ],
    ['its picture is text', `${part('file', 'C:\\a.jpg')}${end}`, '-F file=@photo.jpg'],
    [
      'it has two files',
      `${file('image')}${file('image2')}${end}`,
      '2 files ("image", "image2"); send one',
    ],
    ['it has two of one name', `${file('image')}${file('image')}${end}`, '2 files'],
    ['it is empty', '', 'the form is empty'],
    ['its parts have no names', `${nameless}${nameless}${end}`, '2 files ("", "")'],
    [
      'its field has no name',
      `--BOUNDARY\r\nContent-Disposition: form-data\r\n\r\nx\r\n${end}`,
      'has ""',
    ],
    ['it has no part', end, 'the form has no file'],
    ['it ends early', file('image'), 'ends early'],
    ['it has another boundary', `--OTHER\r\n\r\n--OTHER--\r\n`, 'does not contain the boundary'],
    ['it has many files', `${file('a').repeat(17)}${end}`, 'more than 16 files'],
    [
      'it has many fields',
      `${part('a').repeat(101)}${file('image')}${end}`,
      'more than 100 fields',
    ],
    ['it has very many parts', `${part('a').repeat(300_000)}${end}`, 'more than 100 fields'],
    ['a field is long', `${part('a', 'x'.repeat(100_001))}${end}`, 'longer than 100000 bytes'],
  ])('%s', async (_what, body, message) => {
    await expect(read(Buffer.from(body))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining(message),
    });
  });

  test('nothing was chosen in its file input', async () => {
    const body =
      '--BOUNDARY\r\nContent-Disposition: form-data; name="image"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n';
    await expect(read(Buffer.from(body + end))).rejects.toMatchObject({
      message: expect.stringContaining('no file was chosen in its field "image"'),
    });
    // With another file it does not count.
    expect((await read(Buffer.from(body + file('other', 'abc') + end))).toString()).toBe('abc');
  });

  test('it is cut at any byte, and nothing else happens', async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown): void => void uncaught.push(error);
    process.on('uncaughtException', note);
    const whole = Buffer.from(`${part('a')}${file('image', 'abc')}${part('b')}${end}`);
    for (let length = 0; length < whole.length - end.length; length += 1) {
      await expect(read(whole.subarray(0, length))).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
      });
    }
    await new Promise(setImmediate);
    process.off('uncaughtException', note);
    expect(uncaught).toEqual([]);
  });

  test('it is damaged in any way, or is read', async () => {
    const whole = Buffer.from(`${part('a')}${file('image', 'abc')}${part('b')}${end}`);
    await fc.assert(
      fc.asyncProperty(damages, async (harm) => {
        const outcome = await read(damage(whole, harm)).catch((error: unknown) => error);
        if (Buffer.isBuffer(outcome)) return;
        expect(outcome).toMatchObject({ code: 'INVALID_REQUEST' });
      }),
      { numRuns: 2_000 },
    );
  });

  test('its header names no boundary', async () => {
    const form = raw({ disposition: 'form-data; name="image"; filename="a.jpg"' });
    await expect(read(form, 'multipart/form-data')).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('names no boundary'),
    });
  });
});
