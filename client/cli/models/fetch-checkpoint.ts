import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Steps } from '../../../models/convert/types.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import type { Published } from '../../../models/store/catalogue.ts';
import { download } from '../../../models/store/download/download.ts';
import { sha256OfFile } from '../../../models/store/files.ts';

const megabyte = 1e6;

export interface FetchOptions {
  /** A copy that the user has; undefined downloads. */
  readonly from: string | undefined;
  /** Folder of downloads. */
  readonly cache: string;
  readonly steps: Steps;
}

/**
 * The path of a published checkpoint whose hash has been checked: the user's copy, what an earlier
 * download left in the cache, or a new download.
 *
 * @throws ModelError
 */
export async function fetchCheckpoint(
  published: Published,
  { from, cache, steps }: FetchOptions,
): Promise<string> {
  const { id, url, bytes, sha256 } = published;
  if (from !== undefined) {
    await steps.run(`Checking the hash of ${from}`, async () => {
      const found = await sha256OfCheckpoint(from);
      if (found === sha256) return;
      throw new ModelError(
        `${from} is not the checkpoint of ${id}: its sha256 is ${found} and not ${sha256}.`,
      );
    });
    return from;
  }
  const to = join(cache, basename(new URL(url).pathname));
  const work = async (count: () => void): Promise<void> => {
    let counted = 0;
    const onProgress = (received: number) => {
      for (; counted + megabyte <= received; counted += megabyte) count();
    };
    await download({ url, bytes, sha256, to, onProgress });
  };
  await steps.run(`Downloading ${url}, its hash checked`, work, Math.floor(bytes / megabyte));
  return to;
}

/**
 * The sha256 of a file that the user named.
 *
 * @throws ModelError where it cannot be read, or is a device or pipe, which may be endless.
 */
export async function sha256OfCheckpoint(file: string): Promise<string> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
    throw new ModelError(`${file} is no file; name the checkpoint or ONNX file itself.`);
  }
  return await sha256OfFile(file).catch((cause: unknown) => {
    throw new ModelError(`The file ${file} cannot be read.`, { cause });
  });
}
