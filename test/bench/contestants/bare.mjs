// The least that a Node program does to recognise a picture: it loads sharp and onnxruntime-node, creates
// a session, decodes, and runs once. Arguments: MODEL PICTURE.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [, , model, picture] = process.argv;
const require = createRequire(new URL('../../../package.json', import.meta.url));
const sharp = require('sharp');
const { InferenceSession, Tensor } = require('onnxruntime-node');

// One thread, as the function has.
const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
const pixels = await sharp(readFileSync(picture))
  .resize(256, 256, { fit: 'cover' })
  .extract({ left: 16, top: 16, width: 224, height: 224 })
  .raw()
  .toBuffer();
const { logits } = await session.run({
  pixels: new Tensor('uint8', pixels, [1, 224, 224, 3]),
});
process.exit(logits.data.length === 1000 ? 0 : 1);
