import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeStale } from '../../../models/store/stale-drafts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('removes what matches the pattern and is older than an hour', async () => {
  const folder = temporaryFolder();
  const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
  for (const [name, minutes] of Object.entries({ '.new-a': 61, '.new-b': 59, kept: 61 })) {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), minutesAgo(minutes), minutesAgo(minutes));
  }
  await removeStale(folder, /^\.new-/);
  expect(readdirSync(folder).sort()).toEqual(['.new-b', 'kept']);
});
