import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { LocalSettings } from '../../../functions/local-settings.ts';
import { glimpseHome } from '../../../models/store/model-folders.ts';
import { megabytes } from '../../terminal/format.ts';
import { type Finding, look } from './finding.ts';

/** Model, runtime and a large picture on its way. */
const minMemoryBytes = 400_000_000;

/** Looks at what this machine gives: room for models, memory, and the port where one is known. */
export async function* checkHost(settings: LocalSettings | undefined): AsyncGenerator<Finding> {
  yield await look('home', seeHome, 'make it writable, or name another folder in GLIMPSE_HOME');
  yield await look('memory', () => {
    const available = process.availableMemory();
    const found = `${megabytes(available)} available`;
    if (available >= minMemoryBytes) return { found };
    return { found, advice: `leave ${megabytes(minMemoryBytes)}; close other programs` };
  });
  if (!settings) return;
  yield await look(
    'port',
    () => seePort(settings),
    'choose another with PORT or --port; is a server running?',
  );
}

/** Models are added there; the folder is made when the first one is. */
function seeHome() {
  const home = glimpseHome(process.env);
  if (existsSync(home)) {
    rmdirSync(mkdtempSync(join(home, '.doctor-')));
    return { found: `${home} can be written` };
  }
  let above = dirname(home);
  while (!existsSync(above)) above = dirname(above);
  accessSync(above, constants.W_OK | constants.X_OK);
  return { found: `${home} is not there yet and can be made` };
}

async function seePort({ HOST, PORT }: LocalSettings) {
  const server = createServer().listen(PORT, HOST);
  try {
    await once(server, 'listening');
    return { found: `${HOST}:${PORT} is free` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new Error(`${HOST}:${PORT} cannot be listened on (${code})`, { cause: error });
  } finally {
    server.close();
  }
}
