import { Worker } from 'node:worker_threads';

/** What a worker thread of a test does with a task, in JavaScript. */
const behaviours = {
  answers:
    'port.postMessage({ id: task.id, run: { logits: Float32Array.of(task.id), inferenceMs: 1 } })',
  ends: 'process.exit(3)',
  hangs: '',
} as const;

export type Behaviour = keyof typeof behaviours;

/** Starts a thread that speaks the protocol of workers, without a network. */
export function startThread(behaviour: Behaviour): Worker {
  const code = `
    const { parentPort: port } = require('node:worker_threads');
    port.on('message', (task) => { ${behaviours[behaviour]} });
    port.postMessage('ready');
  `;
  return new Worker(code, { eval: true });
}

/** Starts a thread that ends before it is ready. */
export function startBrokenThread(): Worker {
  return new Worker('throw new Error("broken")', { eval: true });
}
