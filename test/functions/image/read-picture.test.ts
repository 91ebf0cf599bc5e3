import { describe, expect, test } from 'vitest';
import { localLimits } from '../../../functions/image/limits.ts';
import { type Picture, readPicture } from '../../../functions/image/read-picture.ts';
import { publicUrlPolicy } from '../../../functions/image/url/policy.ts';

const options = {
  limits: { ...localLimits, pictureBytes: 6 },
  urls: { ...publicUrlPolicy, enabled: false },
};

describe('reading a picture', () => {
  test('in bytes returns the same buffer, without fetching', async () => {
    const bytes = Buffer.from('foobar');
    const read = await readPicture({ bytes }, options);
    expect(read.bytes).toBe(bytes);
    expect(read.fetchMs).toBeNull();
  });

  test('in base64 decodes it, without fetching', async () => {
    const read = await readPicture({ base64: 'Zm9vYmFy' }, options);
    expect(read).toEqual({ bytes: Buffer.from('foobar'), isSpare: true, fetchMs: null });
  });

  test.each([
    ['bytes', { bytes: Buffer.from('foobar!') }],
    ['base64', { base64: 'Zm9vYmFyIQ==' }],
  ] satisfies [string, Picture][])(
    'with more %s than the limit is refused',
    async (_name, picture) => {
      await expect(readPicture(picture, options)).rejects.toMatchObject({
        name: 'ImageError',
        code: 'IMAGE_TOO_LARGE',
        details: { bytes: 7, limit: 6 },
        message: expect.stringContaining('7 bytes'),
      });
    },
  );

  test('from a bucket is refused if no bucket can be read', async () => {
    const s3 = { bucket: 'holiday-photos', key: 'beach.jpg' };
    await expect(readPicture({ s3 }, options)).rejects.toMatchObject({
      code: 'S3_REFUSED',
      details: { bucket: 'holiday-photos', reason: 'disabled' },
    });
  });

  test('from a URL follows the policy for URLs', async () => {
    const url = 'https://example.com/cat.jpg';
    await expect(readPicture({ url }, options)).rejects.toMatchObject({
      code: 'URL_REFUSED',
      details: { reason: 'disabled' },
    });
  });
});
