import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { selfCheck } from '../../../functions/inference/self-check.ts';
import { createSession } from '../../../functions/inference/session.ts';
import { startSession } from '../../../functions/inference/start-session.ts';
import { leastAgreement, measureAgreement } from '../../../models/build/agreement.ts';
import { proveOrigin } from '../../../models/build/prove-origin.ts';
import { readNetwork } from '../../../models/build/read-network.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import { catalogue } from '../../../models/store/catalogue.ts';
import { type Model, openModel } from '../../../models/store/open-model.ts';
import { sha256Of } from '../../../models/store/sha256-of.ts';
import { calibrationPictures } from './calibration-pictures.ts';
import type { Workshop } from './workshop.ts';

export interface VerifyOptions extends Workshop {
  /** The checkpoint that the model was made of; undefined looks among the downloads. */
  readonly from: string | undefined;
  /** Pictures to compare int8 with float32 on. */
  readonly calibration: string;
}

/**
 * Repeats what was found when a model was installed: its files, its tensors, its answer; and where
 * its checkpoint is at hand, that this file comes of it and answers like float32.
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
  const checkpoint = options.from ?? downloaded(model, options.cache);
  if (checkpoint === undefined) {
    steps.say('NOT RUN: comparison with its checkpoint, which is not here; --from FILE gives it.');
  } else {
    await compareWithCheckpoint(model, folder, { ...options, checkpoint });
  }
}

function downloaded({ manifest }: Model, cache: string): string | undefined {
  const published = catalogue.find(({ sha256 }) => sha256 === manifest.source.sha256);
  const path = published && join(cache, basename(new URL(published.url).pathname));
  return path && existsSync(path) ? path : undefined;
}

async function compareWithCheckpoint(
  model: Model,
  folder: string,
  options: VerifyOptions & { readonly checkpoint: string },
): Promise<void> {
  const { checkpoint, calibration, steps, threads } = options;
  const { id, source, precision } = model.manifest;
  const found = await sha256Of(checkpoint).catch((cause: unknown) => {
    throw new ModelError(`${checkpoint} cannot be read.`, { cause });
  });
  if (found !== source.sha256) {
    throw new ModelError(
      `${checkpoint} is not what ${id} was made of: its sha256 is ${found} and not ${source.sha256}.`,
    );
  }
  const network = await readNetwork(checkpoint, steps);
  const float = await steps.run('The file is what its checkpoint gives, byte for byte', () =>
    proveOrigin(model, network, folder),
  );
  if (precision === 'fp32') return;
  const { top1, logitShift, pictures } = await measureAgreement(
    { float, int8: model },
    {
      pictures: calibrationPictures(calibration),
      start: (one) => createSession(one, { threads, exact: true }),
      steps,
    },
  );
  const said = `The same best class as float32 for ${(top1 * 100).toFixed(1)} % of ${pictures} views, logits ${logitShift} off on average`;
  if (top1 < leastAgreement) throw new ModelError(`${said}: too little.`);
  steps.say(`${said}.`);
}
