import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCalibrationDecoders } from '../../client/cli/models/calibration-pictures.ts';
import { createSession } from '../../functions/inference/session.ts';
import { convertCheckpoint } from '../../models/convert/convert-checkpoint.ts';
import { createModelFiles } from '../../models/convert/model-files.ts';
import { recordCheck } from '../../models/convert/record-check.ts';
import type { StartRunner, Steps } from '../../models/convert/types.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import type { ModelFiles } from '../../models/store/install-model.ts';
import { openModel } from '../../models/store/open-model.ts';
import { formatValidated, validatedFile } from '../../models/store/validated.ts';
import { modelFolder, pictureFolder } from '../support/fixtures.ts';

const silent: Steps = { run: (_, work) => work(() => {}), say: () => {} };

/** Exact kernels: all recorded values are measured with them. */
const start: StartRunner = (model) => createSession(model, { threads: 2, exact: true });

/** Builds the embedded model's files from its checkpoint; metadata of its authors is kept. */
export async function embeddedFiles(checkpoint: string, manifest: Manifest): Promise<ModelFiles> {
  const { id, title, source, accuracy, check } = manifest;
  const { labels, translations } = await openModel(modelFolder);
  const built = await convertCheckpoint(checkpoint, {
    metadata: {
      id,
      title,
      source,
      ...(accuracy && { accuracy }),
      labels: { labels, translations, file: undefined },
      checkPicture: Buffer.from(check.pixels, 'base64'),
    },
    pictures: createCalibrationDecoders(pictureFolder),
    start,
    steps: silent,
  });
  const model = await recordCheck(built.model, start);
  const written = createModelFiles({ ...built, model }, '');
  const files: Record<string, Uint8Array | string> = {};
  for (const name of ['model.onnx', 'manifest.json', 'calibration.json']) {
    files[name] = written[name] ?? '';
  }
  // The labels stay as they are.
  const kept = ['labels.json', 'labels.zh.json'].map((name) => [
    name,
    readFileSync(join(modelFolder, name)),
  ]);
  return { ...files, [validatedFile]: formatValidated({ ...files, ...Object.fromEntries(kept) }) };
}
