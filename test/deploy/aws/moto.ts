import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { withoutCredentials } from './no-credentials.ts';

/** An emulator of AWS on loopback. */
export interface Moto {
  /** With the name `localhost`: by its number the CDK does not find the template. */
  readonly url: string;
  stop(): void;
}

/** How long it may take to start, in seconds. */
const patience = 60;

/** @param program moto's server. */
export async function startMoto(program: string): Promise<Moto> {
  const port = await freePort();
  const env = await withoutCredentials();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { env, stdio: 'ignore' });
  const url = `http://localhost:${port}`;
  for (let second = 0; second < patience; second += 1) {
    if (child.exitCode !== null) break;
    if (await answers(`${url}/moto-api/data.json`)) return { url, stop: () => void child.kill() };
    await wait(1000);
  }
  child.kill();
  throw new Error(`${program} does not answer on ${url}`);
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok ?? false;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
