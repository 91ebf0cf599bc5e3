// transformers.js. Variables: THREADS, of its session, or none for the default of ONNX Runtime; BATCH=1
// to classify files one after the other instead of in batches.
import { env, pipeline, RawImage } from '@huggingface/transformers';
import { run } from './harness.mjs';

const { MODELS, THREADS, BATCH } = process.env;
env.localModelPath = MODELS;
env.allowRemoteModels = false;
const classifier = await pipeline('image-classification', 'resnet18', {
  dtype: 'q8',
  ...(THREADS && { session_options: { intraOpNumThreads: Number(THREADS) } }),
});

await run(
  async (bytes, topK) =>
    await classifier(await RawImage.fromBlob(new Blob([bytes])), { top_k: topK }),
  async (paths) => {
    if (BATCH !== '1') return await classifier(paths, { top_k: 5 });
    const answers = [];
    for (const path of paths) answers.push(await classifier(path, { top_k: 5 }));
    return answers;
  },
);
