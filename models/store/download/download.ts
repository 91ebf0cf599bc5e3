import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EnvHttpProxyAgent } from 'undici';
import { ModelError } from '../../format/model-error.ts';
import { computeSha256, getFileSize } from '../files.ts';
import type { DownloadOptions } from './options.ts';
import { downloadWithRetries } from './retry.ts';

/**
 * Downloads a file whose hash is known, through the proxy set by HTTPS_PROXY, HTTP_PROXY and
 * NO_PROXY. Only the correct file ever appears at `to`; if it is there already, nothing is fetched.
 *
 * @throws ModelError naming the URL and `--from FILE`; the signal's reason if it is aborted.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { to, bytes, sha256, onProgress, signal } = options;
  try {
    if ((await getFileSize(to)) === bytes && (await computeSha256(to)) === sha256)
      onProgress?.(bytes);
    else await fetchFile(options);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof ModelError) throw cause;
    // Network errors are ModelErrors by now, so the disk is full or read-only.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError(`${to} cannot be written: ${reason}; check free space and permissions.`, {
      cause,
    });
  }
}

async function fetchFile(options: DownloadOptions): Promise<void> {
  const dispatcher = createProxyAgent();
  try {
    await mkdir(dirname(options.to), { recursive: true });
    await completePart(options, dispatcher);
    await rename(partPath(options.to), options.to);
  } finally {
    await dispatcher.destroy();
  }
}

/**
 * Completes the download and checks its hash. If a resumed file is wrong, it is downloaded once
 * more from the start.
 */
async function completePart(
  options: DownloadOptions,
  dispatcher: EnvHttpProxyAgent,
): Promise<void> {
  const { url, to, sha256 } = options;
  const part = partPath(to);
  const resumed = await getFileSize(part);
  await downloadWithRetries({ ...options, part, dispatcher });
  const found = await computeSha256(part);
  if (found === sha256) return;
  await rm(part);
  if (resumed > 0) return await completePart(options, dispatcher);
  throw new ModelError(
    `The file at ${url} is not the file that was expected (its sha256 is ${found}, expected ${sha256}): get the right file elsewhere and pass it with --from FILE.`,
  );
}

function partPath(path: string): string {
  return `${path}.part`;
}

function createProxyAgent(): EnvHttpProxyAgent {
  try {
    return new EnvHttpProxyAgent();
  } catch (cause) {
    throw new ModelError(
      'HTTP_PROXY or HTTPS_PROXY is not the URL of a proxy: correct or unset it.',
      { cause },
    );
  }
}
