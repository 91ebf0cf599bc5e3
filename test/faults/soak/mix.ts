import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from '../../support/fixtures.ts';
import type { Outgoing } from '../client.ts';
import { coffee, createCostlyCoffee } from '../pictures.ts';

/** A kind of request, as some caller sends it again and again. */
export interface Kind {
  readonly name: string;
  /** How many of each cycle are of this kind. */
  readonly weight: number;
  readonly outgoing: Outgoing;
  /** The label or code of the right answer; undefined if its status is enough. */
  readonly expected?: string | undefined;
  readonly status: number;
  /** Milliseconds after which the caller leaves; default: it waits for the answer. */
  readonly leaveAfterMs?: number;
}

/** Makes the kinds: every format, refused pictures, every way to send one, callers that leave. */
export async function createMix(): Promise<readonly Kind[]> {
  const costly = await createCostlyCoffee();
  return [
    ...(await createFormats()),
    { ...good('costly picture', { body: costly }), weight: 1 },
    ...createEnvelopes(),
    ...(await createRefused()),
    { name: 'health', weight: 6, outgoing: { path: '/health' }, status: 200 },
    { name: 'page', weight: 2, outgoing: { path: '/' }, status: 200 },
    { name: 'document', weight: 1, outgoing: { path: '/openapi.json' }, status: 200 },
    { ...good('caller that leaves', { body: coffee }), weight: 6, leaveAfterMs: 8 },
    { ...good('caller of a costly picture that leaves', { body: costly }), leaveAfterMs: 60 },
  ];
}

/** Kinds in turn, so that each part of a long run has the same share of each. */
export function createCycle(mix: readonly Kind[]): readonly Kind[] {
  const places = mix.flatMap((kind) =>
    Array.from({ length: kind.weight }, (_, at) => ({ kind, at: (at + 0.5) / kind.weight })),
  );
  return places.sort((a, b) => a.at - b.at).map(({ kind }) => kind);
}

function good(name: string, outgoing: Outgoing): Kind {
  return { name, weight: 2, outgoing, status: 200, expected: 'espresso' };
}

function refused(name: string, [status, expected]: [number, string], outgoing: Outgoing): Kind {
  return { name, weight: 2, outgoing, status, expected };
}

function readFixture(name: string): Buffer {
  return readFileSync(join(root, 'test/fixtures/pictures', name));
}

async function createFormats(): Promise<readonly Kind[]> {
  const picture = sharp(coffee);
  return [
    { ...good('jpeg', { body: coffee }), weight: 12 },
    good('png', { body: await picture.png().toBuffer() }),
    good('webp', { body: await picture.webp().toBuffer() }),
    good('gif', { body: await picture.gif().toBuffer() }),
    good('tiff', { body: await picture.tiff().toBuffer() }),
    good('avif', { body: await picture.avif({ effort: 0 }).toBuffer() }),
    { name: 'heic', weight: 2, outgoing: { body: readFixture('still.heic') }, status: 200 },
    { name: 'bmp', weight: 2, outgoing: { body: readFixture('24.bmp') }, status: 200 },
  ];
}

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'multipart/form-data; boundary=x' };

function createEnvelopes(): readonly Kind[] {
  const image = { base64: coffee.toString('base64') };
  const head = '--x\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n\r\n';
  const file = Buffer.concat([Buffer.from(head), coffee, Buffer.from('\r\n--x--\r\n')]);
  const images = JSON.stringify({ images: [image, image, { base64: '' }], topK: 1 });
  return [
    good('base64', { headers: json, body: JSON.stringify({ image, topK: 1 }), path: '/classify' }),
    good('explained', { path: '/classify?topK=1&explain=true', body: coffee }),
    good('form', { headers: form, body: file }),
    {
      name: 'predict',
      weight: 2,
      outgoing: { headers: form, body: file, path: '/predict' },
      status: 200,
    },
    {
      name: 'batch',
      weight: 1,
      outgoing: { headers: json, body: images, path: '/trpc/classifyBatch' },
      status: 200,
    },
    {
      name: 'labels',
      weight: 1,
      outgoing: { path: '/trpc/labels?input=%7B%22lang%22%3A%22zh%22%7D' },
      status: 200,
    },
  ];
}

async function createRefused(): Promise<readonly Kind[]> {
  const wide = sharp({ create: { width: 2_000, height: 10, channels: 3, background: 'red' } });
  const local = JSON.stringify({ image: { url: 'http://127.0.0.1/' } });
  const unknown = JSON.stringify({ image: { base64: 'AAAA' }, colour: 'red' });
  return [
    refused('no picture', [415, 'UNSUPPORTED_FORMAT'], { body: 'This is text.' }),
    refused('empty', [400, 'EMPTY_IMAGE'], { body: '' }),
    refused('cut jpeg', [422, 'CORRUPT_IMAGE'], { body: coffee.subarray(0, 40_000) }),
    refused('cut avif', [422, 'CORRUPT_IMAGE'], {
      body: readFixture('still.avif').subarray(0, -200),
    }),
    refused('cut heic', [422, 'CORRUPT_IMAGE'], { body: readFixture('cut.heic') }),
    refused('too wide', [422, 'DIMENSIONS_REFUSED'], { body: await wide.png().toBuffer() }),
    refused('refused url', [400, 'URL_REFUSED'], { headers: json, body: local }),
    refused('unknown field', [400, 'INVALID_REQUEST'], { headers: json, body: unknown }),
    refused('unfinished json', [400, 'INVALID_REQUEST'], { headers: json, body: '{"image":' }),
    refused('unfinished form', [400, 'INVALID_REQUEST'], { headers: form, body: '--x\r\n' }),
    refused('elsewhere', [404, 'NOT_FOUND'], { path: '/elsewhere' }),
  ];
}
