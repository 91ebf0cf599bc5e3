import type { Command } from 'commander';
import { readLocalSettings } from '../../../../functions/local-settings.ts';
import { chooseModel } from '../../../../models/store/choose-model.ts';
import {
  getModelFolders,
  listModels,
  type ModelLocation,
} from '../../../../models/store/model-folders.ts';
import { readManifest } from '../../../../models/store/open-model.ts';
import { megabytes } from '../../../terminal/format.ts';
import { explainError, orUsageError } from '../../errors.ts';
import type { Installation } from '../../installation.ts';

/** A model as `--json` prints it, in an array. */
interface ListedModel extends ModelLocation {
  /** Why this model is the default; null for all others. */
  readonly default: string | null;
  /** Null if the manifest cannot be read. */
  readonly precision: 'fp32' | 'int8' | null;
  readonly bytes: number | null;
  readonly classes: number | null;
  /** Why the manifest cannot be read; null if it can. */
  readonly problem: string | null;
}

/** Adds `glimpse models list`, which lists the installed models and marks the default. */
export function addList(models: Command, { root }: Installation): void {
  models
    .command('list')
    .description('list the installed models')
    .option('--json', 'print a JSON array')
    .action(async ({ json }: { json?: boolean }) => {
      const folders = getModelFolders(root);
      const { GLIMPSE_MODEL } = readLocalSettings(process.env);
      const choice = orUsageError(() => chooseModel(folders, GLIMPSE_MODEL));
      const listed = await Promise.all(
        listModels(folders).map(async (location): Promise<ListedModel> => {
          const reason = location.folder === choice.folder ? choice.reason : null;
          return { ...location, default: reason, ...(await summarise(location.folder)) };
        }),
      );
      process.stdout.write(json ? `${JSON.stringify(listed, null, 2)}\n` : render(listed));
    });
}

async function summarise(
  folder: string,
): Promise<Pick<ListedModel, 'precision' | 'bytes' | 'classes' | 'problem'>> {
  try {
    const { precision, bytes, classes } = await readManifest(folder);
    return { precision, bytes, classes, problem: null };
  } catch (error) {
    return { precision: null, bytes: null, classes: null, problem: explainError(error) };
  }
}

function render(listed: readonly ListedModel[]): string {
  const widest = Math.max(...listed.map(({ name }) => name.length));
  return listed
    .map(({ name, precision, bytes, folder, problem, default: reason }) => {
      const facts = problem ?? `${precision}  ${megabytes(bytes ?? 0).padStart(8)}  ${folder}`;
      const defaultText = reason === null ? '' : `\n  default model: ${reason}`;
      return `${name.padEnd(widest)}  ${facts}${defaultText}\n`;
    })
    .join('');
}
