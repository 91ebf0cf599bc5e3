import type { Command } from 'commander';
import type { Installation } from '../installation.ts';
import { addAdd } from './models/add.ts';
import { addEvaluate } from './models/evaluate.ts';
import { addInfo } from './models/info.ts';
import { addList } from './models/list.ts';
import { addRemove } from './models/remove.ts';
import { addVerify } from './models/verify.ts';

/** Adds `glimpse models`, which manages the models on this machine. `finish` receives the exit code. */
export function addModels(
  program: Command,
  installation: Installation,
  finish: (exitCode: number) => void,
): void {
  const models = program
    .command('models')
    .description('add, list, check, measure and remove models')
    .helpCommand(false);
  addAdd(models, installation);
  addList(models, installation);
  addInfo(models, installation);
  addEvaluate(models, installation, finish);
  addVerify(models, installation);
  addRemove(models, installation);
}
