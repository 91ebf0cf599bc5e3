import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { ModelError } from '../../format/model-error.ts';
import { getFileSize } from '../files.ts';
import { defaultRetryPolicy, type RetryPolicy, TransientError } from './options.ts';
import { PartDownload, type PartOptions } from './part-download.ts';

/** An attempt that receives this many bytes resets the count of failures. */
const progressBytes = 2 ** 20;
const maxPauseMs = 60_000;

/** Downloads the rest of the `.part` file, retrying transient failures. */
export async function downloadWithRetries(options: PartOptions): Promise<void> {
  const { url, part, bytes, signal, retryPolicy = defaultRetryPolicy } = options;
  if ((await getFileSize(part)) > bytes) await rm(part);
  const download = new PartDownload(options);
  let failures = 0;
  for (;;) {
    const before = await getFileSize(part);
    try {
      return await download.resume();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof TransientError)) throw error;
      const after = await getFileSize(part);
      // The connection broke after the last byte.
      if (after === bytes) return;
      failures = after - before >= progressBytes ? 1 : failures + 1;
      if (failures >= retryPolicy.tries) {
        throw new ModelError(
          `${url} cannot be downloaded (${error.message}; ${after} of ${bytes} bytes received): try again later, or get the file elsewhere and pass it with --from FILE.`,
          { cause: error },
        );
      }
      await pause(pauseMs(error, failures, retryPolicy), signal);
    }
  }
}

/** @throws the signal's reason if it is aborted. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
}

/** Doubles with each failure; up to half is random, so that many clients do not retry together. */
function pauseMs(
  { retryAfterMs }: TransientError,
  failures: number,
  { waitMs }: RetryPolicy,
): number {
  const doubled = waitMs * 2 ** (failures - 1) * (1 - Math.random() / 2);
  return Math.min(Math.max(doubled, retryAfterMs), maxPauseMs);
}
