import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EnvHttpProxyAgent } from 'undici';
import { ModelError } from '../../format/model-error.ts';
import { fileSize, sha256OfFile } from '../files.ts';
import type { DownloadOptions } from './options.ts';
import { downloadWithRetries } from './retry.ts';

/**
 * Downloads a file whose hash is known, through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY
 * name. Only the right file ever stands at `to`; where it does already, nothing is fetched.
 *
 * @throws ModelError with one sentence that names the URL and `--from FILE`; the signal's reason.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { to, bytes, sha256, onProgress, signal } = options;
  try {
    if ((await fileSize(to)) === bytes && (await sha256OfFile(to)) === sha256) onProgress?.(bytes);
    else await downloadAnew(options);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof ModelError) throw cause;
    // Networks have been dealt with: what is left are disks that are full or must not be written.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError(`${to} cannot be written: ${reason}.`, { cause });
  }
}

async function downloadAnew(options: DownloadOptions): Promise<void> {
  const dispatcher = proxyAgent();
  try {
    await mkdir(dirname(options.to), { recursive: true });
    await fetchRight(options, dispatcher);
    await rename(partOf(options.to), options.to);
  } finally {
    await dispatcher.destroy();
  }
}

/** Fills the part until it is the right file. A wrong one that an earlier run began gets one more go. */
async function fetchRight(options: DownloadOptions, dispatcher: EnvHttpProxyAgent): Promise<void> {
  const { url, to, sha256 } = options;
  const part = partOf(to);
  const inherited = await fileSize(part);
  await downloadWithRetries({ ...options, part, dispatcher });
  const found = await sha256OfFile(part);
  if (found === sha256) return;
  await rm(part);
  if (inherited > 0) return await fetchRight(options, dispatcher);
  throw new ModelError(
    `What ${url} sends is not the file that was expected (its sha256 is ${found} and not ${sha256}): get the right one elsewhere and give it with --from FILE.`,
  );
}

function partOf(path: string): string {
  return `${path}.part`;
}

function proxyAgent(): EnvHttpProxyAgent {
  try {
    return new EnvHttpProxyAgent();
  } catch (cause) {
    throw new ModelError(
      'HTTP_PROXY or HTTPS_PROXY is not the URL of a proxy: correct or unset it.',
      {
        cause,
      },
    );
  }
}
