import { spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { resolveFile } from '../work-folder.ts';
import { createIsolatedEnv } from './no-credentials.ts';

/** An emulator of AWS on loopback. */
export interface Moto {
  /** Contains `localhost`, because the CDK does not find the template under 127.0.0.1. */
  readonly url: string;
  stop(): void;
}

const startTimeoutSeconds = 60;

/** @param python Path of an interpreter with moto installed. */
export async function startMoto(python: string): Promise<Moto> {
  const port = await findFreePort();
  const env = await createIsolatedEnv();
  const command = [resolveFile('aws/moto_with_alarms.py'), '-H', '127.0.0.1', '-p', String(port)];
  const child = spawn(python, command, { env, stdio: 'ignore' });
  const url = `http://localhost:${port}`;
  for (let second = 0; second < startTimeoutSeconds; second += 1) {
    if (child.exitCode !== null) break;
    if (await isReady(`${url}/moto-api/data.json`)) return { url, stop: () => void child.kill() };
    await wait(1000);
  }
  child.kill();
  throw new Error(`moto does not answer on ${url}`);
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok ?? false;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
