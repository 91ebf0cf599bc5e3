import { resolve } from 'node:path';
import {
  type ConvertedModel,
  convertCheckpoint,
} from '../../../models/convert/convert-checkpoint.ts';
import { convertOnnx } from '../../../models/convert/convert-onnx.ts';
import type { StartRunner } from '../../../models/convert/types.ts';
import type { BuildInputs } from '../../../models/store/build-inputs.ts';
import type {
  AddOptions,
  CheckpointOptions,
  OnnxOptions,
  PublishedOptions,
} from './add-options.ts';
import { createCalibrationDecoders } from './calibration-pictures.ts';
import type { ModelContext } from './context.ts';
import { fetchCheckpoint } from './fetch-checkpoint.ts';
import {
  createPublishedMetadata,
  createUserMetadata,
  writePublishedLicence,
  writeUserLicence,
} from './metadata.ts';

/** A model that is not installed yet, with the text of its licence. */
export interface ModelToInstall {
  readonly converted: ConvertedModel;
  readonly licence: string;
  /** For int8: the files it was built from. */
  readonly buildInputs?: BuildInputs;
}

interface ConversionContext extends ModelContext {
  readonly start: StartRunner;
}

/** Converts a checkpoint or an ONNX file. @throws CheckpointError, ModelError or UsageError */
export async function convertModel(
  options: AddOptions,
  context: ConversionContext,
): Promise<ModelToInstall> {
  switch (options.kind) {
    case 'published':
      return await convertPublished(options, context);
    case 'checkpoint':
      return await convertUserCheckpoint(options, context);
    case 'onnx':
      return await convertUserOnnx(options, context);
  }
}

async function convertPublished(
  options: PublishedOptions,
  context: ConversionContext,
): Promise<ModelToInstall> {
  const { published, from, precision, calibration } = options;
  const folder = calibration ?? context.samplesFolder;
  const pictures = precision === 'fp32' ? undefined : createCalibrationDecoders(folder);
  const path = await fetchCheckpoint(published, { ...context, from });
  const metadata = await createPublishedMetadata(options, context);
  const converted = await convertCheckpoint(path, { ...context, metadata, pictures });
  const licence = await writePublishedLicence(context.licencesFolder);
  return { converted, licence, ...toBuildInputs(converted, path, folder) };
}

async function convertUserCheckpoint(
  options: CheckpointOptions,
  context: ConversionContext,
): Promise<ModelToInstall> {
  const { file, precision, calibration } = options;
  const keepsFloat = precision === 'fp32' || calibration === undefined;
  const pictures = keepsFloat ? undefined : createCalibrationDecoders(calibration);
  const metadata = await createUserMetadata(options, context);
  if (!pictures && precision !== 'fp32') {
    context.steps.say(
      'Keeping float32. For int8, pass --calibration FOLDER with representative pictures.',
    );
  }
  const converted = await convertCheckpoint(file, { ...context, metadata, pictures });
  const licence = await writeUserLicence(metadata, context.licencesFolder);
  return { converted, licence, ...toBuildInputs(converted, file, calibration) };
}

/** Returns an empty object for a float32 model, which is not compared with anything later. */
function toBuildInputs(
  { calibration }: ConvertedModel,
  checkpoint: string,
  pictures: string | undefined,
): Pick<ModelToInstall, 'buildInputs'> {
  if (!calibration || pictures === undefined) return {};
  return { buildInputs: { checkpoint: resolve(checkpoint), calibration: resolve(pictures) } };
}

async function convertUserOnnx(
  options: OnnxOptions,
  context: ConversionContext,
): Promise<ModelToInstall> {
  const { file, output, ...rest } = options;
  const { steps, licencesFolder } = context;
  const [mean, std] = [rest.mean, rest.std].map((values) => values.map(toThreeDigits).join(', '));
  steps.say(`Preprocessing: (pixel − [${mean}]) / [${std}], pixels 0 to 255.`);
  const metadata = await createUserMetadata(options, context);
  const model = await convertOnnx(file, {
    ...rest,
    metadata,
    steps,
    probabilities: output === 'probabilities',
  });
  return { converted: { model }, licence: await writeUserLicence(metadata, licencesFolder) };
}

function toThreeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
