import * as z from 'zod';
import { readLocalSettings } from '../../../functions/local-settings.ts';
import { UsageError } from '../../terminal/errors.ts';
import { explainIssues } from '../errors.ts';

interface AddressFlags {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
}

/**
 * Reads the address to listen on from the flags, or else from HOST and PORT.
 *
 * @throws UsageError that names the invalid flag or variable
 */
export function readAddress({ host, port }: AddressFlags): { host: string; port: number } {
  const flags = {
    ...(host !== undefined && { HOST: host }),
    ...(port !== undefined && { PORT: port }),
  };
  try {
    const { HOST, PORT } = readLocalSettings({ ...process.env, ...flags });
    return { host: HOST, port: PORT };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const getName = ({ path: [name] }: z.core.$ZodIssue): string =>
      String(name) in flags ? `--${String(name).toLowerCase()}` : String(name);
    throw new UsageError(explainIssues(error.issues, getName), { cause: error });
  }
}
