import { Worker } from 'node:worker_threads';
import { findEntry } from '../../../shared/find-entry.ts';
import type { Host } from './host.ts';

/** JavaScript's own memory of the thread; pixels are not in it. */
const maxHeapMb = 64;

const entry = findEntry(import.meta.url, {
  source: '../heic/thread.mjs',
  bundle: 'heic-thread',
});

/** Starts the thread that decodes HEIC. */
export function startThread(): Host {
  const thread = new Worker(entry, {
    // Flags of the process, such as those of a test runner, are not for this thread.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    // libheif writes warnings about pictures there.
    stdout: true,
    stderr: true,
  });
  thread.stdout.resume();
  thread.stderr.resume();
  return {
    events: thread,
    send: (task) => thread.postMessage(task),
    end: () => void thread.terminate(),
    hold: (isHeld) => (isHeld ? thread.ref() : thread.unref()),
  };
}
