import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { LocalSettings } from '../../../functions/local-settings.ts';
import { glimpseHome } from '../../../models/store/model-folders.ts';
import type { CheckResult } from '../../terminal/check-result.ts';
import { megabytes } from '../../terminal/format.ts';
import { runCheck } from './run-check.ts';

/** Enough for model, runtime and a large picture. */
const minMemoryBytes = 400_000_000;

/** Checks resources of this machine: folder of models, memory, and port if the settings are valid. */
export async function* checkHost(settings: LocalSettings | undefined): AsyncGenerator<CheckResult> {
  yield await runCheck(
    'home',
    checkHome,
    'make it writable, or set GLIMPSE_HOME to another folder',
  );
  yield await runCheck('memory', () => {
    const available = process.availableMemory();
    const found = `${megabytes(available)} available`;
    if (available >= minMemoryBytes) return { found };
    return { found, advice: `free ${megabytes(minMemoryBytes)}: close other programs` };
  });
  if (!settings) return;
  yield await runCheck(
    'port',
    () => checkPort(settings),
    'choose another with PORT or --port; is a server already running?',
  );
}

/** Checks the folder of added models, which is created with the first one. */
function checkHome() {
  const home = glimpseHome(process.env);
  if (existsSync(home)) {
    rmdirSync(mkdtempSync(join(home, '.doctor-')));
    return { found: `${home} is writable` };
  }
  let parent = dirname(home);
  while (!existsSync(parent)) parent = dirname(parent);
  accessSync(parent, constants.W_OK | constants.X_OK);
  return { found: `${home} does not exist yet and can be created` };
}

async function checkPort({ HOST, PORT }: LocalSettings) {
  const server = createServer().listen(PORT, HOST);
  try {
    await once(server, 'listening');
    return { found: `${HOST}:${PORT} is free` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new Error(`cannot listen on ${HOST}:${PORT} (${code})`, { cause: error });
  } finally {
    server.close();
  }
}
