import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A photograph that comes with the project. */
export function readSample(root: string): Promise<Buffer> {
  return readFile(join(root, 'models', 'samples', 'coffee.jpg'));
}
