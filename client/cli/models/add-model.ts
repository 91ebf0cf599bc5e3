import { createSession } from '../../../functions/inference/session.ts';
import { startSession } from '../../../functions/inference/start-session.ts';
import { refuseProbabilities } from '../../../models/convert/convert-onnx.ts';
import { modelFiles } from '../../../models/convert/model-files.ts';
import { recordCheck } from '../../../models/convert/record-check.ts';
import type { StartRunner } from '../../../models/convert/types.ts';
import type { Manifest } from '../../../models/format/manifest.ts';
import { buildInputsFile } from '../../../models/store/build-inputs.ts';
import { installModel, refuseTakenName } from '../../../models/store/install-model.ts';
import { openModel } from '../../../models/store/open-model.ts';
import type { AddOptions } from './add-options.ts';
import type { ModelContext } from './context.ts';
import { convertModel } from './convert-model.ts';

/** A model that has been installed. */
export interface AddedModel {
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Makes a model, has it answer, and installs it.
 *
 * @throws CheckpointError, ModelError or UsageError; nothing is installed then.
 */
export async function addModel(order: AddOptions, context: ModelContext): Promise<AddedModel> {
  const { folders, threads, steps } = context;
  refuseTakenName(folders, order.name, order.force);
  const start: StartRunner = (model) => createSession(model, { threads, exact: true });
  const { built, licence, origin } = await convertModel(order, { ...context, start });
  const model = await steps.run('Recording what it answers to its check picture', () =>
    recordCheck(built.model, start),
  );
  if (order.kind === 'onnx' && order.output === undefined) refuseProbabilities(model.manifest);
  const verify = async (folder: string): Promise<void> => {
    const { session } = await startSession(await openModel(folder), threads);
    await session.close();
  };
  const files = {
    ...modelFiles({ ...built, model }, licence),
    ...(origin && { [buildInputsFile]: `${JSON.stringify(origin, null, 2)}\n` }),
  };
  const options = { folders, name: order.name, replace: order.force, verify };
  const folder = await steps.run('Installing, opened and checked once', () =>
    installModel(files, options),
  );
  return { folder, manifest: model.manifest };
}
