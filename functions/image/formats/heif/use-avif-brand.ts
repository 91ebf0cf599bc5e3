/**
 * Returns an AVIF file with `avif` as its major brand. libvips reads files by that brand only, and
 * not image sequences (`avis`) or files that name the brand that AVIF shares with HEIC (`mif1`), from
 * which it then decodes the first frame.
 */
export function useAvifBrand(data: Buffer): Buffer {
  if (data.toString('latin1', 8, 12) === 'avif') return data;
  const copy = Buffer.from(data);
  copy.write('avif', 8, 'latin1');
  return copy;
}
