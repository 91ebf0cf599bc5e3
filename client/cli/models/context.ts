import { join } from 'node:path';
import { readLocalSettings } from '../../../functions/local-settings.ts';
import type { Steps } from '../../../models/convert/types.ts';
import {
  getModelFolders,
  glimpseHome,
  type ModelFolders,
  type ModelLocation,
  requireModel,
} from '../../../models/store/model-folders.ts';
import { terminalSteps } from '../../terminal/progress.ts';
import { orUsageError } from '../errors.ts';

/** What models are made with, and where they go. */
export interface ModelContext {
  readonly folders: ModelFolders;
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
export function createModelContext(root: string): ModelContext {
  return {
    folders: getModelFolders(root),
    cache: join(glimpseHome(process.env), 'cache'),
    threads: readLocalSettings(process.env).GLIMPSE_THREADS,
    steps: terminalSteps,
    pictures: join(root, 'models/samples'),
    licences: join(root, 'models/licences'),
    imagenet: join(root, 'models/efficientnet-lite0'),
  };
}

/** The model of that name. @throws UsageError where there is none. */
export function locateModel(root: string, name: string): ModelLocation {
  return orUsageError(() => requireModel(getModelFolders(root), name));
}
