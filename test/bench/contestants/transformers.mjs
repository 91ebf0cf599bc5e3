// transformers.js behind a minimal server: picture bytes in, the three best classes out.
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { env, pipeline, RawImage } from '@huggingface/transformers';

const [, , port, models] = process.argv;
env.localModelPath = models;
env.allowRemoteModels = false;
const classify = await pipeline('image-classification', 'resnet18', { dtype: 'q8' });

createServer(async (request, response) => {
  const image = await RawImage.fromBlob(new Blob([await buffer(request)]));
  response.end(JSON.stringify(await classify(image, { top_k: 3 })));
}).listen(Number(port), '127.0.0.1');
