import { basename, join } from 'node:path';
import type { Steps } from '../../../models/build/steps.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import type { Published } from '../../../models/store/catalogue.ts';
import { download } from '../../../models/store/download.ts';
import { hashOf } from './hash-of.ts';

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
      const found = await hashOf(from);
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
