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

/** What programs read of one model: `--json` prints an array of these. */
interface Listed extends ModelLocation {
  /** Why this model is taken where none is named; null for all others. */
  readonly default: string | null;
  /** Null where the manifest cannot be read. */
  readonly precision: 'fp32' | 'int8' | null;
  readonly bytes: number | null;
  readonly classes: number | null;
  /** What is wrong with the manifest. */
  readonly problem: string | null;
}

/** `glimpse models list`: which models are here, and which is taken where none is named. */
export function addList(models: Command, { root }: Installation): void {
  models
    .command('list')
    .description('the models that are here')
    .option('--json', 'print one JSON array')
    .action(async ({ json }: { json?: boolean }) => {
      const folders = getModelFolders(root);
      const { GLIMPSE_MODEL } = readLocalSettings(process.env);
      const choice = orUsageError(() => chooseModel(folders, GLIMPSE_MODEL));
      const listed = await Promise.all(
        listModels(folders).map(async (place): Promise<Listed> => {
          const why = place.folder === choice.folder ? choice.reason : null;
          return { ...place, default: why, ...(await look(place.folder)) };
        }),
      );
      process.stdout.write(json ? `${JSON.stringify(listed, null, 2)}\n` : render(listed));
    });
}

async function look(
  folder: string,
): Promise<Pick<Listed, 'precision' | 'bytes' | 'classes' | 'problem'>> {
  try {
    const { precision, bytes, classes } = await readManifest(folder);
    return { precision, bytes, classes, problem: null };
  } catch (error) {
    return { precision: null, bytes: null, classes: null, problem: explainError(error) };
  }
}

function render(listed: readonly Listed[]): string {
  const widest = Math.max(...listed.map(({ name }) => name.length));
  return listed
    .map(({ name, precision, bytes, folder, problem, default: why }) => {
      const about = problem ?? `${precision}  ${megabytes(bytes ?? 0).padStart(8)}  ${folder}`;
      const taken = why === null ? '' : `\n  taken where none is named: ${why}`;
      return `${name.padEnd(widest)}  ${about}${taken}\n`;
    })
    .join('');
}
