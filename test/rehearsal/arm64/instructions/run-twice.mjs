import { closeSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Runs a model twice on an emulated processor, with the options of functions/inference/session.ts. The
// instructions of the second run are those between the marks 0 and 1. Writes the graph that ONNX Runtime
// runs to a file, and one JSON document to stdout.

const [layers, graph] = process.argv.slice(2);
const require = createRequire(`${layers}/nodejs/node_modules/`);
const { InferenceSession, Tensor } = require('onnxruntime-node');
const { size } = JSON.parse(readFileSync(`${layers}/model/manifest.json`, 'utf8')).input;

const session = await InferenceSession.create(readFileSync(`${layers}/model/model.onnx`), {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
  optimizedModelFilePath: graph,
});
const pixels = Uint8Array.from({ length: size * size * 3 }, (_, index) => (index * 31) % 256);
const run = () =>
  session.run({ pixels: new Tensor('uint8', pixels, [1, size, size, 3]) }, ['logits']);

await run();
setMark(0);
await run();
setMark(1);
process.stdout.write(JSON.stringify({ arch: process.arch, sys: readdirSync('/sys') }));

/** The counter sees this call, which always fails: there is no such file descriptor. */
function setMark(number) {
  try {
    closeSync(120_000 + number);
  } catch {}
}
