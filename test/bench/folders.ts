import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the bench is written in. */
export const here = join(root, 'test/bench');

/** What it makes and keeps from one run to the next. */
export const work = join(root, '.build/bench');
