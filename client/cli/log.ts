import type { Log } from '../../functions/api/log.ts';
import { explainError } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Writes one or two plain lines per request to stderr, for the person who started the server. */
export const terminalLog: Log = {
  info: (fields, message) => {
    // The command itself reports that the model has started, or why it has not.
    if (message === 'request') write(describe(fields as Fields));
  },
  error: (fields, message) => {
    if (message !== 'request') return;
    const { code, requestId, err } = fields as Fields;
    write(describe(fields as Fields));
    write(`request failed: ${code}: ${explainError(err)} (request ${requestId})`);
  },
};

/** Writes nothing: for commands that report errors themselves. */
export const silentLog: Log = { info: () => {}, error: () => {} };

function describe({ method, path, status, ms }: Fields): string {
  return `${method} ${path} ${status} ${ms} ms`;
}

function write(line: string): void {
  process.stderr.write(`${line}\n`);
}
