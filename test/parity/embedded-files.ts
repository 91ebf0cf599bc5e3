import { calibrationPictures } from '../../client/cli/models/calibration-pictures.ts';
import { createSession } from '../../functions/inference/session.ts';
import { convertCheckpoint } from '../../models/convert/convert-checkpoint.ts';
import { modelFiles } from '../../models/convert/model-files.ts';
import { recordCheck } from '../../models/convert/record-check.ts';
import type { StartRunner, Steps } from '../../models/convert/types.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import type { ModelFiles } from '../../models/store/install-model.ts';
import { openModel } from '../../models/store/open-model.ts';
import { modelFolder, pictureFolder } from '../support/fixtures.ts';

const silent: Steps = { run: (_, work) => work(() => {}), say: () => {} };

/** Exact kernels, as everything that is recorded is measured with. */
const start: StartRunner = (model) => createSession(model, { threads: 2, exact: true });

/** The embedded model's files that its checkpoint gives; what its makers say of it is kept. */
export async function embeddedFiles(checkpoint: string, known: Manifest): Promise<ModelFiles> {
  const { id, title, source, accuracy, check } = known;
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
    pictures: calibrationPictures(pictureFolder),
    start,
    steps: silent,
  });
  const model = await recordCheck(built.model, start);
  const files = modelFiles({ ...built, model }, '');
  return Object.fromEntries(
    ['model.onnx', 'manifest.json', 'calibration.json'].map((name) => [name, files[name] ?? '']),
  );
}
