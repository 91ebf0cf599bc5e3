// Glimpse in this process, without HTTP: the service that all entries share.
import { assembleService } from '../../../functions/assemble-service.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import { publicUrlPolicy } from '../../../functions/image/url/policy.ts';
import { readLocalSettings } from '../../../functions/local-settings.ts';
// @ts-expect-error Plain JavaScript: the peers run without a compiler.
import { runLoop } from './harness.mjs';

const [, , folder = ''] = process.argv;
const { classifier, service } = assembleService({
  folder,
  threads: readLocalSettings(process.env).GLIMPSE_THREADS,
  limits: localLimits,
  urls: publicUrlPolicy,
  log: { info: () => {}, error: () => {} },
});
await classifier.start();

await runLoop(async (bytes: Buffer, topK: number) => {
  const request = { image: { bytes }, topK, minScore: 0, explain: false };
  const { predictions } = await service.classify(request, { requestId: 'bench' });
  return predictions;
});
