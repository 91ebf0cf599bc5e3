import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../models/format/manifest.ts';
import { modelFolder } from './fixtures.ts';

/** Returns the embedded model's manifest with changes, without validating it. */
export function createManifest(changes: Partial<Manifest> = {}): Manifest {
  const path = join(modelFolder, 'manifest.json');
  return { ...(JSON.parse(readFileSync(path, 'utf8')) as Manifest), ...changes };
}
