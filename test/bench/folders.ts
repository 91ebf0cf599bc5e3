import { join } from 'node:path';
import { root } from '../support/fixtures.ts';

/** Folder of the bench's sources. */
export const benchFolder = join(root, 'test/bench');

/** Folder of files that the bench builds once and keeps. */
export const workFolder = join(root, '.build/bench');
