import { decodeHere } from '../decode-here.ts';
import { begun, type SeparateReply, type SeparateTask } from './messages.ts';
import { maxMemoryBytes } from './process-limits.ts';

/**
 * The entry of the process that decodes costly pictures, one at a time. Native code ends only with its
 * process, so whoever started this one ends it when a picture takes too long. Memory is watched here,
 * because only the process itself can ask for it on every platform.
 */

/** The task, whose picture's data comes through the standard input. */
interface Message {
  readonly picture: Omit<SeparateTask['picture'], 'data'>;
  readonly target: SeparateTask['target'];
  readonly bytes: number;
}

/** How often memory is looked at: decoders can fill several megabytes in a millisecond. */
const watchMs = 2;

process.on('message', async ({ picture, target, bytes }: Message) => {
  process.send?.(begun);
  const watch = setInterval(endIfTooLarge, watchMs);
  const data = await readInput(bytes);
  const reply = await decodeHere({ ...picture, data }, target).then(
    (pixels): SeparateReply => ({ pixels }),
    (error): SeparateReply => ({ failure: 'corrupt', message: String(error) }),
  );
  clearInterval(watch);
  process.send?.(reply);
});

// Ctrl+C reaches every process of a terminal: pictures in work are finished first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.once('disconnect', end);

/** Leaving by `process.exit` would wait for native work. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

function endIfTooLarge(): void {
  if (process.memoryUsage.rss() <= maxMemoryBytes) return;
  process.send?.({ failure: 'memory' } satisfies SeparateReply, end);
}

/** Reads a picture into one buffer. */
async function readInput(bytes: number): Promise<Buffer> {
  const data = Buffer.allocUnsafeSlow(bytes);
  let length = 0;
  while (length < bytes) {
    // All that has come: the next picture is sent after the reply.
    const chunk: Buffer | null = process.stdin.read();
    if (chunk) length += chunk.copy(data, length);
    else await new Promise((resolve) => process.stdin.once('readable', resolve));
  }
  return data;
}
