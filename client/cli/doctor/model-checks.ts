import { randomUUID } from 'node:crypto';
import type { LocalSettings } from '../../../functions/local-settings.ts';
import { chooseModel } from '../../../models/store/choose-model.ts';
import { getModelFolders, listModels } from '../../../models/store/model-folders.ts';
import { openModel } from '../../../models/store/open-model.ts';
import type { CheckResult } from '../../terminal/check-result.ts';
import { megabytes, percent } from '../../terminal/format.ts';
import { startLocalService } from '../local-service.ts';
import { silentLog } from '../log.ts';
import { runCheck } from './run-check.ts';
import { readSample } from './sample.ts';

const options = { topK: 1, minScore: 0, explain: false };

/** Checks every installed model; if the settings are valid, classifies with the default one. */
export async function* checkModels(
  root: string,
  settings: LocalSettings | undefined,
): AsyncGenerator<CheckResult> {
  const folders = getModelFolders(root);
  for (const { name, folder } of listModels(folders)) {
    yield await runCheck(
      `model ${name}`,
      async () => {
        const { manifest } = await openModel(folder);
        return { found: `${manifest.precision}, ${megabytes(manifest.bytes)}, intact` };
      },
      `run glimpse models verify ${name}; the folder is ${folder}`,
    );
  }
  if (!settings) return;
  yield await runCheck(
    'choice',
    () => {
      const { folder, reason } = chooseModel(folders, settings.GLIMPSE_MODEL);
      return { found: `${folder} (${reason})` };
    },
    'run glimpse models list, and check GLIMPSE_MODEL',
  );
  yield await runCheck(
    'answer',
    () => checkAnswer(root),
    'install the model again, or name another one in GLIMPSE_MODEL',
  );
}

/** Starting includes the self-check, which compares the answer to the manifest's own picture. */
async function checkAnswer(root: string) {
  const started = performance.now();
  const { service } = await startLocalService({ root, model: undefined, log: silentLog });
  const { kernels } = await service.model();
  const startMs = performance.now() - started;
  const image = { bytes: await readSample(root) };
  const answer = await service.classify({ image, ...options }, { requestId: randomUUID() });
  const [best] = answer.predictions;
  const name = best ? `${best.label} ${percent(best.score)}` : 'nothing';
  const pictureMs = answer.timing.totalMs.toFixed(0);
  const kernelNames = kernels === 'exact' ? 'exact kernels (no VNNI: slower)' : 'default kernels';
  return {
    found: `${name}; started in ${startMs.toFixed(0)} ms, classified in ${pictureMs} ms, ${kernelNames}`,
  };
}
