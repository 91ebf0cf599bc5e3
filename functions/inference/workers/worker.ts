import { constants, getPriority, setPriority } from 'node:os';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { readModelFile } from '../../../models/store/open-model.ts';
import { ImageError } from '../../image/image-error.ts';
import { createRunner, type RunInput } from '../runner.ts';
import { createSession, type Session } from '../session.ts';
import { ready, type WorkerReply, type WorkerStart, type WorkerTask } from './messages.ts';
import { RunGate } from './run-gate.ts';

/**
 * The entry of the threads that decode pictures and run the network on them. Each has a session of its
 * own, on one thread, because ONNX Runtime's binding computes on the thread that calls it.
 */
const { folder, manifest, exact, gate: memory } = workerData as WorkerStart;
const port = parentPort as MessagePort;
const gate = new RunGate(memory);
lowerPriority();
const session = await startSession();
const runner = createRunner(
  { run: (pixels, options) => gate.pass(() => session.run(pixels, options)) },
  manifest.input,
);

port.on('message', async (task: WorkerTask) => port.postMessage(await answer(task)));
port.postMessage(ready);

/** Lets the thread that answers callers go first. Elsewhere than on Linux, priority is that of a process. */
function lowerPriority(): void {
  const { PRIORITY_BELOW_NORMAL } = constants.priority;
  // Raising it would need a privilege.
  const isHigher = getPriority() < PRIORITY_BELOW_NORMAL;
  if (process.platform === 'linux' && isHigher) setPriority(PRIORITY_BELOW_NORMAL);
}

/** The bytes of the model are not kept: the session has its own. */
async function startSession(): Promise<Session> {
  const bytes = await readModelFile(folder, manifest);
  return await gate.pass(() => createSession({ bytes, manifest }, { threads: 1, exact }));
}

async function answer({ id, input, options }: WorkerTask): Promise<WorkerReply> {
  try {
    return { id, run: await runner.run(restore(input), { ...options, isSpare: true }) };
  } catch (error) {
    if (!(error instanceof ImageError) || input instanceof Uint8Array) {
      return { id, error: String(error) };
    }
    return { id, damage: { format: input.format, message: String(error.cause) } };
  }
}

/** A message turns buffers into plain arrays of bytes. */
function restore(input: RunInput): RunInput {
  if (input instanceof Uint8Array) return input;
  const { buffer, byteOffset, length } = input.data;
  return { ...input, data: Buffer.from(buffer, byteOffset, length) };
}
