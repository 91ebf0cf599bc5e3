import { afterEach, expect, test } from 'vitest';
import { readPictureFixture } from '../../../support/fixtures.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';
import { type Served, serveGlimpse } from '../../../support/serve-glimpse.ts';

const running: Served[] = [];

afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
});

async function serve(): Promise<Served> {
  const served = await serveGlimpse();
  running.push(served);
  return served;
}

test('prints URL and model with the reason, and answers there', async () => {
  const { url, model } = await serve();
  expect(model).toBe('Model: efficientnet-lite0, int8 (built in).');
  const body = readPictureFixture('coffee');
  const answer = await (await fetch(`${url}/classify`, { method: 'POST', body })).json();
  expect(answer).toMatchObject({ predictions: [{ label: 'espresso' }, {}, {}, {}, {}] });
});

test('serves the page with its script, style and icon', async () => {
  const { url } = await serve();
  const html = await (await fetch(url)).text();
  const paths = [...html.matchAll(/<(?:link|script)[^>]+(?:href|src)="(\/[^"]+)"/g)].map(
    ([, path]) => path,
  );
  expect(paths).toEqual(['/icon.svg', '/page.css', '/page.js']);
  const answers = await Promise.all(paths.map((path) => fetch(url + path)));
  expect(answers.map(({ status, headers }) => [status, headers.get('content-type')])).toEqual([
    [200, 'image/svg+xml'],
    [200, 'text/css; charset=utf-8'],
    [200, 'text/javascript; charset=utf-8'],
  ]);
});

test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
  const { stop } = await serve();
  expect(await stop(signal)).toBe(0);
});

test('reports in one line that its port is in use', async () => {
  const { url } = await serve();
  const { code, stderr } = await runGlimpse(['serve', '--port', new URL(url).port]);
  expect(stderr).toMatch(/^glimpse: .*port is in use; .*--port.*\n$/);
  expect(code).toBe(1);
});
