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
import { calibrationPictures } from './calibration-pictures.ts';
import type { ModelContext } from './context.ts';
import { fetchCheckpoint } from './fetch-checkpoint.ts';
import { ownLicence, ownMetadata, publishedLicence, publishedMetadata } from './metadata.ts';

/** A model that is not installed, with the text of its licence. */
export interface ModelToInstall {
  readonly built: ConvertedModel;
  readonly licence: string;
  /** For int8: what it was made of. */
  readonly origin?: BuildInputs;
}

interface ConversionContext extends ModelContext {
  readonly start: StartRunner;
}

/** @throws CheckpointError, ModelError or UsageError */
export async function convertModel(
  order: AddOptions,
  tools: ConversionContext,
): Promise<ModelToInstall> {
  switch (order.kind) {
    case 'published':
      return await convertPublished(order, tools);
    case 'checkpoint':
      return await convertOwn(order, tools);
    case 'onnx':
      return await convertOwnOnnx(order, tools);
  }
}

async function convertPublished(
  order: PublishedOptions,
  tools: ConversionContext,
): Promise<ModelToInstall> {
  const { published, from, precision, calibration } = order;
  const folder = calibration ?? tools.pictures;
  const pictures = precision === 'fp32' ? undefined : calibrationPictures(folder);
  const path = await fetchCheckpoint(published, { ...tools, from });
  const metadata = await publishedMetadata(order, tools);
  const built = await convertCheckpoint(path, { ...tools, metadata, pictures });
  const licence = await publishedLicence(tools.licences);
  return { built, licence, ...originOf(built, path, folder) };
}

async function convertOwn(
  order: CheckpointOptions,
  tools: ConversionContext,
): Promise<ModelToInstall> {
  const { file, precision, calibration } = order;
  const float = precision === 'fp32' || calibration === undefined;
  const pictures = float ? undefined : calibrationPictures(calibration);
  const metadata = await ownMetadata(order, tools);
  if (!pictures && precision !== 'fp32') {
    tools.steps.say(
      'It stays in float32: int8 asks for --calibration FOLDER, pictures of the kind that it will see.',
    );
  }
  const built = await convertCheckpoint(file, { ...tools, metadata, pictures });
  const licence = await ownLicence(metadata, tools.licences);
  return { built, licence, ...originOf(built, file, calibration) };
}

/** A model that stayed in float32 has nothing to be compared with. */
function originOf(
  { calibration }: ConvertedModel,
  checkpoint: string,
  pictures: string | undefined,
): Pick<ModelToInstall, 'origin'> {
  if (!calibration || pictures === undefined) return {};
  return { origin: { checkpoint: resolve(checkpoint), calibration: resolve(pictures) } };
}

async function convertOwnOnnx(
  order: OnnxOptions,
  tools: ConversionContext,
): Promise<ModelToInstall> {
  const { file, output, ...options } = order;
  const [mean, std] = [order.mean, order.std].map((values) => values.map(toThreeDigits).join(', '));
  tools.steps.say(`Pixels from 0 to 255, minus ${mean}, divided by ${std}, are what it is given.`);
  const metadata = await ownMetadata(order, tools);
  const model = await convertOnnx(file, {
    ...options,
    metadata,
    steps: tools.steps,
    probabilities: output === 'probabilities',
  });
  return { built: { model }, licence: await ownLicence(metadata, tools.licences) };
}

function toThreeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
