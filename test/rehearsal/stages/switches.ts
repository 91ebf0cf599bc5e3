import assert from 'node:assert/strict';
import { requireLinux } from '../needs.ts';
import { typedCall } from '../pictures.ts';
import type { Stage } from '../stage.ts';
import { refusalOf } from '../x64/asked.ts';
import { assertOnlyRuntimeApi } from '../x64/only-runtime-api.ts';
import { withEnvironment } from '../x64/start.ts';

interface Switch {
  readonly claim: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly images: readonly object[];
  readonly code: string;
}

const byUrl = { url: 'https://www.example.com/photo.jpg' };
const fromBucket = { s3: { bucket: 'pictures-of-somebody', key: 'photo.jpg' } };

/** None of these is ever reached: what the environment forbids is refused before a socket is asked for. */
const switches: readonly Switch[] = [
  {
    claim: 'URLs switched off are refused',
    variables: { GLIMPSE_URLS: 'off' },
    images: [byUrl, { url: 'http://127.0.0.1/' }],
    code: 'URL_REFUSED',
  },
  {
    claim: 'only the hosts that are named may be fetched from',
    variables: { GLIMPSE_URLS: 'images.example.com,upload.example.org' },
    images: [byUrl, { url: 'https://images.example.com.example.net/' }],
    code: 'URL_REFUSED',
  },
  {
    claim: 'private addresses, and that of credentials, are refused',
    variables: { GLIMPSE_URLS: 'public' },
    images: ['169.254.169.254', '127.0.0.1:9001', '[::1]', '10.0.0.1', '0x7f000001'].map(
      (host) => ({
        url: `http://${host}/latest/meta-data/`,
      }),
    ),
    code: 'URL_REFUSED',
  },
  {
    claim: 'without a bucket nothing is read from S3',
    variables: { GLIMPSE_BUCKET: '' },
    images: [fromBucket],
    code: 'S3_REFUSED',
  },
  {
    claim: 'with a bucket no other one is read from',
    variables: { GLIMPSE_BUCKET: 'pictures-of-the-rehearsal' },
    images: [fromBucket],
    code: 'S3_REFUSED',
  },
];

export const switchStage: Stage = {
  name: 'switches',
  title: 'URLs and buckets that the deployment does not allow are refused, without a socket',
  run: async (stand) => {
    requireLinux('x64');
    for (const { claim, variables, images, code } of switches) {
      await stand.proof.that(claim, () =>
        withEnvironment(stand, { variables }, async (lambda) => {
          for (const image of images) {
            assert.equal((await refusalOf(lambda, typedCall(image))).code, code);
          }
          return await assertOnlyRuntimeApi(lambda);
        }),
      );
    }
  },
};
