import { decode, decodeWhole } from '../../../functions/image/decode.ts';
import { type Inspected, inspect } from '../../../functions/image/inspect.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import { readPicture } from '../../../functions/image/read-picture.ts';
import { publicUrlPolicy } from '../../../functions/image/url/policy.ts';
import { checkSide } from '../../../models/convert/draft-model.ts';
import { evenlySpaced } from '../../../models/format/evenly-spaced.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import type { Decode } from '../../../models/quantize/picture-views.ts';
import { explainError } from '../errors.ts';
import { createFileInput, findPictures, type Input } from '../pictures/inputs.ts';

/** More pictures do not widen the ranges: seven do as well as a hundred. */
const maxPictures = 64;

/** The self-check picture shows nearly all of the picture's short side. */
const checkGeometry = { size: checkSide, resize: 32, filter: 'bilinear' } as const;

/**
 * Creates decoders for the pictures in a folder and below it, evenly spaced if there are more than
 * 64.
 *
 * @throws UsageError if there are none
 */
export function createCalibrationDecoders(folder: string): Decode[] {
  return evenlySpaced(findPictures(folder, { hidden: false }).inputs, maxPictures).map(
    (input) => (geometry) => readWith(input, (inspected) => decodeWhole(inspected, geometry)),
  );
}

/** Creates the picture of a model's self-check from a picture file. */
export async function createCheckPicture(file: string): Promise<Uint8Array> {
  return await readWith(createFileInput(file), (inspected) => decode(inspected, checkGeometry));
}

/** @throws ModelError that names the picture, for any error */
async function readWith<T>(
  { name, read }: Input,
  decodeInspected: (inspected: Inspected) => Promise<T>,
): Promise<T> {
  try {
    const options = { limits: localLimits, urls: publicUrlPolicy };
    const { bytes } = await readPicture(await read(), options);
    return await decodeInspected(await inspect(bytes, localLimits));
  } catch (cause) {
    throw new ModelError(`The picture ${name} cannot be used: ${explainError(cause)}`, { cause });
  }
}
