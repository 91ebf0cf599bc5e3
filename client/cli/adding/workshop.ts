import { join } from 'node:path';
import { readSettings } from '../../../functions/settings.ts';
import type { Steps } from '../../../models/build/steps.ts';
import { glimpseHome } from '../../../models/store/home.ts';
import type { Shelves } from '../../../models/store/shelves.ts';
import { shelvesOf } from '../../../models/store/shelves-of.ts';
import { terminalSteps } from '../terminal-steps.ts';

/** What models are made with, and where they go. */
export interface Workshop {
  readonly shelves: Shelves;
  /** Folder of downloads. */
  readonly cache: string;
  /** Threads of a network, 1 or more. */
  readonly threads: number;
  readonly steps: Steps;
  /** Folder of the pictures that come with the project. */
  readonly pictures: string;
  /** Folder of licence texts. */
  readonly licences: string;
  /** Folder of a model with the names of ImageNet's classes. */
  readonly imagenet: string;
}

/** On this machine, with the checkout at `root`. */
export function workshopOf(root: string): Workshop {
  return {
    shelves: shelvesOf(root),
    cache: join(glimpseHome(process.env), 'cache'),
    threads: readSettings(process.env).GLIMPSE_THREADS,
    steps: terminalSteps,
    pictures: join(root, 'models/build/calibration'),
    licences: join(root, 'models/build/licences'),
    imagenet: join(root, 'models/efficientnet-lite0'),
  };
}
