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
import { calibrationPictures } from './calibration-pictures.ts';
import type { ModelContext } from './context.ts';
import { sha256OfCheckpoint } from './fetch-checkpoint.ts';

export interface VerifyOptions extends ModelContext {
  /** The checkpoint that the model was made of; undefined looks where it was then. */
  readonly from: string | undefined;
  /** Folder of pictures to compare int8 with float32 on; undefined takes those of then. */
  readonly calibration: string | undefined;
}

/**
 * Repeats what was found when a model was installed: its files, its tensors, its answer; and for
 * int8, where its checkpoint is at hand, that it answers like float32.
 *
 * @throws ModelError that names what does not hold.
 */
export async function verifyModel(folder: string, options: VerifyOptions): Promise<void> {
  const { steps, threads } = options;
  const model = await steps.run('Hash, size and labels are those of the manifest', () =>
    openModel(folder),
  );
  const { session, kernels } = await startSession(model, threads);
  const difference = await selfCheck(session, model.manifest);
  await session.close();
  const { tolerance } = model.manifest.check;
  steps.say(
    `Its tensors keep the contract; its answer to the check picture is ${difference.toFixed(4)} off, ${tolerance} is allowed (${kernels} kernels).`,
  );
  if (model.manifest.precision === 'fp32') {
    if (options.from === undefined) return;
    throw new ModelError('This model is float32 itself: there is nothing to compare with --from.');
  }
  const origin = await readBuildInputs(folder);
  const checkpoint = options.from ?? (await unchanged(origin, model));
  if (checkpoint === undefined) {
    steps.say('NOT RUN: comparison with float32; --from FILE gives the checkpoint that it needs.');
  } else {
    const calibration = options.calibration ?? origin.calibration ?? options.pictures;
    await compareWithFloat(model, { ...options, checkpoint, calibration });
  }
}

/** The checkpoint of then, unless it has been replaced since. */
async function unchanged(
  { checkpoint }: Partial<BuildInputs>,
  { manifest }: Model,
): Promise<string | undefined> {
  if (checkpoint === undefined) return undefined;
  return (await sha256OfCheckpoint(checkpoint)) === manifest.source.sha256 ? checkpoint : undefined;
}

async function compareWithFloat(
  int8: Model,
  options: ModelContext & { readonly checkpoint: string; readonly calibration: string },
): Promise<void> {
  const { checkpoint, calibration, steps, threads } = options;
  const { manifest } = int8;
  const { id, source } = manifest;
  const found = await sha256OfCheckpoint(checkpoint);
  if (found !== source.sha256) {
    throw new ModelError(
      `${checkpoint} is not what ${id} was made of: its sha256 is ${found} and not ${source.sha256}.`,
    );
  }
  const bytes = writeFloatNetwork(await readNetwork(checkpoint, steps));
  const float: Model = { ...int8, manifest: { ...manifest, precision: 'fp32' }, bytes };
  const { top1, logitShift, pictures } = await measureAgreement(
    { float, int8 },
    {
      pictures: calibrationPictures(calibration),
      start: (model) => createSession(model, { threads, exact: true }),
      steps,
    },
  );
  const said = `The same best class as float32 for ${percent(top1)} of ${pictures} views, logits ${logitShift} off on average`;
  if (top1 < minAgreement) throw new ModelError(`${said}: too little.`);
  steps.say(`${said}.`);
}
