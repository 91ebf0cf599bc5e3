import { join } from 'node:path';
import { benchFolder, transformersModels, workFolder } from '../folders.ts';
import {
  type Command,
  type Contestant,
  type Door,
  type FilesContestant,
  postBytes,
  postJson,
} from './contestant.ts';

/** Of transformers.js. */
export interface TransformersSettings {
  /** Threads of its session; null for the default of ONNX Runtime. */
  readonly threads: number | null;
  /** Whether files are classified in batches of 32, or one after the other. */
  readonly batches: boolean;
}

/** Ways to run a network in PyTorch: see `pytorch.py`. */
export const forms = ['eager', 'frozen', 'optimized', 'compiled'] as const;

export type Form = (typeof forms)[number];

type Peer = Contestant & FilesContestant;

const image = (base64: string): object => ({ image: base64 });

const script = (name: string) => join(benchFolder, 'contestants', name);

function createPeer(name: string, file: string, env: Record<string, string>): Peer {
  const start = (...args: string[]): Command => [process.execPath, script(file), ...args];
  return {
    name,
    isGlimpse: false,
    env,
    serve: (port) => start('serve', `${port}`),
    rest: postBytes('/'),
    json: postJson('/', image),
    loop: start('loop'),
    files: (folder) => start('files', folder),
  };
}

/** transformers.js with the same int8 file. */
export function createTransformers(
  { threads, batches }: TransformersSettings,
  name = 'transformers.js, ResNet-18 int8',
): Peer {
  return createPeer(name, 'transformers.mjs', {
    MODELS: transformersModels,
    BATCH: batches ? '32' : '1',
    ...(threads !== null && { THREADS: `${threads}` }),
  });
}

/** A script of forty lines with the same int8 file. */
export const plainScript: Peer = createPeer(
  'sharp and onnxruntime-node, ResNet-18 int8',
  'sharp-onnxruntime.mjs',
  { MODEL: join(transformersModels, 'resnet18/onnx/model_quantized.onnx') },
);

/** Folder of the virtual environment with PyTorch. */
export const venv = join(workFolder, 'venv');

/** Path of Python in the virtual environment with PyTorch. */
export const python = join(
  venv,
  process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python',
);

/** Variables of PyTorch: compiled networks are kept with the other files of the bench. */
export const pytorchEnv = { TORCHINDUCTOR_CACHE_DIR: join(workFolder, 'inductor') };

/** Runs `pytorch.py`. */
export const runPytorch = (...args: string[]): Command => [python, script('pytorch.py'), ...args];

/** PyTorch in one form, behind Flask if it serves. */
export function createPytorch(name: string, form: Form): Contestant {
  return {
    name: `${name}, ResNet-18`,
    isGlimpse: false,
    env: pytorchEnv,
    serve: (port) => runPytorch('serve', `${port}`, form),
    rest: postForm('/predict'),
    json: postJson('/predict', image),
    loop: runPytorch('loop', form),
  };
}

/** PyTorch's `DataLoader`, with each number of workers. */
export function createDataLoaders(form: Form): FilesContestant[] {
  return [0, 1, 2].map((workers) => ({
    name: `PyTorch DataLoader, ${workers} ${workers === 1 ? 'worker' : 'workers'}, ResNet-18`,
    isGlimpse: false,
    env: pytorchEnv,
    files: (folder) => runPytorch('files', folder, `${workers}`, form),
  }));
}

const boundary = 'bench-a3c1f7';

/** Sends a form with one file: https://www.rfc-editor.org/rfc/rfc7578 */
const postForm =
  (path: string): Door =>
  ({ type, bytes }) => ({
    path,
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="image"; filename="photo"\r\ncontent-type: ${type}\r\n\r\n`,
      ),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  });
