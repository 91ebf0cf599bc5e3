import { join } from 'node:path';
import { glimpseHome } from './home.ts';
import type { Shelves } from './shelves.ts';

/** Where this machine's models are; `root` is the checkout. */
export function shelvesOf(root: string): Shelves {
  return { embedded: join(root, 'models'), added: join(glimpseHome(process.env), 'models') };
}
