import { fileURLToPath } from 'node:url';
import { runProgram } from '../../../infra/deploy/program.ts';
import { defaultDependencies } from '../../../infra/deploy/system/dependencies.ts';
import { BuildError } from '../../../infra/errors.ts';

// The command as `npm run deploy` starts it, with programs and a build of the tests' own.

const [url = '', built = '', ...argv] = process.argv.slice(2);
const fake = fileURLToPath(new URL('fake-program.mjs', import.meta.url));
const packed = { path: '', zippedBytes: 2 ** 20, unzippedBytes: 3 * 2 ** 20 };

process.exitCode = await runProgram(argv, {
  ...defaultDependencies,
  cdk: [process.execPath, fake, 'cdk', url],
  glimpse: [process.execPath, fake, 'glimpse', url],
  build: async () => {
    if (built !== '') throw new BuildError(built);
    return { function: packed, model: packed, runtime: packed };
  },
  retryMs: { limitMs: 5_000, pauseMs: 10 },
});
