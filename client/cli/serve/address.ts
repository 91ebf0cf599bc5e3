import * as z from 'zod';
import { readLocalSettings } from '../../../functions/local-settings.ts';
import { explainIssues, UsageError } from '../errors.ts';

interface Given {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
}

/**
 * Where to listen: as the flags say, or else the variables.
 *
 * @throws UsageError that names the flag, or the variable where it was not given.
 */
export function serveAddress({ host, port }: Given): { host: string; port: number } {
  const flags = {
    ...(host !== undefined && { HOST: host }),
    ...(port !== undefined && { PORT: port }),
  };
  try {
    const { HOST, PORT } = readLocalSettings({ ...process.env, ...flags });
    return { host: HOST, port: PORT };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const nameOf = ({ path: [name] }: z.core.$ZodIssue): string =>
      String(name) in flags ? `--${String(name).toLowerCase()}` : String(name);
    throw new UsageError(explainIssues(error.issues, nameOf), { cause: error });
  }
}
