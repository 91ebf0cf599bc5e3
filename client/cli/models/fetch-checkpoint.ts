import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Steps } from '../../../models/convert/types.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import type { Published } from '../../../models/store/catalogue.ts';
import { download } from '../../../models/store/download/download.ts';
import { computeSha256 } from '../../../models/store/files.ts';

const megabyte = 1e6;

export interface FetchOptions {
  /** The user's copy; undefined to download it. */
  readonly from: string | undefined;
  /** Folder of downloads. */
  readonly cacheFolder: string;
  readonly steps: Steps;
}

/**
 * Finds or downloads a published checkpoint: the user's copy, an earlier download in the cache, or a
 * new download. Its hash is checked in each case.
 *
 * @returns Its path.
 * @throws ModelError
 */
export async function fetchCheckpoint(
  published: Published,
  { from, cacheFolder, steps }: FetchOptions,
): Promise<string> {
  const { id, url, bytes, sha256 } = published;
  if (from !== undefined) {
    await steps.run(`Checking the hash of ${from}`, async () => {
      const found = await hashCheckpoint(from);
      if (found === sha256) return;
      throw new ModelError(
        `${from} is not the checkpoint of ${id}: its sha256 is ${found}, not ${sha256}.`,
      );
    });
    return from;
  }
  const to = join(cacheFolder, basename(new URL(url).pathname));
  const work = async (count: () => void): Promise<void> => {
    let counted = 0;
    const onProgress = (received: number) => {
      for (; counted + megabyte <= received; counted += megabyte) count();
    };
    await download({ url, bytes, sha256, to, onProgress });
  };
  const title = `Downloading ${url} and checking its hash`;
  await steps.run(title, work, Math.floor(bytes / megabyte));
  return to;
}

/**
 * Returns the sha256 of a file that the user named.
 *
 * @throws ModelError if it cannot be read, or is a device or pipe, which may be endless
 */
export async function hashCheckpoint(file: string): Promise<string> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
    throw new ModelError(`${file} is not a file; name the checkpoint or ONNX file itself.`);
  }
  return await computeSha256(file).catch((cause: unknown) => {
    throw new ModelError(`The file ${file} cannot be read.`, { cause });
  });
}
