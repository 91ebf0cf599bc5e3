import { createRequire } from 'node:module';
import { join } from 'node:path';
import { heicModule } from '../layers/build-runtime-layer.ts';
import type { Shipped } from './shipped.ts';

/** What libheif-js exports for its own use, as far as it is needed here. */
interface Libheif {
  readonly HEAPU8: Uint8Array;
  heif_get_version(): string;
  /** Returns the address of a string that ends with a zero byte. */
  _de265_get_version(): number;
}

/** Lists the libraries that libheif-js is compiled from, which are asked for their versions. */
export function listHeifLibraries(root: string): Shipped[] {
  const libheif: Libheif = createRequire(join(root, 'package.json'))(heicModule);
  const from = libheif._de265_get_version();
  const bytes = libheif.HEAPU8.subarray(from, libheif.HEAPU8.indexOf(0, from));
  const versions = { libheif: libheif.heif_get_version(), libde265: Buffer.from(bytes).toString() };
  return Object.entries(versions).map(([name, version]) => ({
    kind: 'library',
    name,
    version,
    purl: `pkg:generic/${name}`,
    licence: 'LGPL-3.0-or-later',
    places: ['runtime layer'],
  }));
}
