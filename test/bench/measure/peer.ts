import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import {
  type Contestant,
  type FilesContestant,
  postBytes,
  postJson,
} from '../contestants/contestant.ts';
import { benchFolder } from '../folders.ts';

/**
 * Creates a contestant for tests that looks at no picture, in a program of its own.
 *
 * @param classify Source of a function of a picture's bytes and the number of classes.
 */
export function createPeer(classify: string): Contestant & FilesContestant {
  const harness = pathToFileURL(join(benchFolder, 'contestants/harness.mjs')).href;
  const path = join(temporaryFolder(), 'peer.mjs');
  writeFileSync(
    path,
    `import { run } from '${harness}';
const classify = ${classify};
await run(classify, (paths) => Promise.all(paths.map((path) => classify(Buffer.from(path), 5))));
`,
  );
  const start = (...args: string[]) => [process.execPath, path, ...args] as const;
  return {
    name: 'peer',
    isGlimpse: false,
    serve: (port) => start('serve', `${port}`),
    rest: postBytes('/'),
    json: postJson('/', (image) => ({ image })),
    loop: start('loop'),
    files: (folder) => start('files', folder),
  };
}
