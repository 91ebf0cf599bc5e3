import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createIsolationCommand } from '../rehearsal/requirements.ts';
import { createTraceCommand } from '../rehearsal/sockets.ts';
import { type RunResult, runGlimpse } from '../support/run-glimpse.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { makePictures } from './pictures.ts';
import { startTraced } from './start-traced.ts';
import { type NetworkUse, readNetworkUse } from './watch.ts';

const pictures = await makePictures();
const formats = [...pictures.keys()];

/** URLs of this machine and its networks, and of schemes that are not fetched. */
const refusedUrls = [
  'http://127.0.0.1/a.jpg',
  'http://2130706433/a.jpg',
  'http://[::1]/a.jpg',
  'http://[::ffff:10.0.0.1]/a.jpg',
  'http://10.0.0.1/a.jpg',
  'http://192.168.1.1/a.jpg',
  'http://169.254.169.254/latest/meta-data/',
  'http://192.0.2.1/a.jpg',
  'http://example.com:8080/a.jpg',
  'http://user:secret@example.com/a.jpg',
  'file:///etc/passwd',
  'ftp://example.com/a.jpg',
];

interface Answered {
  readonly status: number;
  readonly body: string;
}

async function send(url: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(url, init);
  return { status: response.status, body: await response.text() };
}

const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const classifyUrl = (server: string, url: string): Promise<Answered> =>
  send(`${server}/classify`, json({ image: { url } }));

/** Runs the command under the tracer, with `through` around it. */
async function runTraced(
  args: readonly string[],
  through: readonly string[] = [],
): Promise<RunResult & { use: NetworkUse }> {
  const trace = join(temporaryFolder(), 'trace');
  const result = await runGlimpse(args, {
    through: [...createTraceCommand(trace), ...through],
    env: { PORT: '0' },
  });
  return { ...result, use: await readNetworkUse(trace) };
}

const nothing: NetworkUse = { sockets: [], bound: [], reached: [] };

describe('a server that gets every kind of request', () => {
  const answers = new Map<string, Answered>();
  let use: NetworkUse;

  beforeAll(async () => {
    const { url: server, stop } = await startTraced();
    const ask = async (name: string, answer: Promise<Answered>): Promise<string> => {
      answers.set(name, await answer);
      return answers.get(name)?.body ?? '';
    };
    try {
      const page = await ask('page', send(server));
      for (const [, path] of page.matchAll(/(?:src|href)="(\/?[\w./-]+)"/g)) {
        await ask(`page file ${path}`, send(new URL(path ?? '', server).href));
      }
      for (const path of ['/health', '/openapi.json', '/trpc/model', '/trpc/labels']) {
        await ask(path, send(server + path));
      }
      for (const [format, bytes] of pictures) {
        await ask(format, send(`${server}/classify`, { method: 'POST', body: bytes }));
      }
      const coffee = pictures.get('jpeg') ?? Buffer.alloc(0);
      const base64 = coffee.toString('base64');
      await ask(
        'explained',
        send(`${server}/classify`, json({ image: { base64 }, explain: true })),
      );
      const form = new FormData();
      form.set('image', new Blob([coffee]));
      await ask('form', send(`${server}/predict`, { method: 'POST', body: form }));
      const images = [...pictures.values()].map((bytes) => ({ base64: bytes.toString('base64') }));
      await ask('batch', send(`${server}/trpc/classifyBatch`, json({ images })));
      await ask(
        'damaged',
        send(`${server}/classify`, { method: 'POST', body: coffee.subarray(0, 99) }),
      );
      await ask(
        'bucket',
        send(`${server}/classify`, json({ image: { s3: { bucket: 'pictures', key: 'a.jpg' } } })),
      );
      for (const url of refusedUrls) await ask(url, classifyUrl(server, url));
    } finally {
      use = await stop();
    }
  });

  test('answers the page, its files, and the descriptions of the API', () => {
    const files = [...answers.keys()].filter((name) => name.startsWith('page file'));
    const kinds = files.map((name) => name.replace(/^.*\./, ''));
    expect(kinds).toEqual(expect.arrayContaining(['css', 'js', 'svg']));
    for (const name of [
      ...files,
      'page',
      '/health',
      '/openapi.json',
      '/trpc/model',
      '/trpc/labels',
    ]) {
      expect([name, answers.get(name)?.status]).toEqual([name, 200]);
    }
  });

  test.each(formats)('classifies %s', (format) => {
    const { status, body = '{}' } = answers.get(format) ?? {};
    expect(status).toBe(200);
    expect(JSON.parse(body).image.format).toBe(format);
  });

  test('explains, takes a form, and classifies a batch', () => {
    expect(answers.get('explained')?.body).toContain('"explanation"');
    expect(answers.get('form')?.status).toBe(200);
    const { result } = JSON.parse(answers.get('batch')?.body ?? '{}');
    expect(result.data.map(({ ok }: { ok: boolean }) => ok)).toEqual(formats.map(() => true));
  });

  test.each(refusedUrls)('refuses %s', (url) => {
    expect(answers.get(url)).toMatchObject({
      status: 400,
      body: expect.stringContaining('URL_REFUSED'),
    });
  });

  test('refuses a damaged picture and a bucket', () => {
    expect(answers.get('damaged')?.status).toBe(422);
    expect(answers.get('bucket')?.body).toContain('S3_REFUSED');
  });

  test('makes the socket that it listens on, reaches no address, and looks up no name', () => {
    expect(use.bound).toEqual(['127.0.0.1:0']);
    expect(use.sockets).toEqual([expect.stringMatching(/^socket\(AF_INET, SOCK_STREAM/)]);
    expect(use.reached).toEqual([]);
  });
});

describe('a name that leads to this machine', () => {
  test('is looked up, refused, and not connected to', async () => {
    const server = await startTraced();
    const asked = classifyUrl(server.url, 'http://localhost/a.jpg');
    await asked.catch(() => {});
    const { bound, sockets, reached } = await server.stop();
    expect(await asked).toMatchObject({
      status: 400,
      body: expect.stringContaining('URL_REFUSED'),
    });
    expect(bound).toEqual(['127.0.0.1:0']);
    expect(sockets.filter((call) => call.includes('SOCK_STREAM'))).toHaveLength(1);
    // The C library asks the name service of this machine; it may try routes to the addresses that it found.
    expect(reached.filter((address) => !/AF_UNIX|^127\.|"::1"/.test(address))).toEqual([]);
  });
});

describe('the command makes no socket', () => {
  test('to classify a file and a folder with a picture of every format', async () => {
    const folder = join(temporaryFolder(), 'pictures');
    await mkdir(folder);
    for (const [format, bytes] of pictures) await writeFile(join(folder, `a.${format}`), bytes);
    const one = 'models/samples/coffee.jpg';
    const { code, stdout, use } = await runTraced(['classify', '--jsonl', one, folder]);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ image }) => image?.format).sort()).toEqual([...formats, 'jpeg'].sort());
    expect(code).toBe(0);
    expect(use).toEqual(nothing);
  });

  test.each(['models list', 'models verify efficientnet-lite0', '--help'])(
    'for %s',
    async (args) => {
      const { code, use } = await runTraced(args.split(' '));
      expect(code).toBe(0);
      expect(use).toEqual(nothing);
    },
  );

  test('for doctor, but the one that tries the port', async () => {
    const { code, use } = await runTraced(['doctor']);
    expect(code).toBe(0);
    expect(use.bound).toEqual(['127.0.0.1:0']);
    expect(use.sockets).toHaveLength(1);
    expect(use.reached).toEqual([]);
  });
});

describe('the watcher sees, in a namespace without a network,', () => {
  test('a connection to a public address', async () => {
    const { stdout, stderr, use } = await runTraced(
      ['classify', 'http://1.1.1.1/a.jpg'],
      createIsolationCommand(),
    );
    expect(stdout + stderr).toContain('URL_UNREACHABLE');
    expect(use.reached).toEqual(['1.1.1.1:80']);
    expect(use.sockets).toHaveLength(1);
  });

  test('a look-up of a name', async () => {
    // No resolver passes this name on: https://www.rfc-editor.org/rfc/rfc6761#section-6.4
    const { stdout, stderr, use } = await runTraced(
      ['classify', 'http://picture.invalid/a.jpg'],
      createIsolationCommand(),
    );
    expect(stdout + stderr).toContain('URL_UNREACHABLE');
    // Port 53, or the socket of systemd's resolver.
    expect(use.reached).toContainEqual(expect.stringMatching(/:53$|systemd\/resolve/));
  });
});
