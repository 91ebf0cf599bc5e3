import sharp from 'sharp';

/**
 * sharp as this service uses it: loaders for the decoded formats from memory only (no SVG, no file
 * paths, no ImageMagick), no cache between requests, one thread a picture.
 *
 * Loader names are libvips operations; a misspelt one is ignored silently, so tests read every format.
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
