import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { getColourSpace, isSrgbProfile } from '../../../functions/image/colour-profile.ts';
import { decode, decodeWhole } from '../../../functions/image/decode.ts';
import { planResampling } from '../../../functions/image/decoding/resampling/plan-resampling.ts';
import { resample } from '../../../functions/image/decoding/resampling/resample.ts';
import { computeGeometry } from '../../../functions/image/geometry.ts';
import { inspect } from '../../../functions/image/inspect.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import { readPictureFixture } from '../../support/fixtures.ts';

async function tagged(profile: 'srgb' | 'p3', format: 'jpeg' | 'png' = 'png'): Promise<Buffer> {
  const picture = sharp(readPictureFixture('coffee')).withIccProfile(profile);
  return await picture.toFormat(format, { quality: 95 }).toBuffer();
}

async function profileOf(name: 'srgb' | 'p3'): Promise<Buffer> {
  const { icc } = await sharp(await tagged(name)).metadata();
  if (!icc) throw new Error('sharp embedded no profile');
  return icc;
}

interface Tags {
  readonly [name: string]: Buffer;
}

/** XYZ of the colorants of sRGB as ICC's own profile has them: https://registry.color.org/rgb-registry/srgbprofiles */
const srgb = {
  rXYZ: [0x6fa2, 0x38f5, 0x390],
  gXYZ: [0x6299, 0xb785, 0x18da],
  bXYZ: [0x24a0, 0xf84, 0xb6cf],
};

function xyz(values: readonly number[]): Buffer {
  const tag = Buffer.alloc(20);
  tag.write('XYZ ');
  for (const [i, value] of values.entries()) tag.writeInt32BE(value, 8 + 4 * i);
  return tag;
}

function parametric(kind: number, ...values: number[]): Buffer {
  const tag = Buffer.alloc(12 + 4 * values.length);
  tag.write('para');
  tag.writeUInt16BE(kind, 8);
  for (const [i, value] of values.entries()) {
    tag.writeInt32BE(Math.round(value * 65_536), 12 + 4 * i);
  }
  return tag;
}

function gamma(value: number): Buffer {
  const tag = Buffer.alloc(14);
  tag.write('curv');
  tag.writeUInt32BE(1, 8);
  tag.writeUInt16BE(Math.round(value * 256), 12);
  return tag;
}

function makeProfile(tags: Tags, space = 'RGB '): Buffer {
  const names = Object.keys(tags);
  const head = Buffer.alloc(132 + 12 * names.length);
  head.write(space, 16, 'latin1');
  head.writeUInt32BE(names.length, 128);
  let offset = head.length;
  names.forEach((name, i) => {
    const { length } = tags[name] as Buffer;
    head.write(name, 132 + 12 * i, 'latin1');
    head.writeUInt32BE(offset, 136 + 12 * i);
    head.writeUInt32BE(length, 140 + 12 * i);
    offset += length;
  });
  return Buffer.concat([head, ...Object.values(tags)]);
}

/** IEC 61966-2-1, as ICC's parametric function of type 3. */
const srgbCurve = parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
const colorants = { rXYZ: xyz(srgb.rXYZ), gXYZ: xyz(srgb.gXYZ), bXYZ: xyz(srgb.bXYZ) };
const curves = (curve: Buffer) => ({ rTRC: curve, gTRC: curve, bTRC: curve });

describe('a colour profile', () => {
  test('is sRGB by its primaries and curve, whatever it is called', async () => {
    expect(isSrgbProfile(await profileOf('srgb'))).toBe(true);
    expect(isSrgbProfile(makeProfile({ ...colorants, ...curves(srgbCurve) }))).toBe(true);
  });

  test.each([
    ['gamma 2.2', { ...colorants, ...curves(gamma(2.2)) }],
    ['linear light', { ...colorants, ...curves(gamma(1)) }],
    ['one curve missing', { ...colorants, rTRC: srgbCurve, gTRC: srgbCurve }],
    [
      'red and green swapped',
      { ...colorants, ...curves(srgbCurve), rXYZ: xyz(srgb.gXYZ), gXYZ: xyz(srgb.rXYZ) },
    ],
    [
      'a lookup table beside the curves',
      { ...colorants, ...curves(srgbCurve), A2B0: Buffer.alloc(32) },
    ],
    ['a curve of an unknown kind', { ...colorants, ...curves(parametric(9, 1)) }],
    ['a curve cut off', { ...colorants, ...curves(srgbCurve.subarray(0, 20)) }],
    ['no tags', {}],
  ] satisfies [string, Tags][])('with %s is not sRGB', (_, tags) => {
    expect(isSrgbProfile(makeProfile(tags))).toBe(false);
  });

  test('of Display P3 is not sRGB', async () => {
    expect(isSrgbProfile(await profileOf('p3'))).toBe(false);
  });

  test('is read up to its end only', () => {
    const profile = makeProfile({ ...colorants, ...curves(srgbCurve) });
    for (let length = 0; length < profile.length; length += 1) {
      expect(isSrgbProfile(profile.subarray(0, length))).toBe(false);
    }
    expect(getColourSpace(Buffer.alloc(0))).toBe('');
  });
});

const input = { size: 224, resize: 256, filter: 'bilinear' } as const;

test.each(['jpeg', 'png'] as const)(
  'a picture in Display P3 (%s) has the colours of converting all of it',
  async (format) => {
    const picture = await tagged('p3', format);
    const { data, info } = await sharp(picture)
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { scaled } = computeGeometry(info, input);
    const crop = { left: 0, top: 0, ...scaled };
    const expected = resample(
      data,
      planResampling({ size: info, scaled, crop, filter: 'bilinear' }),
    );
    const { data: pixels } = await decodeWhole(await inspect(picture, localLimits), input);
    const differences = Array.from(pixels, (value, i) => Math.abs(value - (expected[i] as number)));
    const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
    expect(mean).toBeLessThanOrEqual(0.4);
    // Where colours are clipped, the order of converting and resizing shows.
    const apart = differences.filter((difference) => difference > 3).length;
    expect(apart / differences.length).toBeLessThanOrEqual(0.005);

    const untagged = await sharp(picture, { ignoreIcc: true }).png().toBuffer();
    const plain = await decodeWhole(await inspect(untagged, localLimits), input);
    expect(plain.data.equals(pixels)).toBe(false);
  },
);

test('an sRGB profile changes no pixel', async () => {
  const picture = await tagged('srgb');
  const plain = await sharp(picture, { ignoreIcc: true }).png().toBuffer();
  const [a, b] = await Promise.all(
    [picture, plain].map(async (png) => decode(await inspect(png, localLimits), input)),
  );
  expect(a?.equals(b as Buffer)).toBe(true);
});
