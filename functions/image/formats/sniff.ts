/** Formats that the service decodes. */
export const pictureFormats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** Other formats that people send by mistake; a refusal names them. */
export type ForeignFormat =
  | 'HEIC'
  | 'JPEG XL'
  | 'JPEG 2000'
  | 'BMP'
  | 'ICO'
  | 'PSD'
  | 'SVG'
  | 'HTML'
  | 'XML'
  | 'JSON'
  | 'PDF'
  | 'MP4'
  | 'ZIP'
  | 'gzip'
  | 'text'
  | 'unknown';

type Signature = readonly [offset: number, bytes: string];

/** File signatures, `latin1`: https://en.wikipedia.org/wiki/List_of_file_signatures */
const signatures: ReadonlyArray<
  readonly [PictureFormat | ForeignFormat, ...(readonly Signature[])]
> = [
  ['jpeg', [0, '\xff\xd8\xff']],
  ['png', [0, '\x89PNG\r\n\x1a\n']],
  ['webp', [0, 'RIFF'], [8, 'WEBP']],
  ['gif', [0, 'GIF87a']],
  ['gif', [0, 'GIF89a']],
  ['tiff', [0, 'II*\0']],
  ['tiff', [0, 'MM\0*']],
  ['tiff', [0, 'II+\0']],
  ['tiff', [0, 'MM\0+']],
  ['JPEG XL', [0, '\xff\x0a']],
  ['JPEG XL', [0, '\0\0\0\x0cJXL ']],
  ['JPEG 2000', [0, '\0\0\0\x0cjP  ']],
  ['JPEG 2000', [0, '\xff\x4f\xff\x51']],
  ['BMP', [0, 'BM']],
  ['ICO', [0, '\0\0\x01\0']],
  ['PSD', [0, '8BPS']],
  ['PDF', [0, '%PDF-']],
  ['ZIP', [0, 'PK\x03\x04']],
  ['gzip', [0, '\x1f\x8b']],
];

/** ISO base media brands: https://mp4ra.org/registered-types/brands */
const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'msf1'];

/** Detects the format from the first few hundred bytes, without decoding. */
export function sniff(bytes: Uint8Array): PictureFormat | ForeignFormat {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512));
  const start = head.toString('latin1');
  for (const [format, ...marks] of signatures) {
    if (marks.every(([offset, mark]) => start.startsWith(mark, offset))) return format;
  }
  if (start.startsWith('ftyp', 4)) return sniffBrands(start, head.readUInt32BE(0));
  return sniffText(start);
}

/** Whether the service decodes this format. */
export function isPictureFormat(format: PictureFormat | ForeignFormat): format is PictureFormat {
  return (pictureFormats as readonly string[]).includes(format);
}

function sniffBrands(start: string, boxLength: number): PictureFormat | ForeignFormat {
  const brands: string[] = [start.slice(8, 12)];
  for (let at = 16; at + 4 <= Math.min(boxLength, start.length); at += 4) {
    brands.push(start.slice(at, at + 4));
  }
  if (brands.some((brand) => avifBrands.includes(brand))) return 'avif';
  if (brands.some((brand) => heicBrands.includes(brand))) return 'HEIC';
  return 'MP4';
}

function sniffText(start: string): ForeignFormat {
  const text = start
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype html|html|head|body|script)/.test(text)) return 'HTML';
  if (text.startsWith('<')) return /<svg[\s>]/.test(text) ? 'SVG' : 'XML';
  if (/^[{[]/.test(text)) return 'JSON';
  if (/^[\t\n\r\x20-\x7e]+$/.test(text)) return 'text';
  return 'unknown';
}
