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

/** Folders, threads and progress output used to build a model. */
export interface ModelContext {
  readonly modelFolders: ModelFolders;
  /** Folder of downloads. */
  readonly cacheFolder: string;
  /** Threads of the network, 1 or more. */
  readonly threads: number;
  readonly steps: Steps;
  /** Folder of the pictures that are part of the project. */
  readonly samplesFolder: string;
  /** Folder of licence texts. */
  readonly licencesFolder: string;
  /** Folder of a model that has the class names of ImageNet. */
  readonly imagenetFolder: string;
}

/** Creates the context for this machine. @param root The checkout. */
export function createModelContext(root: string): ModelContext {
  return {
    modelFolders: getModelFolders(root),
    cacheFolder: join(glimpseHome(process.env), 'cache'),
    threads: readLocalSettings(process.env).GLIMPSE_THREADS,
    steps: terminalSteps,
    samplesFolder: join(root, 'models/samples'),
    licencesFolder: join(root, 'models/licences'),
    imagenetFolder: join(root, 'models/efficientnet-lite0'),
  };
}

/** Finds an installed model. @throws UsageError if there is no model of that name */
export function locateModel(root: string, name: string): ModelLocation {
  return orUsageError(() => requireModel(getModelFolders(root), name));
}
