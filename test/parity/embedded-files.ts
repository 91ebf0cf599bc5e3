import { calibrationPictures } from '../../client/cli/adding/calibration-pictures.ts';
import { createSession } from '../../functions/inference/session.ts';
import { buildCheckpoint } from '../../models/build/build-checkpoint.ts';
import { modelFiles } from '../../models/build/model-files.ts';
import { recordCheck } from '../../models/build/record-check.ts';
import type { StartModel } from '../../models/build/running-model.ts';
import type { Steps } from '../../models/build/steps.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import type { ModelFiles } from '../../models/store/install-model.ts';
import { openModel } from '../../models/store/open-model.ts';
import { modelFolder, pictureFolder } from '../support/fixtures.ts';

const silent: Steps = { run: (_, work) => work(() => {}), say: () => {} };

/** Exact kernels, as everything that is recorded is measured with. */
const start: StartModel = (model) => createSession(model, { threads: 2, exact: true });

/** The embedded model's files that its checkpoint gives; what its makers say of it is kept. */
export async function embeddedFiles(checkpoint: string, known: Manifest): Promise<ModelFiles> {
  const { id, title, source, accuracy, check } = known;
  const { labels, translations } = await openModel(modelFolder);
  const built = await buildCheckpoint(checkpoint, {
    about: {
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
