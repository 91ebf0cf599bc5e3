import { resolve } from 'node:path';
import { type BuiltModel, buildCheckpoint } from '../../../models/build/build-checkpoint.ts';
import { buildOnnx } from '../../../models/build/build-onnx.ts';
import type { StartModel } from '../../../models/build/running-model.ts';
import type { Origin } from '../../../models/store/origin.ts';
import { aboutOwn, aboutPublished } from './about.ts';
import { calibrationPictures } from './calibration-pictures.ts';
import { fetchCheckpoint } from './fetch-checkpoint.ts';
import { ownLicence, publishedLicence } from './licence.ts';
import type { CheckpointOrder, OnnxOrder, Order, PublishedOrder } from './order.ts';
import type { Workshop } from './workshop.ts';

/** A model that is not installed, with the text of its licence. */
export interface Making {
  readonly built: BuiltModel;
  readonly licence: string;
  /** For int8: what it was made of. */
  readonly origin?: Origin;
}

interface Tools extends Workshop {
  readonly start: StartModel;
}

/** @throws CheckpointError, ModelError or UsageError */
export async function makeModel(order: Order, tools: Tools): Promise<Making> {
  switch (order.kind) {
    case 'published':
      return await makePublished(order, tools);
    case 'checkpoint':
      return await makeOwn(order, tools);
    case 'onnx':
      return await makeOnnx(order, tools);
  }
}

async function makePublished(order: PublishedOrder, tools: Tools): Promise<Making> {
  const { published, from, precision, calibration } = order;
  const folder = calibration ?? tools.pictures;
  const pictures = precision === 'fp32' ? undefined : calibrationPictures(folder);
  const path = await fetchCheckpoint(published, { ...tools, from });
  const about = await aboutPublished(order, tools);
  const built = await buildCheckpoint(path, { ...tools, about, pictures });
  const licence = await publishedLicence(tools.licences);
  return { built, licence, ...originOf(built, path, folder) };
}

async function makeOwn(order: CheckpointOrder, tools: Tools): Promise<Making> {
  const { file, precision, calibration } = order;
  const float = precision === 'fp32' || calibration === undefined;
  const pictures = float ? undefined : calibrationPictures(calibration);
  const about = await aboutOwn(order, tools);
  if (!pictures && precision !== 'fp32') {
    tools.steps.say(
      'It stays in float32: int8 asks for --calibration FOLDER, pictures of the kind that it will see.',
    );
  }
  const built = await buildCheckpoint(file, { ...tools, about, pictures });
  const licence = await ownLicence(about, tools.licences);
  return { built, licence, ...originOf(built, file, calibration) };
}

/** A model that stayed in float32 has nothing to be compared with. */
function originOf(
  { calibration }: BuiltModel,
  checkpoint: string,
  pictures: string | undefined,
): Pick<Making, 'origin'> {
  if (!calibration || pictures === undefined) return {};
  return { origin: { checkpoint: resolve(checkpoint), calibration: resolve(pictures) } };
}

async function makeOnnx(order: OnnxOrder, tools: Tools): Promise<Making> {
  const { file, output, ...options } = order;
  const [mean, std] = [order.mean, order.std].map((values) => values.map(toThreeDigits).join(', '));
  tools.steps.say(`Pixels from 0 to 255, minus ${mean}, divided by ${std}, are what it is given.`);
  const about = await aboutOwn(order, tools);
  const model = await buildOnnx(file, {
    ...options,
    about,
    steps: tools.steps,
    probabilities: output === 'probabilities',
  });
  return { built: { model }, licence: await ownLicence(about, tools.licences) };
}

function toThreeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
