import { spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ownFile } from '../workplace.ts';
import { withoutCredentials } from './no-credentials.ts';

/** An emulator of AWS on loopback. */
export interface Moto {
  /** With the name `localhost`: by its number the CDK does not find the template. */
  readonly url: string;
  stop(): void;
}

/** How long it may take to start, in seconds. */
const patience = 60;

/** @param python An interpreter that has moto. */
export async function startMoto(python: string): Promise<Moto> {
  const port = await freePort();
  const env = await withoutCredentials();
  const command = [ownFile('aws/moto_with_alarms.py'), '-H', '127.0.0.1', '-p', String(port)];
  const child = spawn(python, command, { env, stdio: 'ignore' });
  const url = `http://localhost:${port}`;
  for (let second = 0; second < patience; second += 1) {
    if (child.exitCode !== null) break;
    if (await answers(`${url}/moto-api/data.json`)) return { url, stop: () => void child.kill() };
    await wait(1000);
  }
  child.kill();
  throw new Error(`moto does not answer on ${url}`);
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
