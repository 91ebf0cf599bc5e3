import { setTimeout as wait } from 'node:timers/promises';
import { createRunner } from '../../../../functions/inference/runner.ts';
import { startSession } from '../../../../functions/inference/start-session.ts';
import { startWorker } from '../../../../functions/inference/workers/start-worker.ts';
import { WorkerPool } from '../../../../functions/inference/workers/worker-pool.ts';
import { openModel } from '../../../../models/store/open-model.ts';
import { modelFolder } from '../../../support/fixtures.ts';

// A program that ends while its workers compute, or create their sessions. Arguments: how it ends, and
// when: after so many runs, or so many milliseconds after the first workers have been started.
const [how = '', unit = '', count = ''] = process.argv.slice(2);

const { manifest, session } = await startSession(await openModel(modelFolder), 1);
const pool = new WorkerPool({
  here: createRunner(session, manifest.input),
  start: () => startWorker({ folder: modelFolder, manifest, exact: false }),
  maxWorkers: 2,
  picturesPerWorker: 2,
  idleMs: 60_000,
  onWorkerEnd: (error) => process.stderr.write(`${error.message}\n`),
});

let runs = 0;

async function keepRunning(): Promise<never> {
  for (;;) {
    await pool.run(new Uint8Array(224 * 224 * 3), { heat: false, isSpare: true });
    runs += 1;
    if (unit === 'runs' && runs === Number(count)) end();
  }
}

function end(): void {
  if (how === 'exit') process.exit(5);
  throw new Error('The program has failed.');
}

for (let i = 0; i < 4; i += 1) void keepRunning();
if (unit === 'ms') {
  await wait(Number(count));
  end();
}
