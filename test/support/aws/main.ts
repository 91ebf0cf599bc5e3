import { fileURLToPath } from 'node:url';
import { main } from '../../../infra/deploy/program.ts';
import { defaultDependencies } from '../../../infra/deploy/system/dependencies.ts';
import { BuildError } from '../../../infra/errors.ts';

// The program that `npm run deploy` starts, with fake external programs and a fake build.

const [url = '', buildError = '', ...argv] = process.argv.slice(2);
const fake = fileURLToPath(new URL('fake-program.mjs', import.meta.url));
const packed = { path: '', zippedBytes: 2 ** 20, unzippedBytes: 3 * 2 ** 20 };

process.exitCode = await main(argv, {
  ...defaultDependencies,
  cdk: [process.execPath, fake, 'cdk', url],
  glimpse: [process.execPath, fake, 'glimpse', url],
  build: async () => {
    if (buildError !== '') throw new BuildError(buildError);
    return { function: packed, model: packed, runtime: packed };
  },
  retryMs: { limitMs: 1_500, pauseMs: 10 },
});
