import { Worker } from 'node:worker_threads';
import { findEntry } from '../../shared/find-entry.ts';
import type { WorkerStart } from './messages.ts';
import { RunGate } from './run-gate.ts';

/** JavaScript's own memory of a worker, in megabytes; pixels and the network are not in it. */
const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 64 };

const entry = findEntry(import.meta.url, { source: './worker.mjs', bundle: 'picture-worker' });

/** One for all workers of the process. */
let gate: RunGate | undefined;

function getGate(): RunGate {
  if (gate) return gate;
  const created = new RunGate();
  process.once('exit', () => created.close());
  gate = created;
  return created;
}

/** Starts the thread of a worker. The process can exit at any time. */
export function startWorker(start: Omit<WorkerStart, 'gate'>): Worker {
  const workerData: WorkerStart = { ...start, gate: getGate().memory };
  // Flags of the process, such as those of a test runner, are not for this thread.
  return new Worker(entry, { workerData, execArgv: [], resourceLimits });
}
