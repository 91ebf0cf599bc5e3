import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { assembleService } from '../../../functions/assemble-service.ts';
import { createApp } from '../../../functions/http/app.ts';
import { functionUrlLimits } from '../../../functions/image/limits.ts';
import { handleEvent } from '../../../functions/lambda/event.ts';
import { createErrorAnswer, startFakeS3 } from '../../support/fake-s3.ts';
import { modelFolder, readPictureFixture } from '../../support/fixtures.ts';
import { scheduledEvent } from '../../support/foreign-events.ts';
import { createFunctionUrlEvent, type EventOptions } from '../../support/function-url-event.ts';
import { startPictureServer } from '../../support/picture-server.ts';

// A process that answers many events of all kinds, as a warm environment does, and prints what it
// held before and after them.

const rejections: string[] = [];
process.on('unhandledRejection', (reason) => rejections.push(String(reason)));

const pictures = await startPictureServer();
const s3 = await startFakeS3({
  '/holidays/denied': createErrorAnswer(403, 'AccessDenied'),
  '/holidays/silent': () => undefined,
  '/holidays/stuck': (response) => void response.write('a'),
  '/holidays/cut': (response) => {
    response.writeHead(200, { 'content-length': 10 });
    response.write('a', () => response.destroy());
  },
});
const log = { info: () => {}, error: () => {} };
const limits = { ...functionUrlLimits, urlTotalMs: 100, fetchedBytes: 150_000 };
const { service } = assembleService({
  folder: modelFolder,
  threads: 1,
  limits,
  urls: pictures.policy,
  bucket: s3.bucket,
  log,
});
const app = createApp({ service, limits, page: new Map(), log });

const coffee = readPictureFixture('coffee');
const images = [
  { base64: coffee.toString('base64') },
  { base64: coffee.subarray(0, 9_000).toString('base64') },
  ...(['coffee', 'china', 'missing', 'silent'] as const).map((name) => ({
    url: pictures.url(name),
  })),
  { url: 'http://nowhere.test/' },
  { url: 'http://169.254.169.254/' },
  ...['coffee.jpg', 'china.jpg', 'none', 'denied', 'silent', 'stuck', 'cut'].map((key) => ({
    s3: { bucket: 'holidays', key },
  })),
  { s3: { bucket: 'secrets', key: 'a' } },
];
const headers = { 'content-type': 'application/json' };
const form = 'multipart/form-data; boundary=b';
const part = '--b\r\ncontent-disposition: form-data; name="image"; filename="a"\r\n\r\n';
const classifyEvent = { method: 'POST', path: '/classify', headers };
const events: EventOptions[] = [
  { method: 'POST', path: '/classify', body: coffee },
  { method: 'POST', path: '/classify', body: Buffer.alloc(4_500_001, 0xff) },
  { ...classifyEvent, headers: { 'content-type': form }, body: `${part}GIF89a\r\n--b--` },
  { ...classifyEvent, headers: { 'content-type': form }, body: part },
  { ...classifyEvent, body: '{' },
  ...images.map((image) => ({ ...classifyEvent, body: JSON.stringify({ image }) })),
  { ...classifyEvent, path: '/trpc/classifyBatch', body: JSON.stringify({ images }) },
  { ...classifyEvent, path: '/trpc/classify', body: 'not JSON' },
  { path: '/trpc/model,labels,nothing?batch=1' },
  { path: '/health' },
  { path: '/nothing' },
];

async function round(remainingMs: number): Promise<void> {
  const invocation = { awsRequestId: 'request', getRemainingTimeInMillis: () => remainingMs };
  await handleEvent(app, scheduledEvent, invocation);
  for (const options of events) await handleEvent(app, createFunctionUrlEvent(options), invocation);
}

/** Counts what the process holds, once the servers have noticed that connections are closed. */
async function countHeld(): Promise<object> {
  while ((await s3.connections()) > 0) await setTimeout(10);
  await setTimeout(200);
  const kinds: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return {
    files: readdirSync('/proc/self/fd').length,
    threads: readdirSync('/proc/self/task').length,
    temporary: readdirSync(tmpdir()).length,
    kinds,
    listeners: process.eventNames().map((name) => [name, process.listenerCount(name)]),
  };
}

await round(30_000);
await round(2_050);
const before = await countHeld();
await round(2_050);
await round(30_000);
const after = await countHeld();
process.stdout.write(JSON.stringify({ before, after, rejections }));
process.exit();
