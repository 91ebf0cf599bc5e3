import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = new URL('../fixtures/', import.meta.url);

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The embedded model's folder. */
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

/** The pictures that the project ships to calibrate models with. */
export const pictureFolder = fileURLToPath(new URL('../../models/samples/', import.meta.url));

/** Path of a picture. */
export function picturePath(name: PictureName): string {
  return join(pictureFolder, `${name}.jpg`);
}

/** Bytes of a picture. */
export function readPictureFixture(name: PictureName): Buffer {
  return readFileSync(picturePath(name));
}

/** The picture after TorchVision's Resize(256) and CenterCrop(224): 224 x 224 x 3 bytes, RGB. */
export function torchPixels(name: PictureName): Buffer {
  return readFileSync(new URL(`torch/${name}.rgb`, folder));
}

/** The float32 logits that PyTorch gives for EfficientNet-Lite0. */
function torchLogits(name: PictureName): number[] {
  const { pictures } = JSON.parse(
    readFileSync(new URL('torch/efficientnet-lite0.expected.json', folder), 'utf8'),
  );
  return pictures[`${name}.jpg`].logits;
}

/** The softmax of PyTorch's logits, in double precision. */
export function torchScores(name: PictureName): number[] {
  const powers = torchLogits(name).map((logit) => Math.exp(logit));
  const sum = powers.reduce((total, power) => total + power);
  return powers.map((power) => power / sum);
}
