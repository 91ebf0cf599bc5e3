import type { Random } from '../random.ts';
import type { Outgoing } from '../run/client.ts';
import type { Case } from '../run/part.ts';

/** Ways of sending a picture, in turn: bytes, a form, and base64 in JSON or through tRPC. */
const envelopes: readonly ((picture: Buffer) => Outgoing)[] = [
  (body) => ({ body }),
  (body) => ({ body, path: '/classify?explain=true' }),
  (picture) => createForm(picture, '/classify'),
  (picture) => createForm(picture, '/predict'),
  (picture) => createJson({ image: { base64: picture.toString('base64') } }, '/classify'),
  (picture) => createJson({ image: { base64: picture.toString('base64url') } }, '/trpc/classify'),
];

const boundary = 'the-boundary-of-the-form';

function createForm(picture: Buffer, path: string): Outgoing {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), picture, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { path, body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

function createJson(value: object, path: string): Outgoing {
  return { path, body: JSON.stringify(value), headers: { 'content-type': 'application/json' } };
}

/** Creates the case of a hostile picture; `title` says what is hostile about it. */
export function sendPicture(title: string, picture: Buffer, random: Random): Case {
  const envelope = random.pick(envelopes);
  return {
    title,
    input: picture,
    send: async ({ entry }) => [await entry.send(envelope(picture))],
  };
}
