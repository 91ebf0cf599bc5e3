import { temporaryFolder } from './temporary-folder.ts';

/** A `GLIMPSE_HOME` without added models. */
export const emptyHome = temporaryFolder();
