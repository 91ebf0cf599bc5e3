import { join } from 'node:path';
import type { Contestant } from './contestant.ts';
import { here, root, work } from './folders.ts';
import type { Photograph } from './photographs.ts';
import { home, modelName } from './resnet18.ts';
import { transformersModels } from './transformers-model.ts';

const glimpse = join(root, 'client/cli/glimpse.mjs');

/** Python of the virtual environment that holds PyTorch. */
export const python = join(
  work,
  process.platform === 'win32' ? 'venv/Scripts/python.exe' : 'venv/bin/python',
);

/** Picture bytes as they are. */
const raw = (path: string) => (photograph: Photograph) => ({ path, body: photograph.bytes });

/** This project, on the same network and on the one that it comes with. */
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
    request: raw('/classify'),
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
    request: raw('/classify'),
  },
];

/** transformers.js on the very same int8 file. */
export const transformers: Contestant = {
  name: 'transformers.js, ResNet-18 int8',
  command: (port) => [
    process.execPath,
    join(here, 'contestants/transformers.mjs'),
    `${port}`,
    transformersModels,
  ],
  request: raw('/'),
};

/** The service of the article. */
export const pytorch: Contestant = {
  name: 'Flask and PyTorch, ResNet-18',
  command: (port) => [python, join(here, 'contestants/pytorch.py'), `${port}`],
  request: ({ bytes }) => {
    const body = new FormData();
    body.append('image', new Blob([bytes]), 'photo.jpg');
    return { path: '/predict', body };
  },
};
