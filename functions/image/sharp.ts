import { isMainThread } from 'node:worker_threads';
import sharp from 'sharp';

/**
 * Configures sharp: loaders for the supported formats, from memory only (no SVG, no file paths, no
 * ImageMagick), no cache between requests, one thread per picture.
 *
 * Loaders are named as libvips operations. A misspelt name is ignored silently, so tests read every
 * format.
 *
 * The settings are those of the whole process. A thread that allowed the loaders again would block them
 * for a moment, and pictures that others are opening would be refused as damaged.
 */
if (isMainThread) allowLoaders();
// Loading sharp in a thread switches the cache on for the whole process.
sharp.cache(false);
sharp.concurrency(1);

function allowLoaders(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadWebpBuffer',
      'VipsForeignLoadNsgifBuffer',
      'VipsForeignLoadTiffBuffer',
      'VipsForeignLoadHeifBuffer',
    ],
  });
}

export { sharp };
