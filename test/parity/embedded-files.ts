import { createCalibrationDecoders } from '../../client/cli/models/calibration-pictures.ts';
import { createSession } from '../../functions/inference/session.ts';
import { convertCheckpoint } from '../../models/convert/convert-checkpoint.ts';
import { createModelFiles } from '../../models/convert/model-files.ts';
import { recordCheck } from '../../models/convert/record-check.ts';
import type { StartRunner, Steps } from '../../models/convert/types.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import type { ModelFiles } from '../../models/store/install-model.ts';
import { openModel } from '../../models/store/open-model.ts';
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
  const files = createModelFiles({ ...built, model }, '');
  return Object.fromEntries(
    ['model.onnx', 'manifest.json', 'calibration.json'].map((name) => [name, files[name] ?? '']),
  );
}
