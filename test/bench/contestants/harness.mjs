// What the peers written in JavaScript share: a minimal server, a loop for measuring without HTTP, and a
// run over files. None of it recognises pictures.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';

/**
 * Runs in the mode that the command line names: `serve PORT`, `loop`, or `files FOLDER`.
 *
 * @param {(bytes: Buffer, topK: number) => Promise<readonly unknown[]>} classify Returns the best classes.
 * @param {(paths: readonly string[]) => Promise<readonly unknown[]>} classifyFiles Returns an answer for each.
 */
export async function run(classify, classifyFiles) {
  const [mode, argument] = process.argv.slice(2);
  if (mode === 'serve') serve(Number(argument), classify);
  else if (mode === 'loop') await runLoop(classify);
  else await runFiles(argument, classifyFiles);
}

/**
 * Serves on a port. A body of JSON has the picture as base64 in `image`, any other is the picture.
 *
 * @param {number} port
 * @param {(bytes: Buffer, topK: number) => Promise<readonly unknown[]>} classify
 */
function serve(port, classify) {
  createServer(async (request, response) => {
    if (request.url === '/health') {
      response.end('ok');
      return;
    }
    try {
      const body = await buffer(request);
      const isJson = request.headers['content-type'] === 'application/json';
      const bytes = isJson ? Buffer.from(JSON.parse(body.toString()).image, 'base64') : body;
      response.end(JSON.stringify(await classify(bytes, 5)));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }).listen(port, '127.0.0.1');
}

/**
 * Says `ready`, then answers each line of stdin, `{ "picture": PATH, "topK": N }`, with the number of
 * classes, or with the error. A picture is read from the disk once.
 *
 * @param {(bytes: Buffer, topK: number) => Promise<readonly unknown[]>} classify
 */
export async function runLoop(classify) {
  const pictures = new Map();
  const read = (path) => {
    if (!pictures.has(path)) pictures.set(path, readFileSync(path));
    return pictures.get(path);
  };
  const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
  say({ ready: true });
  for await (const line of createInterface(process.stdin)) {
    const { picture, topK } = JSON.parse(line);
    try {
      say({ classes: (await classify(read(picture), topK)).length });
    } catch (error) {
      say({ error: String(error) });
    }
  }
  process.exit(0);
}

const filesAtOnce = 32;

/**
 * Classifies the pictures of a folder and prints one line for each.
 *
 * @param {string} folder
 * @param {(paths: readonly string[]) => Promise<readonly unknown[]>} classifyFiles
 */
async function runFiles(folder, classifyFiles) {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  for (let at = 0; at < paths.length; at += filesAtOnce) {
    const group = paths.slice(at, at + filesAtOnce);
    const answers = await classifyFiles(group);
    const lines = answers.map((answer, index) => JSON.stringify({ path: group[index], answer }));
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}
