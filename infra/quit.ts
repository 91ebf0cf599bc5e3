import { ModelError } from '../models/format/model-error.ts';
import { BuildError } from './build-error.ts';
import { SettingsError } from './settings.ts';

const expected = [BuildError, ModelError, SettingsError];

/** Ends the process with one line about what went wrong; faults of the program keep their stack. */
export function quit(error: unknown): never {
  if (!expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`glimpse: ${(error as Error).message}\n`);
  process.exit(1);
}
