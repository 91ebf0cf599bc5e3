import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../models/format/manifest.ts';
import { modelFolder } from './fixtures.ts';

/** The embedded model's manifest, some of it replaced; what it says has not been checked. */
export function manifestWith(changes: Partial<Manifest> = {}): Manifest {
  const path = join(modelFolder, 'manifest.json');
  return { ...(JSON.parse(readFileSync(path, 'utf8')) as Manifest), ...changes };
}
