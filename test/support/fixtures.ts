import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = new URL('../fixtures/', import.meta.url);

/** Root folder of the checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Folder of the embedded model. */
export const modelFolder = fileURLToPath(
  new URL('../../models/efficientnet-lite0', import.meta.url),
);

export const pictureNames = [
  'astronaut',
  'chelsea',
  'china',
  'coffee',
  'flower',
  'hubble_deep_field',
  'rocket',
] as const;

export type PictureName = (typeof pictureNames)[number];

/** Folder of the sample pictures, which calibrate models. */
export const pictureFolder = fileURLToPath(new URL('../../models/samples/', import.meta.url));

/** Returns the path of a sample picture. */
export function picturePath(name: PictureName): string {
  return join(pictureFolder, `${name}.jpg`);
}

/** Reads a sample picture. */
export function readPictureFixture(name: PictureName): Buffer {
  return readFileSync(picturePath(name));
}

/** Reads a picture after TorchVision's Resize(256) and CenterCrop(224): 224 x 224 x 3 bytes, RGB. */
export function readTorchPixels(name: PictureName): Buffer {
  return readFileSync(new URL(`torch/${name}.rgb`, folder));
}

/** Reads PyTorch's float32 logits of EfficientNet-Lite0. */
function readTorchLogits(name: PictureName): number[] {
  const { pictures } = JSON.parse(
    readFileSync(new URL('torch/efficientnet-lite0.expected.json', folder), 'utf8'),
  );
  return pictures[`${name}.jpg`].logits;
}

/** Computes the softmax of PyTorch's logits, in double precision. */
export function computeTorchScores(name: PictureName): number[] {
  const powers = readTorchLogits(name).map((logit) => Math.exp(logit));
  const sum = powers.reduce((total, power) => total + power);
  return powers.map((power) => power / sum);
}
