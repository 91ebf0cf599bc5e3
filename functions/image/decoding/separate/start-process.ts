import { fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { findEntry } from '../../../shared/find-entry.ts';
// @ts-expect-error Plain JavaScript: `client/cli/glimpse.mjs` runs it without a compiler.
import { memoryAllocation } from '../../../shared/memory.mjs';
import type { Host } from './host.ts';

/** JavaScript's own memory of the process, in megabytes; pixels are not in it. */
const flags = ['--max-old-space-size=64', '--max-semi-space-size=2'];

/** Where libraries are: the process gets nothing else from the environment, such as credentials. */
const variables = ['NODE_PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'PATH', 'SystemRoot'];

const entry = findEntry(import.meta.url, {
  source: './process.mjs',
  bundle: 'decoder-process',
});

/** Starts the process that decodes costly pictures. */
export function startProcess(): Host {
  const child = fork(entry, [], {
    execArgv: flags,
    env: { ...pick(process.env, variables), ...memoryAllocation },
    // Messages carry everything but the picture, which would be copied twice.
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  });
  const input = child.stdin as Socket;
  // The process may end while it is being written to, which its exit tells.
  input.on('error', () => {});
  return {
    events: child,
    send: ({ picture, target }) => {
      const { data, ...rest } = picture;
      child.send({ picture: rest, target, bytes: data.length }, () => {});
      input.write(data);
    },
    end: () => void child.kill('SIGKILL'),
    hold: (isHeld) => {
      const method = isHeld ? 'ref' : 'unref';
      child[method]();
      child.channel?.[method]();
      input[method]();
    },
  };
}

function pick(environment: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}
