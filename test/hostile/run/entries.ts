import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Watcher } from '../watch/watcher.ts';
import { Client, type Sender } from './client.ts';
import { GoodRequest } from './good-request.ts';
import { Lambda } from './lambda.ts';
import { type Server, startServer } from './server.ts';

/** An entry of the service under test, with what watches it. */
export interface Entry {
  readonly sender: Sender;
  readonly watcher: Watcher;
  readonly good: GoodRequest;
  /** How it ended, in words; undefined while it runs. */
  ended(): string | undefined;
  /** Ends it at once. */
  kill(): void;
  stop(): Promise<void>;
}

export interface ServerEntry extends Entry {
  readonly sender: Client;
  readonly server: Server;
}

/** One picture of each way of decoding, so that threads and libraries are there before they are counted. */
const warmUpPictures = [
  'still.jpg',
  'apple.png',
  'still.avif',
  'still.heic',
  '24.bmp',
  'tiff/plain.tif',
];

export async function openServer(checkout: string): Promise<ServerEntry> {
  const server = await startServer(checkout);
  const sender = new Client(server.port);
  const watcher = new Watcher(server.pid);
  const good = new GoodRequest(checkout);
  const kill = () => server.signal('SIGKILL');
  const entry = { server, sender, watcher, good, ended: server.ended, kill };
  const stop = async () => {
    sender.close();
    await watcher.stop();
    await server.stop();
  };
  await warmUp(entry, checkout);
  return { ...entry, stop };
}

export async function openLambda(checkout: string): Promise<Entry> {
  const sender = await Lambda.start(checkout);
  const watcher = new Watcher(sender.pid);
  const good = new GoodRequest(checkout);
  const stop = async () => {
    await watcher.stop();
    await sender.stop();
  };
  const entry = { sender, watcher, good, ended: () => sender.ended(), kill: () => sender.kill() };
  await warmUp(entry, checkout);
  return { ...entry, stop };
}

async function warmUp(entry: Omit<Entry, 'stop'>, checkout: string): Promise<void> {
  const { sender, good, watcher } = entry;
  await watcher.ready();
  const folder = join(checkout, 'test', 'fixtures', 'pictures');
  const bodies = warmUpPictures.map((name) => readFileSync(join(folder, name)));
  await Promise.all(bodies.map((body) => sender.send({ body })));
  good.check(await sender.send(good.outgoing));
}

/** An entry that is opened when it is first needed, and again after it has ended. */
export class Reopened<T extends Entry> {
  readonly #open: () => Promise<T>;
  #opening: Promise<T> | undefined;

  constructor(open: () => Promise<T>) {
    this.#open = open;
  }

  async get(): Promise<T> {
    for (;;) {
      this.#opening ??= this.#open();
      const opening = this.#opening;
      const entry = await opening;
      if (entry.ended() === undefined) return entry;
      // Lanes that waited for the same entry replace it once.
      if (this.#opening === opening) this.#opening = undefined;
      await entry.stop();
    }
  }

  async stop(): Promise<void> {
    await (await this.#opening)?.stop();
  }
}
