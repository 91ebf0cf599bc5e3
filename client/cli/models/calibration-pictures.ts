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
import { expandInputs, type Input, picturesIn } from '../pictures/inputs.ts';

/** More of them move ranges no further: seven do as well as a hundred. */
const maxPictures = 64;

/** What the picture of a check shows: nearly all of a picture's short side. */
const checkGeometry = { size: checkSide, resize: 32, filter: 'bilinear' } as const;

/**
 * Decoders of the pictures in a folder and below, evenly chosen where there are many.
 *
 * @throws UsageError where there are none.
 */
export function calibrationPictures(folder: string): Decode[] {
  return evenlySpaced(picturesIn(folder), maxPictures).map(
    (input) => (wanted) => look(input, (inspected) => decodeWhole(inspected, wanted)),
  );
}

/** The picture of a model's check, made of a picture file. */
export async function checkPicture(file: string): Promise<Uint8Array> {
  const [input] = expandInputs([file]);
  return await look(input as Input, (inspected) => decode(inspected, checkGeometry));
}

/** @throws ModelError that names the picture, whatever is wrong with it. */
async function look<T>(
  { name, read }: Input,
  decodeIt: (inspected: Inspected) => Promise<T>,
): Promise<T> {
  try {
    const options = { limits: localLimits, urls: publicUrlPolicy };
    const { bytes } = await readPicture(await read(), options);
    return await decodeIt(await inspect(bytes, localLimits));
  } catch (cause) {
    throw new ModelError(`The picture ${name} cannot be used: ${explainError(cause)}`, { cause });
  }
}
