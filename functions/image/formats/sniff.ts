import { isBmp } from './bmp/read-header.ts';

/** Formats that the service decodes. */
export const pictureFormats = [
  'jpeg',
  'png',
  'webp',
  'gif',
  'tiff',
  'avif',
  'heic',
  'bmp',
] as const;
export type PictureFormat = (typeof pictureFormats)[number];

type Signature = readonly [offset: number, bytes: string];

/**
 * Signatures of the formats that are decoded, and of others, which a refusal names: those that
 * browsers, phones and Pillow open, cameras write, or people send by mistake. `latin1`:
 * https://en.wikipedia.org/wiki/List_of_file_signatures
 */
const signatures: ReadonlyArray<readonly [format: string, ...(readonly Signature[])]> = [
  ['jpeg', [0, '\xff\xd8\xff']],
  ['png', [0, '\x89PNG\r\n\x1a\n']],
  ['webp', [0, 'RIFF'], [8, 'WEBP']],
  ['gif', [0, 'GIF87a']],
  ['gif', [0, 'GIF89a']],
  ['Canon raw (CR2)', [0, 'II*\0'], [8, 'CR']],
  ['tiff', [0, 'II*\0']],
  ['tiff', [0, 'MM\0*']],
  ['tiff', [0, 'II+\0']],
  ['tiff', [0, 'MM\0+']],
  ['JPEG that went through a text encoding', [0, '\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd']],
  ['JPEG that went through a text encoding', [0, '\xc3\xbf\xc3\x98\xc3\xbf']],
  ['PNG that went through a text encoding', [0, '\xef\xbf\xbdPNG']],
  ['PNG that went through a text encoding', [0, '\xc2\x89PNG']],
  ['PNG with changed line ends', [0, '\x89PNG\n']],
  ['MNG', [0, '\x8aMNG']],
  ['JNG', [0, '\x8bJNG']],
  ['JPEG XL', [0, '\xff\x0a']],
  ['JPEG XL', [0, '\0\0\0\x0cJXL ']],
  ['JPEG 2000', [0, '\0\0\0\x0cjP  ']],
  ['JPEG 2000', [0, '\xff\x4f\xff\x51']],
  ['JPEG XR', [0, 'II\xbc']],
  ['ICO', [0, '\0\0\x01\0']],
  ['CUR', [0, '\0\0\x02\0']],
  ['ICNS', [0, 'icns']],
  ['PSD', [0, '8BPS']],
  ['GIMP picture', [0, 'gimp xcf']],
  ['DDS', [0, 'DDS ']],
  ['QOI', [0, 'qoif']],
  ['FLIF', [0, 'FLIF']],
  ['BPG', [0, 'BPG\xfb']],
  ['OpenEXR', [0, 'v/1\x01']],
  ['Radiance HDR', [0, '#?RADIANCE']],
  ['Radiance HDR', [0, '#?RGBE']],
  ['Sun raster', [0, '\x59\xa6\x6a\x95']],
  ['SGI picture', [0, '\x01\xda']],
  ['PCX', [0, '\x0a\x05\x01']],
  ['DCX', [0, '\xb1\x68\xde\x3a']],
  ['FLI animation', [4, '\x11\xaf']],
  ['FLI animation', [4, '\x12\xaf']],
  ['Microsoft Paint 2', [0, 'DanM']],
  ['Microsoft Paint 2', [0, 'LinS']],
  ['IM picture', [0, 'Image type:']],
  ['WMF', [0, '\xd7\xcd\xc6\x9a']],
  ['EMF', [0, '\x01\0\0\0'], [40, ' EMF']],
  ['FITS', [0, 'SIMPLE  =']],
  ['DICOM', [128, 'DICM']],
  ['KTX', [0, '\xabKTX']],
  ['XPM', [0, '/* XPM */']],
  ['XBM', [0, '#define ']],
  ['Fujifilm raw (RAF)', [0, 'FUJIFILMCCD-RAW']],
  ['Olympus raw (ORF)', [0, 'IIRO']],
  ['Olympus raw (ORF)', [0, 'IIRS']],
  ['Panasonic raw (RW2)', [0, 'IIU\0']],
  ['Sigma raw (X3F)', [0, 'FOVb']],
  ['PDF', [0, '%PDF-']],
  ['PostScript', [0, '%!PS']],
  ['PostScript', [0, '\xc5\xd0\xd3\xc6']],
  ['DjVu', [0, 'AT&TFORM']],
  ['Microsoft Office', [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1']],
  ['AVI', [0, 'RIFF'], [8, 'AVI ']],
  ['WAV', [0, 'RIFF'], [8, 'WAVE']],
  ['WebM', [0, '\x1a\x45\xdf\xa3']],
  ['Ogg', [0, 'OggS']],
  ['MP3', [0, 'ID3']],
  ['QuickTime', [4, 'moov']],
  ['QuickTime', [4, 'mdat']],
  ['QuickTime', [4, 'wide']],
  ['ZIP', [0, 'PK\x03\x04']],
  ['RAR', [0, 'Rar!']],
  ['7-Zip', [0, "7z\xbc\xaf'\x1c"]],
  ['gzip', [0, '\x1f\x8b']],
  ['bzip2', [0, 'BZh']],
  ['xz', [0, '\xfd7zXZ\0']],
  ['Zstandard', [0, '\x28\xb5\x2f\xfd']],
  ['WebAssembly', [0, '\0asm']],
  ['ELF program', [0, '\x7fELF']],
  ['Windows program', [0, 'MZ\x90\0']],
];

/** ISO base media brands: https://mp4ra.org/registered-types/brands */
const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'msf1'];

/**
 * Detects the format from the first few hundred bytes, without decoding: one of those that the service
 * decodes, or the name of another one, or `unknown`.
 */
export function sniff(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512));
  const start = head.toString('latin1');
  for (const [format, ...marks] of signatures) {
    if (!marks.every(([offset, mark]) => start.startsWith(mark, offset))) continue;
    // The header of a TGA may look like that of a CUR.
    return format === 'CUR' && hasTargaFooter(bytes) ? 'TGA' : format;
  }
  if (isBmp(head)) return 'bmp';
  if (hasTargaFooter(bytes)) return 'TGA';
  if (start.startsWith('ftyp', 4)) return sniffBrands(start, head.readUInt32BE(0));
  return sniffText(start);
}

/** TGA has no signature, and since version 2.0 a footer. */
function hasTargaFooter(bytes: Uint8Array): boolean {
  const footer = 'TRUEVISION-XFILE.\0';
  return Buffer.from(bytes.slice(-footer.length)).toString('latin1') === footer;
}

/** Whether this is a format that the service decodes. */
export function isPictureFormat(format: string): format is PictureFormat {
  return (pictureFormats as readonly string[]).includes(format);
}

function sniffBrands(start: string, boxLength: number): string {
  const major = start.slice(8, 12);
  const brands: string[] = [major];
  for (let at = 16; at + 4 <= Math.min(boxLength, start.length); at += 4) {
    brands.push(start.slice(at, at + 4));
  }
  if (brands.some((brand) => avifBrands.includes(brand))) return 'avif';
  if (brands.some((brand) => heicBrands.includes(brand))) return 'heic';
  if (major === 'crx ') return 'Canon raw (CR3)';
  return brands.includes('jpeg') ? 'HEIF' : 'MP4';
}

function sniffText(start: string): string {
  const text = start
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype html|html|head|body|script)/.test(text)) return 'HTML';
  if (text.startsWith('<')) return /<svg[\s>]/.test(text) ? 'SVG' : 'XML';
  if (/^[{[]/.test(text)) return 'JSON';
  if (/^p[1-7]\s/.test(text) || /^pf\s/.test(text)) return 'PNM';
  if (/^\/9j\/|^ivborw0kggo|^data:image\//.test(text)) return 'base64';
  if (/^[\t\n\r\x20-\x7e]+$/.test(text)) return 'text';
  return 'unknown';
}
