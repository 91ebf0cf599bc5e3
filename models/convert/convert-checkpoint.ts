import type { Manifest } from '../format/manifest.ts';
import { writeFloatNetwork } from '../network/float-arithmetic.ts';
import type { Network } from '../network/network.ts';
import { calibrate } from '../quantize/calibrate.ts';
import type { Calibration } from '../quantize/calibration.ts';
import { allViews, calibrationViews, countViews, type Decode } from '../quantize/picture-views.ts';
import { quantize } from '../quantize/quantize.ts';
import type { Model } from '../store/open-model.ts';
import { measureAgreement, minAgreement } from './agreement.ts';
import { type ConvertedFile, draftModel, type ModelMetadata } from './draft-model.ts';
import { optimizeGraph } from './optimize-graph.ts';
import { readNetwork } from './read-network.ts';
import type { StartRunner, Steps } from './types.ts';

export interface ConvertCheckpointOptions {
  readonly metadata: ModelMetadata;
  /** Pictures to calibrate on; without them the model stays in float32. */
  readonly pictures: readonly Decode[] | undefined;
  readonly start: StartRunner;
  readonly steps: Steps;
}

/** A model, and for int8 the calibration it was quantised with. */
export interface ConvertedModel {
  readonly model: Model;
  readonly calibration?: Calibration;
}

/**
 * Converts a checkpoint to a model: reads it, builds its network, folds batch norm, and with
 * pictures calibrates, quantises and compares int8 with float32. If they agree too rarely, the
 * float32 model is returned.
 *
 * @throws CheckpointError or ModelError
 */
export async function convertCheckpoint(
  path: string,
  options: ConvertCheckpointOptions,
): Promise<ConvertedModel> {
  const { metadata, pictures, start, steps } = options;
  const network = await readNetwork(path, steps);
  const float = draftModel(describeFile(network, 'fp32', writeFloatNetwork(network)), metadata);
  if (!pictures) return { model: float };
  const calibration = await calibrateOn(pictures, network, steps);
  const int8 = await steps.run('Quantising to int8', async () =>
    draftModel(
      describeFile(network, 'int8', await optimizeGraph(quantize(network, calibration))),
      metadata,
    ),
  );
  const agreement = await measureAgreement({ float, int8 }, { pictures, start, steps });
  if (agreement.top1 < minAgreement) {
    steps.say(
      `int8 and float32 have the same best class for ${(agreement.top1 * 100).toFixed(1)} % of these views, less than the required ${minAgreement * 100} %: the model stays in float32.`,
    );
    return { model: float };
  }
  const manifest = { ...int8.manifest, calibration: describeCalibration(pictures), agreement };
  return { model: { ...int8, manifest }, calibration };
}

function describeFile(
  network: Network,
  precision: Manifest['precision'],
  bytes: Uint8Array,
): ConvertedFile {
  const { architecture, input, classifier } = network;
  return { architecture, precision, input, classes: classifier.shape[0], bytes };
}

async function calibrateOn(
  pictures: readonly Decode[],
  network: Network,
  steps: Steps,
): Promise<Calibration> {
  const { input } = network;
  const views = calibrationViews;
  const total = pictures.length * countViews(views);
  return await steps.run(
    `Calibrating on ${total} views of ${pictures.length} pictures`,
    (count) => calibrate(network, allViews(pictures, { views, input, count })),
    total,
  );
}

function describeCalibration(pictures: readonly Decode[]): NonNullable<Manifest['calibration']> {
  return {
    method: `minimum and maximum over ${countViews(calibrationViews)} views of each picture`,
    pictures: pictures.length,
    file: 'calibration.json',
  };
}
