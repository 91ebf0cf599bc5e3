import { workerData } from 'node:worker_threads';
import { listTree, readProportional, readResident } from '../../support/process-tree.ts';
import { bounds } from '../bounds.ts';
import { intervalMs, slot, type WatchData } from './watcher.ts';

// A thread of its own: making a large picture would delay the samples.

const { pid, shared } = workerData as WatchData;
const values = new Float64Array(shared);

setInterval(() => {
  const pids = listTree(pid);
  const resident = readResident(pids);
  const memory = resident > bounds.memory ? readProportional(pids) : resident;
  values[slot.peak] = Math.max(values[slot.peak] ?? 0, memory);
  values[slot.samples] = (values[slot.samples] ?? 0) + 1;
}, intervalMs);
