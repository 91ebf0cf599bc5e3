import assert from 'node:assert/strict';
import { createTypedEvent } from '../pictures.ts';
import { requireLinux } from '../requirements.ts';
import type { Stage } from '../stage.ts';
import { assertOnlyRuntimeApi } from '../x64/only-runtime-api.ts';
import { getRefusal } from '../x64/responses.ts';
import { withEnvironment } from '../x64/start.ts';

interface Switch {
  readonly claim: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly images: readonly object[];
  readonly code: string;
}

const byUrl = { url: 'https://www.example.com/photo.jpg' };
const fromBucket = { s3: { bucket: 'pictures-of-somebody', key: 'photo.jpg' } };

/** None of these hosts is ever contacted: the environment refuses them before it opens a socket. */
const switches: readonly Switch[] = [
  {
    claim: 'URLs are refused if they are switched off',
    variables: { GLIMPSE_URLS: 'off' },
    images: [byUrl, { url: 'http://127.0.0.1/' }],
    code: 'URL_REFUSED',
  },
  {
    claim: 'URLs of hosts that are not listed are refused',
    variables: { GLIMPSE_URLS: 'images.example.com,upload.example.org' },
    images: [byUrl, { url: 'https://images.example.com.example.net/' }],
    code: 'URL_REFUSED',
  },
  {
    claim: 'private addresses, and the address of credentials, are refused',
    variables: { GLIMPSE_URLS: 'public' },
    images: ['169.254.169.254', '127.0.0.1:9001', '[::1]', '10.0.0.1', '0x7f000001'].map(
      (host) => ({
        url: `http://${host}/latest/meta-data/`,
      }),
    ),
    code: 'URL_REFUSED',
  },
  {
    claim: 'S3 objects are refused if no bucket is set',
    variables: { GLIMPSE_BUCKET: '' },
    images: [fromBucket],
    code: 'S3_REFUSED',
  },
  {
    claim: 'objects in other buckets are refused',
    variables: { GLIMPSE_BUCKET: 'pictures-of-the-rehearsal' },
    images: [fromBucket],
    code: 'S3_REFUSED',
  },
];

export const switchStage: Stage = {
  name: 'switches',
  title: 'URLs and buckets that the deployment does not allow are refused before a socket opens',
  run: async (context) => {
    requireLinux('x64');
    for (const { claim, variables, images, code } of switches) {
      await context.report.check(claim, () =>
        withEnvironment(context, { variables }, async (lambda) => {
          for (const image of images) {
            assert.equal((await getRefusal(lambda, createTypedEvent(image))).code, code);
          }
          return await assertOnlyRuntimeApi(lambda);
        }),
      );
    }
  },
};
