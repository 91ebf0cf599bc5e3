import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { readPictureFixture, root } from '../../support/fixtures.ts';

const running = new Set<ReturnType<typeof spawn>>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

/** Starts `glimpse serve` on a free port and waits until it says where. */
async function serve() {
  const child = spawn(process.execPath, ['client/cli/glimpse.mjs', 'serve', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value: first } = await lines.next();
  const { value: model } = await lines.next();
  const url = /^Glimpse is ready: (http:\/\/localhost:\d+)$/.exec(first)?.[1];
  return { child, url: url ?? `no URL in "${first}"`, model };
}

test('says where it serves and which model and why, and answers there', async () => {
  const { url, model } = await serve();
  expect(model).toBe('Model: efficientnet-lite0, int8 (it comes with the project).');
  const body = readPictureFixture('coffee');
  const answer = await (await fetch(`${url}/classify`, { method: 'POST', body })).json();
  expect(answer).toMatchObject({ predictions: [{ label: 'espresso' }, {}, {}, {}, {}] });
});

test('serves the page with its script and style', async () => {
  const { url } = await serve();
  const html = await (await fetch(url)).text();
  const paths = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path);
  expect(paths).toEqual(['/page.css', '/page.js']);
  const answers = await Promise.all(paths.map((path) => fetch(url + path)));
  expect(answers.map(({ status, headers }) => [status, headers.get('content-type')])).toEqual([
    [200, 'text/css; charset=utf-8'],
    [200, 'text/javascript; charset=utf-8'],
  ]);
});

test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
  const { child } = await serve();
  child.kill(signal);
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
});

test('says in one line that its port is in use', async () => {
  const { url } = await serve();
  const port = new URL(url).port;
  const second = spawn(process.execPath, ['client/cli/glimpse.mjs', 'serve', '--port', port], {
    cwd: root,
  });
  const stderr: Buffer[] = [];
  second.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const [code] = await once(second, 'close');
  expect(Buffer.concat(stderr).toString()).toBe(
    'glimpse: that port is in use; choose another with --port, or 0 for any free one\n',
  );
  expect(code).toBe(1);
});
