import { App } from 'aws-cdk-lib';
import { ModelError } from '../models/format/model-error.ts';
import { composeStack } from './compose.ts';
import { BuildError } from './errors.ts';
import { SettingsError } from './settings.ts';

const app = new App();
await composeStack(app).catch(quit);

const expected = [BuildError, ModelError, SettingsError];

/** Ends the process with one line about what went wrong; faults of the program keep their stack. */
export function quit(error: unknown): never {
  if (!expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`glimpse: ${(error as Error).message}\n`);
  process.exit(1);
}
