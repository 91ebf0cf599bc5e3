import { createRequire } from 'node:module';

// Loaded before the function: what goes wrong in code that nobody waits for, on demand.

const { InferenceSession } = createRequire(import.meta.url)('onnxruntime-node');

process.on('SIGUSR2', () => {
  Promise.reject(new Error('nobody waits for this'));
});

process.on('SIGHUP', () => {
  const { run } = InferenceSession.prototype;
  InferenceSession.prototype.run = () => {
    InferenceSession.prototype.run = run;
    return new Promise(() => {});
  };
});
