import { ModelError } from '../../../models/format/model-error.ts';
import type { Assets } from '../../build-assets.ts';
import { BuildError } from '../../build-error.ts';
import { type Finding, well, wrong } from './finding.ts';

const subject = 'sizes';

/** Builds what is uploaded and tells how large it is; the builder refuses what Lambda would. */
export async function checkSizes(
  build: () => Promise<Pick<Assets, 'function' | 'model' | 'runtime'>>,
): Promise<Finding> {
  try {
    const assets = await build();
    const parts = [assets.function, assets.model, assets.runtime];
    const total = (bytes: readonly number[]): string =>
      `${(bytes.reduce((sum, one) => sum + one, 0) / 2 ** 20).toFixed(1)} MiB`;
    const zipped = total(parts.map(({ zippedBytes }) => zippedBytes));
    const unzipped = total(parts.map(({ unzippedBytes }) => unzippedBytes));
    return well(subject, `${unzipped} of the 250 MiB that Lambda takes unpacked, ${zipped} zipped`);
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof ModelError)) throw error;
    return wrong(subject, 'what is to be uploaded cannot be built', error.message);
  }
}
