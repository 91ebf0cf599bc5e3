import { describe, expect, test } from 'vitest';
import { countScans } from '../../../../functions/image/formats/jpeg-scans.ts';
import { readPictureFixture } from '../../../support/fixtures.ts';
import { draw, gradient } from '../../../support/pixels.ts';

/** SOI, then segments in hexadecimal. */
const jpeg = (...segments: string[]): Buffer =>
  Buffer.from(['ffd8', ...segments].join('').replaceAll(' ', ''), 'hex');

const scan = 'ffda 0008 01 01 00 00 3f 00';

describe('the scans of a JPEG', () => {
  test.each([
    ['no scan', jpeg('ffd9'), 0],
    ['one scan', jpeg(scan, '1234', 'ffd9'), 1],
    ['two scans', jpeg(scan, '1234', scan, '5678', 'ffd9'), 2],
    ['a marker that is stuffed data', jpeg(scan, 'ff00 da 0002 ffd9'), 1],
    ['restarts within a scan', jpeg(scan, '12 ffd0 34 ffd7 56', scan, 'ffd9'), 2],
    ['fill bytes before a marker', jpeg('ffff ffff', scan, '12 ff', scan, 'ffd9'), 2],
    ['a thumbnail inside a segment', jpeg('ffe1 000c', scan, scan, 'ffd9'), 1],
    ['a second picture after the end', jpeg(scan, 'ffd9', 'ffd8', scan, 'ffd9'), 1],
    ['a scan after the end', jpeg(scan, 'ffd9', '0002', scan), 1],
    ['a length beyond the end', jpeg('ffe1 ffff', scan), 0],
    ['a marker at the very end', jpeg(scan, 'ffda'), 1],
    ['nothing', Buffer.alloc(0), 0],
  ])('counts %s', (_name, bytes, scans) => {
    expect(countScans(bytes, 100)).toBe(scans);
  });

  test('stops one beyond the maximum', () => {
    expect(countScans(jpeg(...Array.from({ length: 9 }, () => scan)), 4)).toBe(5);
  });

  test('finds one in a photograph and ten in a progressive JPEG of mozjpeg', async () => {
    expect(countScans(readPictureFixture('coffee'), 100)).toBe(1);
    const picture = draw(gradient(64, 64)).jpeg({ progressive: true });
    expect(countScans(await picture.toBuffer(), 100)).toBe(10);
  });
});
