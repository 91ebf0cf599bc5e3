import { Worker } from 'node:worker_threads';

/**
 * Starts a module of this folder in a thread, which does not keep the process from ending.
 *
 * @param data Its `workerData`; numbers in shared memory are how it reports.
 */
export function startThread(module: 'sample-thread' | 'probe-thread', data: object): Worker {
  const thread = new Worker(new URL('thread.mjs', import.meta.url), {
    workerData: { ...data, module },
  });
  thread.unref();
  return thread;
}
