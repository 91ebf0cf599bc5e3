import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { ModelError } from '../../format/model-error.ts';
import { fileSize } from '../files.ts';
import { DownloadFault, defaultRetryPolicy, type RetryPolicy } from './options.ts';
import { PartDownload, type PartOptions } from './part-download.ts';

/** What a try has to bring, in bytes, so that the count of failures starts again. */
const progress = 2 ** 20;
const maxPauseMs = 60_000;

/** Fetches what the part lacks, again after each fault, until it is as long as it has to be. */
export async function downloadWithRetries(options: PartOptions): Promise<void> {
  const { url, part, bytes, signal, retryPolicy = defaultRetryPolicy } = options;
  if ((await fileSize(part)) > bytes) await rm(part);
  const download = new PartDownload(options);
  let faults = 0;
  for (;;) {
    const before = await fileSize(part);
    try {
      return await download.proceed();
    } catch (fault) {
      signal?.throwIfAborted();
      if (!(fault instanceof DownloadFault)) throw fault;
      const after = await fileSize(part);
      // All of it was here when the connection broke.
      if (after === bytes) return;
      faults = after - before >= progress ? 1 : faults + 1;
      if (faults >= retryPolicy.tries) {
        throw new ModelError(
          `${url} cannot be downloaded (${fault.message}, ${after} of ${bytes} bytes are here): try again later, or get the file elsewhere and give it with --from FILE.`,
          { cause: fault },
        );
      }
      await pause(pauseMs(fault, faults, retryPolicy), signal);
    }
  }
}

/** @throws the signal's own reason, as everywhere here. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
}

/** Doubled each time, up to half of it left to chance so that many clients do not come back at once. */
function pauseMs({ retryAfterMs }: DownloadFault, faults: number, { waitMs }: RetryPolicy): number {
  const doubled = waitMs * 2 ** (faults - 1) * (1 - Math.random() / 2);
  return Math.min(Math.max(doubled, retryAfterMs), maxPauseMs);
}
