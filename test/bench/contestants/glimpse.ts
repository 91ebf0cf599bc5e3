import { join } from 'node:path';
import { modelFolder as lite0Folder, root } from '../../support/fixtures.ts';
import { benchFolder, home } from '../folders.ts';
import { modelFolder as resnet18Folder, modelName as resnet18Name } from '../prepare/resnet18.ts';
import { type Contestant, type FilesContestant, postBytes, postJson } from './contestant.ts';

const node = process.execPath;

/** Path of the command. */
export const glimpse = join(root, 'client/cli/glimpse.mjs');

interface Network {
  /** In the names of scenarios. */
  readonly key: string;
  readonly title: string;
  /** Of the installed model. */
  readonly model: string;
  readonly folder: string;
}

/** The networks that Glimpse is measured with; the peers run the first. */
export const networks: readonly Network[] = [
  { key: 'resnet18', title: 'ResNet-18 int8', model: resnet18Name, folder: resnet18Folder },
  {
    key: 'efficientnet-lite0',
    title: 'EfficientNet-Lite0 int8',
    model: 'efficientnet-lite0',
    folder: lite0Folder,
  },
];

/** Glimpse with each of the networks: what all others are compared with comes first. */
export const ours: readonly (Contestant & FilesContestant)[] = networks.map(
  ({ title, model, folder }) => ({
    name: `Glimpse, ${title}`,
    isGlimpse: true,
    env: { GLIMPSE_HOME: home },
    serve: (port) => [node, glimpse, 'serve', '--model', model, '--port', `${port}`],
    rest: postBytes('/classify'),
    json: postJson('/trpc/classify', (base64) => ({ image: { base64 } })),
    loop: [node, '--import', 'tsx', join(benchFolder, 'contestants/glimpse-loop.ts'), folder],
    files: (pictures) => [node, glimpse, 'classify', '--jsonl', '--model', model, pictures],
  }),
);
