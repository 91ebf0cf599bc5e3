import { join } from 'node:path';
import { root } from '../support/fixtures.ts';
import type { Contestant } from './contestant.ts';
import { benchFolder, workFolder } from './folders.ts';
import type { Photograph } from './photographs.ts';
import { home, modelName } from './resnet18.ts';
import { transformersModels } from './transformers-model.ts';

const glimpse = join(root, 'client/cli/glimpse.mjs');

/** Path of Python in the virtual environment with PyTorch. */
export const python = join(
  workFolder,
  process.platform === 'win32' ? 'venv/Scripts/python.exe' : 'venv/bin/python',
);

/** Sends the picture bytes as body. */
const postBytes = (path: string) => (photograph: Photograph) => ({ path, body: photograph.bytes });

/** Glimpse with the same network as the others, and with its embedded one. */
export const ours: readonly Contestant[] = [
  {
    name: 'Glimpse, ResNet-18 int8',
    command: (port) => [
      process.execPath,
      glimpse,
      'serve',
      '--model',
      modelName,
      '--port',
      `${port}`,
    ],
    env: { GLIMPSE_HOME: home },
    request: postBytes('/classify'),
  },
  {
    name: 'Glimpse, EfficientNet-Lite0 int8',
    command: (port) => [
      process.execPath,
      glimpse,
      'serve',
      '--model',
      'efficientnet-lite0',
      '--port',
      `${port}`,
    ],
    request: postBytes('/classify'),
  },
];

/** transformers.js with the same int8 file. */
export const transformers: Contestant = {
  name: 'transformers.js, ResNet-18 int8',
  command: (port) => [
    process.execPath,
    join(benchFolder, 'contestants/transformers.mjs'),
    `${port}`,
    transformersModels,
  ],
  request: postBytes('/'),
};

/** The original service: Flask and PyTorch. */
export const pytorch: Contestant = {
  name: 'Flask and PyTorch, ResNet-18',
  command: (port) => [python, join(benchFolder, 'contestants/pytorch.py'), `${port}`],
  request: ({ bytes }) => {
    const body = new FormData();
    body.append('image', new Blob([bytes]), 'photo.jpg');
    return { path: '/predict', body };
  },
};
