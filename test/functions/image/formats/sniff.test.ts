import { describe, expect, test } from 'vitest';
import { pictureFormats, sniff } from '../../../../functions/image/formats/sniff.ts';
import { inspect } from '../../../../functions/image/inspect.ts';
import { localLimits } from '../../../../functions/image/limits.ts';
import { encodableFormats, encode } from '../../../support/encoder.ts';
import { draw, flat } from '../../../support/pixels.ts';

/** The first bytes of files, as common programs write them. */
const foreign: [string, string][] = [
  ['JPEG XL', '\xff\x0a\xfa\x1f\x01'],
  ['JPEG XL', '\0\0\0\x0cJXL \r\n\x87\n'],
  ['JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n'],
  ['JPEG 2000', '\xff\x4f\xff\x51\0\x2f'],
  ['ICO', '\0\0\x01\0\x01\0\x10\x10'],
  ['PSD', '8BPS\0\x01\0\0\0\0\0\0'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'],
  ['SVG', '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg\nwidth="1"/>'],
  ['HTML', '<!DOCTYPE html><html><body><svg width="1"></svg></body></html>'],
  ['HTML', '\n  <html lang="en"><head><title>404</title>'],
  ['XML', '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code></Error>'],
  ['JSON', '{"error":"not found"}'],
  ['JSON', '[{"icon":"<svg width=1>"}]'],
  ['PDF', '%PDF-1.7\n%\xe2\xe3\xcf\xd3'],
  ['MP4', '\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41'],
  ['MP4', '\0\0\0\x14ftypqt  \0\0\0\0qt  '],
  ['ZIP', 'PK\x03\x04\x14\0\0\0'],
  ['gzip', '\x1f\x8b\x08\0\0\0\0\0'],
  ['text', 'Hello, this is a picture.\n'],
  ['text', '/etc/passwd'],
  ['text', 'BMW is a company.'],
  ['base64', 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB'],
  ['base64', 'data:image/png;base64,iVBORw0KGgo='],
  ['Canon raw (CR2)', 'II*\0\x10\0\0\0CR\x02\0'],
  ['Canon raw (CR3)', '\0\0\0\x18ftypcrx \0\0\0\x01crx isom'],
  [
    'JPEG that went through a text encoding',
    '\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\0\x10JFIF',
  ],
  ['JPEG that went through a text encoding', '\xc3\xbf\xc3\x98\xc3\xbf\xc3\xa0\0\x10JFIF'],
  ['PNM', 'P6\n4 4\n255\n'],
  ['FLI animation', 'H\x10\0\0\x11\xaf\x1e\0'],
  ['TGA', `\0\0\x02${'\0'.repeat(30)}TRUEVISION-XFILE.\0`],
  ['QOI', 'qoif\0\0\0\x01'],
  ['unknown', '\0'],
  ['unknown', '\0'.repeat(600)],
  ['ELF program', '\x7fELF\x02\x01\x01\0'],
  ['WAV', 'RIFF\x24\0\0\0WAVEfmt '],
  ['PNG with changed line ends', '\x89PNG\n'],
];

describe('the format of bytes', () => {
  test.each(foreign)('is detected as %s: %j', (format, start) => {
    expect(sniff(Buffer.from(start, 'latin1'))).toBe(format);
  });

  test.each(foreign)('of a foreign kind is refused as %s: %j', async (format, start) => {
    const failure = inspect(Buffer.from(start, 'latin1'), localLimits);
    await expect(failure).rejects.toMatchObject({
      name: 'ImageError',
      code: 'UNSUPPORTED_FORMAT',
      details: { format, supported: pictureFormats },
      message: expect.stringContaining(
        format === 'unknown' ? 'not a known picture format' : format,
      ),
    });
  });

  test.each(encodableFormats)('is detected as %s', async (format) => {
    expect(sniff(await encode(draw(flat([1, 2, 3])), format))).toBe(format);
  });

  test.each([
    ['gif', 'GIF87a\x01\0\x01\0'],
    ['tiff', 'MM\0*\0\0\0\x08'],
    ['tiff', 'II+\0\x08\0\0\0'],
    ['tiff', 'MM\0+\0\x08\0\0'],
    ['avif', '\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf'],
    ['avif', '\0\0\0\x18ftypavis\0\0\0\0msf1'],
    ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['heic', '\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf'],
    ['heic', '\0\0\0\x18ftyphevc\0\0\0\0msf1hevc'],
    ['bmp', 'BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'],
  ] as const)('is detected as %s in its variants: %j', (format, start) => {
    expect(sniff(Buffer.from(start, 'latin1'))).toBe(format);
  });

  test('ignores brands beyond the box that lists them', () => {
    const bytes = Buffer.from('\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x08avif', 'latin1');
    expect(sniff(bytes)).toBe('MP4');
  });

  test('is that of the given part of a buffer', () => {
    const bytes = Buffer.from('%PDF-1.7 {"a":1}').subarray(9);
    expect(sniff(bytes)).toBe('JSON');
  });
});
