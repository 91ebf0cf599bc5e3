import { createSession } from '../../../functions/inference/session.ts';
import { startSession } from '../../../functions/inference/start-session.ts';
import { refuseProbabilities } from '../../../models/convert/convert-onnx.ts';
import { createModelFiles } from '../../../models/convert/model-files.ts';
import { recordCheck } from '../../../models/convert/record-check.ts';
import type { StartRunner } from '../../../models/convert/types.ts';
import type { Manifest } from '../../../models/format/manifest.ts';
import { buildInputsFile } from '../../../models/store/build-inputs.ts';
import { installModel, refuseTakenName } from '../../../models/store/install-model.ts';
import { openModel } from '../../../models/store/open-model.ts';
import type { AddOptions } from './add-options.ts';
import type { ModelContext } from './context.ts';
import { convertModel } from './convert-model.ts';

/** An installed model. */
export interface AddedModel {
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Converts a model, records its self-check output, and installs it.
 *
 * @throws CheckpointError, ModelError or UsageError; nothing is installed then
 */
export async function addModel(options: AddOptions, context: ModelContext): Promise<AddedModel> {
  const { modelFolders: folders, threads, steps } = context;
  refuseTakenName(folders, options.name, options.force);
  const start: StartRunner = (model) => createSession(model, { threads, exact: true });
  const { converted, licence, buildInputs } = await convertModel(options, { ...context, start });
  const model = await steps.run('Recording self-check output', () =>
    recordCheck(converted.model, start),
  );
  if (options.kind === 'onnx' && options.output === undefined) refuseProbabilities(model.manifest);
  const verify = async (folder: string): Promise<void> => {
    const { session } = await startSession(await openModel(folder), threads);
    await session.close();
  };
  const files = {
    ...createModelFiles({ ...converted, model }, licence),
    ...(buildInputs && { [buildInputsFile]: `${JSON.stringify(buildInputs, null, 2)}\n` }),
  };
  const installOptions = { folders, name: options.name, replace: options.force, verify };
  const folder = await steps.run('Installing and checking the model', () =>
    installModel(files, installOptions),
  );
  return { folder, manifest: model.manifest };
}
