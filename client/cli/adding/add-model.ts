import { createSession } from '../../../functions/inference/session.ts';
import { startSession } from '../../../functions/inference/start-session.ts';
import { refuseProbabilities } from '../../../models/build/build-onnx.ts';
import { modelFiles } from '../../../models/build/model-files.ts';
import { recordCheck } from '../../../models/build/record-check.ts';
import type { StartModel } from '../../../models/build/running-model.ts';
import type { Manifest } from '../../../models/format/manifest.ts';
import { installModel, refuseTakenName } from '../../../models/store/install-model.ts';
import { openModel } from '../../../models/store/open-model.ts';
import { originFile } from '../../../models/store/origin.ts';
import { makeModel } from './make-model.ts';
import type { Order } from './order.ts';
import type { Workshop } from './workshop.ts';

/** A model that has been installed. */
export interface Added {
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Makes a model, has it answer, and installs it.
 *
 * @throws CheckpointError, ModelError or UsageError; nothing is installed then.
 */
export async function addModel(order: Order, workshop: Workshop): Promise<Added> {
  const { shelves, threads, steps } = workshop;
  refuseTakenName(shelves, order.name, order.force);
  const start: StartModel = (model) => createSession(model, { threads, exact: true });
  const { built, licence, origin } = await makeModel(order, { ...workshop, start });
  const model = await steps.run('Recording what it answers to its check picture', () =>
    recordCheck(built.model, start),
  );
  if (order.kind === 'onnx' && order.output === undefined) refuseProbabilities(model.manifest);
  const prove = async (folder: string): Promise<void> => {
    const { session } = await startSession(await openModel(folder), threads);
    await session.close();
  };
  const files = {
    ...modelFiles({ ...built, model }, licence),
    ...(origin && { [originFile]: `${JSON.stringify(origin, null, 2)}\n` }),
  };
  const options = { shelves, name: order.name, replace: order.force, prove };
  const folder = await steps.run('Installing, opened and checked once', () =>
    installModel(files, options),
  );
  return { folder, manifest: model.manifest };
}
