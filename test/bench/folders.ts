import { join } from 'node:path';
import { root } from '../support/fixtures.ts';

/** Folder of the bench's sources. */
export const benchFolder = join(root, 'test/bench');

/** Folder of everything that the bench builds. You may delete it at any time. */
export const workFolder = join(root, '.build/bench');

/** `GLIMPSE_HOME` of the bench. */
export const home = join(workFolder, 'home');

/** Folder in which transformers.js finds its models. */
export const transformersModels = join(workFolder, 'transformers');
