// A plain script: sharp decodes, onnxruntime-node runs the network. It loads the versions that Glimpse has.
import { createRequire } from 'node:module';
import { run } from './harness.mjs';

const require = createRequire(new URL('../../../package.json', import.meta.url));
const sharp = require('sharp');
const { InferenceSession, Tensor } = require('onnxruntime-node');

const session = await InferenceSession.create(process.env.MODEL);

async function classify(input, topK) {
  const pixels = await sharp(input)
    .resize(256, 256, { fit: 'cover' })
    .extract({ left: 16, top: 16, width: 224, height: 224 })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
  const values = new Float32Array(pixels.length);
  const plane = 224 * 224;
  for (let at = 0; at < plane; at += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      values[channel * plane + at] = pixels[at * 3 + channel] / 255;
    }
  }
  const { logits } = await session.run({
    pixel_values: new Tensor('float32', values, [1, 3, 224, 224]),
  });
  const powers = logits.data.map(Math.exp);
  const sum = powers.reduce((total, power) => total + power);
  return [...powers]
    .map((power, index) => ({ index, score: power / sum }))
    .sort((a, b) => b.score - a.score)
    .slice(0, topK);
}

await run(classify, (paths) => Promise.all(paths.map((path) => classify(path, 5))));
