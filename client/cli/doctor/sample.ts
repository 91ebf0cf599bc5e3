import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads a photograph that is part of the project. */
export function readSample(root: string): Promise<Buffer> {
  return readFile(join(root, 'models', 'samples', 'coffee.jpg'));
}
