import type { LocalSettings } from '../../../functions/local-settings.ts';
import { chooseModel } from '../../../models/store/choose-model.ts';
import { getModelFolders, listModels } from '../../../models/store/model-folders.ts';
import { openModel } from '../../../models/store/open-model.ts';
import { megabytes, percent } from '../../terminal/format.ts';
import { createLocalBackend } from '../classify/local-backend.ts';
import { type Finding, look } from './finding.ts';
import { readSample } from './sample.ts';

const options = { topK: 1, minScore: 0, explain: false };

/** Looks at every model that is here, and has the one that is taken answer, where it can be told. */
export async function* checkModels(
  root: string,
  settings: LocalSettings | undefined,
): AsyncGenerator<Finding> {
  const folders = getModelFolders(root);
  for (const { name, folder } of listModels(folders)) {
    yield await look(
      `model ${name}`,
      async () => {
        const { manifest } = await openModel(folder);
        return { found: `${manifest.precision}, ${megabytes(manifest.bytes)}, whole` };
      },
      `see glimpse models verify ${name}; the folder is ${folder}`,
    );
  }
  if (!settings) return;
  yield await look(
    'choice',
    () => {
      const { folder, reason } = chooseModel(folders, settings.GLIMPSE_MODEL);
      return { found: `${folder} (${reason})` };
    },
    'see glimpse models list, and GLIMPSE_MODEL',
  );
  yield await look(
    'answer',
    () => seeAnswer(root),
    'install the model again, or name another one in GLIMPSE_MODEL',
  );
}

/** Starting includes the self-check: the answer to the manifest's own picture is the recorded one. */
async function seeAnswer(root: string) {
  const started = performance.now();
  const backend = await createLocalBackend({ root, model: undefined, pictures: 1 });
  const startMs = performance.now() - started;
  const bytes = await readSample(root);
  const { predictions, timing } = await backend.classify({ bytes }, options);
  const [best] = predictions;
  const said = best ? `${best.label} ${percent(best.score)}` : 'nothing';
  const kernels = backend.model.kernels === 'exact' ? 'exact (no VNNI here: slower)' : 'default';
  return {
    found: `${said}; started in ${startMs.toFixed(0)} ms, a picture in ${timing.totalMs.toFixed(0)} ms; kernels ${kernels}`,
  };
}
