import type { Sharp } from 'sharp';
import type { Samples } from '../../formats/tiff/samples.ts';
import { sharp } from '../../sharp.ts';
import { convertLab } from './convert-lab.ts';
import { convertYCbCr } from './convert-ycbcr.ts';
import { scaleFloats } from './scale-floats.ts';

/**
 * Decodes a TIFF whose samples are not the picture yet, and opens the picture.
 *
 * @param upright The samples, in libvips.
 * @throws Error from libvips if they cannot be decoded.
 */
export async function convertSamples(upright: Sharp, samples: Samples): Promise<Sharp> {
  const { encoding, ignoredChannels } = samples;
  const isFloat = encoding.kind === 'float';
  const decoded = isFloat
    ? upright.toColourspace(encoding.space).raw({ depth: 'float' })
    : upright.toColourspace('srgb').raw();
  const { data, info } = await decoded.toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  // Of greys, sharp returns only the first channel.
  const channels = info.channels === 1 ? 1 : info.channels - ignoredChannels;
  const values = isFloat ? scaleFloats(toFloats(data), encoding.isInverted) : data;
  const pixels = channels < info.channels ? keepChannels(values, info.channels, channels) : values;
  if (encoding.kind === 'lab') convertLab(pixels, channels, encoding.isSigned);
  if (encoding.kind === 'ycbcr') convertYCbCr(pixels, channels, encoding);
  return sharp(pixels, { raw: { width, height, channels: channels as 1 | 2 | 3 | 4 } });
}

function toFloats(data: Buffer): Float32Array {
  return new Float32Array(data.buffer, data.byteOffset, data.length / 4);
}

/** Returns pixels without the channels behind the first `kept`. */
function keepChannels(pixels: Uint8Array, channels: number, kept: number): Uint8Array {
  const output = new Uint8Array((pixels.length / channels) * kept);
  for (let from = 0, to = 0; from < pixels.length; from += channels) {
    for (let i = 0; i < kept; i += 1) {
      output[to] = pixels[from + i] as number;
      to += 1;
    }
  }
  return output;
}
