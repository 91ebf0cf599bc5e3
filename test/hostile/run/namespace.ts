import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createIsolationCommand, requirePrograms } from '../../rehearsal/requirements.ts';
import { root } from '../../support/fixtures.ts';
import type { Outcome } from './part.ts';

/** Set for the suite that runs inside. */
const variable = 'HOSTILE_NAMESPACE';

export const isInNamespace = process.env[variable] === '1';

/** All addresses lead to this machine, and names are asked from a server on it. */
const script = `
ip link set lo up
ip route add local 0.0.0.0/0 dev lo
ip -6 route add local ::/0 dev lo
mount --bind "$1" /etc/resolv.conf
shift
exec "$@"
`;

/**
 * Runs this suite with other arguments in a network namespace of its own, without a way out.
 *
 * @throws NotRun if there can be no namespace.
 */
export async function runInNamespace(args: readonly string[]): Promise<Outcome> {
  const isolation = createIsolationCommand();
  requirePrograms(['ip', 'mount']);
  const folder = join(root, '.build', 'hostile');
  mkdirSync(folder, { recursive: true });
  const resolver = join(folder, 'resolv.conf');
  writeFileSync(resolver, 'nameserver 127.0.0.1\n');
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const suite = [process.execPath, '--import', 'tsx', main, ...args, '--json'];
  const [program = '', ...rest] = [...isolation, 'sh', '-ec', script, 'sh', resolver, ...suite];
  const child = spawn(program, rest, {
    cwd: root,
    env: { ...process.env, [variable]: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  const output = Buffer.concat(chunks).toString();
  if (output === '') throw new Error('the suite inside the namespace printed nothing');
  return JSON.parse(output).outcomes[0];
}
