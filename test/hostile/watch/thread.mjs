import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// Node 20 does not hand tsx to the threads of a process that runs with it.
register();
if (workerData.module === 'sample-thread') await import('./sample-thread.ts');
else await import('./probe-thread.ts');
