import type { Log } from '../../functions/api/log.ts';
import { explainError } from './explain-error.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One plain line on stderr for each request, for the person who started the server. */
export const terminalLog: Log = {
  info: (fields) => {
    const { method, path, status, ms } = fields as Fields;
    write(`${method} ${path} ${status} ${ms} ms`);
  },
  error: (fields, message) => {
    const { code, requestId, err } = fields as Fields;
    write(`${message}: ${code}: ${explainError(err)} (request ${requestId})`);
  },
};

/** Says nothing: for commands whose errors are printed where they belong. */
export const silentLog: Log = { info: () => {}, error: () => {} };

function write(line: string): void {
  process.stderr.write(`${line}\n`);
}
