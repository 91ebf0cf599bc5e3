import sharp from 'sharp';

/**
 * Configures sharp: loaders for the supported formats, from memory only (no SVG, no file paths, no
 * ImageMagick), no cache between requests, one thread per picture.
 *
 * Loaders are named as libvips operations. A misspelt name is ignored silently, so tests read every
 * format.
 */
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
sharp.cache(false);
sharp.concurrency(1);

export { sharp };
