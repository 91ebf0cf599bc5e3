import { App } from 'aws-cdk-lib';
import { ModelError } from '../models/format/model-error.ts';
import { composeStack } from './compose.ts';
import { BuildError } from './errors.ts';
import { SettingsError } from './settings.ts';

const expectedErrors = [BuildError, ModelError, SettingsError];

await composeStack(new App()).catch(quit);

/** Prints an expected error as one line and exits with code 1; other errors keep their stack. */
function quit(error: unknown): never {
  if (!expectedErrors.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`glimpse: ${(error as Error).message}\n`);
  process.exit(1);
}
