import { join } from 'node:path';
import { glimpseHome } from '../../models/store/home.ts';
import { findPlace, type Place, type Shelves } from '../../models/store/shelves.ts';
import { orUsageError } from './usage-error.ts';

/** Where this machine's models are; `root` is the checkout. */
export function shelvesOf(root: string): Shelves {
  return { embedded: join(root, 'models'), added: join(glimpseHome(process.env), 'models') };
}

/** The model of that name. @throws UsageError where there is none. */
export function placeOf(root: string, name: string): Place {
  return orUsageError(() => findPlace(shelvesOf(root), name));
}
