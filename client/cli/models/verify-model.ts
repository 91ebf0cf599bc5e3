import { selfCheck } from '../../../functions/inference/self-check.ts';
import { createSession } from '../../../functions/inference/session.ts';
import { startSession } from '../../../functions/inference/start-session.ts';
import { measureAgreement, minAgreement } from '../../../models/convert/agreement.ts';
import { readNetwork } from '../../../models/convert/read-network.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import { writeFloatNetwork } from '../../../models/network/float-arithmetic.ts';
import { type BuildInputs, readBuildInputs } from '../../../models/store/build-inputs.ts';
import { type Model, openModel } from '../../../models/store/open-model.ts';
import { percent } from '../../terminal/format.ts';
import { createCalibrationDecoders } from './calibration-pictures.ts';
import type { ModelContext } from './context.ts';
import { hashCheckpoint } from './fetch-checkpoint.ts';

export interface VerifyOptions extends ModelContext {
  /** Checkpoint the model was built from; undefined for the one at its original path. */
  readonly from: string | undefined;
  /** Folder of pictures to compare int8 and float32 on; undefined for the original ones. */
  readonly calibration: string | undefined;
}

/**
 * Repeats the checks of the installation: files, tensors, self-check; and for int8, if its
 * checkpoint is available, the comparison with float32.
 *
 * @throws ModelError that names the failed check
 */
export async function verifyModel(folder: string, options: VerifyOptions): Promise<void> {
  const { steps, threads } = options;
  const model = await steps.run('Comparing hash, size and labels with the manifest', () =>
    openModel(folder),
  );
  const { session, kernels } = await startSession(model, threads);
  const difference = await selfCheck(session, model.manifest);
  await session.close();
  const { tolerance } = model.manifest.check;
  steps.say(
    `Tensors match the contract. Self-check difference ${difference.toFixed(4)} (limit ${tolerance}, ${kernels} kernels).`,
  );
  if (model.manifest.precision === 'fp32') {
    if (options.from === undefined) return;
    throw new ModelError('This model is float32 itself; there is nothing to compare, omit --from.');
  }
  const buildInputs = await readBuildInputs(folder);
  const checkpoint = options.from ?? (await findUnchanged(buildInputs, model));
  if (checkpoint === undefined) {
    steps.say('NOT RUN: comparison with float32. Pass the checkpoint with --from FILE.');
  } else {
    const calibration = options.calibration ?? buildInputs.calibration ?? options.samplesFolder;
    await compareWithFloat(model, { ...options, checkpoint, calibration });
  }
}

/** Returns the original checkpoint, unless it is gone or has been replaced. */
async function findUnchanged(
  { checkpoint }: Partial<BuildInputs>,
  { manifest }: Model,
): Promise<string | undefined> {
  if (checkpoint === undefined) return undefined;
  return (await hashCheckpoint(checkpoint)) === manifest.source.sha256 ? checkpoint : undefined;
}

async function compareWithFloat(
  int8: Model,
  options: ModelContext & { readonly checkpoint: string; readonly calibration: string },
): Promise<void> {
  const { checkpoint, calibration, steps, threads } = options;
  const { manifest } = int8;
  const { id, source } = manifest;
  const found = await hashCheckpoint(checkpoint);
  if (found !== source.sha256) {
    throw new ModelError(
      `${checkpoint} is not the checkpoint that ${id} was built from: its sha256 is ${found}, not ${source.sha256}.`,
    );
  }
  const bytes = writeFloatNetwork(await readNetwork(checkpoint, steps));
  const float: Model = { ...int8, manifest: { ...manifest, precision: 'fp32' }, bytes };
  const { top1, logitShift, pictures } = await measureAgreement(
    { float, int8 },
    {
      pictures: createCalibrationDecoders(calibration),
      start: (model) => createSession(model, { threads, exact: true }),
      steps,
    },
  );
  const result = `The same best class as float32 for ${percent(top1)} of ${pictures} views, logits ${logitShift} off on average`;
  if (top1 < minAgreement) {
    throw new ModelError(`${result}; at least ${percent(minAgreement, 0)} are required.`);
  }
  steps.say(`${result}.`);
}
