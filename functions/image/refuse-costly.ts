import { maxScans } from './formats/jpeg-scans.ts';
import { type DimensionRefusalReason, ImageError } from './image-error.ts';
import type { Limits } from './limits.ts';
import type { Header } from './read-header.ts';

/** Colour channels plus one alpha, by sharp's colour space: pictures need no more. */
const maxChannels: Readonly<Record<string, number>> = { 'b-w': 2, grey16: 2, cmyk: 5 };
const defaultMaxChannels = 4;

/**
 * Refuses a picture that would take too much memory or time to decode.
 *
 * @throws ImageError `DIMENSIONS_REFUSED`.
 */
export function refuseCostly(header: Header, limits: Pick<Limits, 'pixels' | 'aspectRatio'>): void {
  const {
    scans = 1,
    size: { width, height },
    channels,
    space,
  } = header;
  const size = `${width} x ${height} pixels`;
  const refuse = (reason: DimensionRefusalReason, limit: number, message: string): never => {
    throw new ImageError('DIMENSIONS_REFUSED', { width, height, reason, limit }, { message });
  };

  const pixels = getPixelLimit(header, limits);
  if (width * height > pixels) {
    const limit = `the limit of ${pixels / 1e6} megapixels`;
    refuse('pixels', pixels, `${size} are more than ${limit}; shrink the picture.`);
  }
  const ratio = limits.aspectRatio;
  if (Math.max(width, height) > ratio * Math.min(width, height)) {
    refuse('aspect-ratio', ratio, `${size} are narrower than 1:${ratio}; crop the picture.`);
  }
  if (scans > maxScans) {
    refuse('scans', maxScans, `The JPEG has more than ${maxScans} scans; save it again.`);
  }
  const max = maxChannels[space] ?? defaultMaxChannels;
  if (channels > max) {
    refuse('channels', max, `The picture has ${channels} channels; save it as RGB.`);
  }
}

/** A JPEG with one scan is shrunk while loading, others are decoded whole. */
function getPixelLimit(
  { format, isProgressive, scans, bits, samples }: Header,
  { pixels }: Pick<Limits, 'pixels'>,
): number {
  if (format === 'jpeg' && scans === 1 && !isProgressive) return pixels.baselineJpeg;
  if (format === 'heic') return pixels.heic;
  if (format === 'avif') return bits === 8 ? pixels.avif8Bit : pixels.avif;
  // Floating-point numbers take four times the memory of bytes, twice.
  if (samples?.encoding.kind === 'float') return Math.floor(pixels.other / 3);
  return pixels.other;
}
