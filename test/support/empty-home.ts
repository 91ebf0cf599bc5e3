import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A `GLIMPSE_HOME` without models of the user's own. */
export const emptyHome = mkdtempSync(join(tmpdir(), 'glimpse-home-'));
