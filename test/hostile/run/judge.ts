import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bounds } from '../bounds.ts';
import type { Reply } from './client.ts';
import { Fault } from './fault.ts';

/** Statuses by code, as functions/README.md promises them to callers. */
export type Promised = ReadonlyMap<string, number>;

/** Reads the table of codes in functions/README.md of the checkout under test. */
export function readPromised(checkout: string): Promised {
  const text = readFileSync(join(checkout, 'functions', 'README.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z\d_]+)` \| (\d{3}) \|/gm)];
  if (rows.length === 0) throw new Error('functions/README.md has no table of codes');
  return new Map(rows.map(([, code = '', status]) => [code, Number(status)]));
}

/** What Node answers by itself to what is not HTTP, with an empty body. */
const bare = new Set([400, 408, 413, 417, 431]);

/** Of stack traces, and of files. */
const secrets =
  /\n\s+at |node_modules|file:\/\/|\.(ts|mjs|js):\d+|\/(root|home|tmp|usr|proc|var)\//;

/**
 * Checks that an answer is one that callers may get.
 *
 * @returns Its code; `ok` if the request was accepted.
 * @throws Fault
 */
export function judgeReply(reply: Reply, promised: Promised): string {
  const { status, body, headers, isHead } = reply;
  if (body.length === 0 && (isHead || bare.has(status))) return String(status);
  const text = body.toString();
  if (secrets.test(text)) throw new Fault(`the answer has a stack or a path: ${cut(text)}`);
  if (status < 400 && !/json/.test(String(headers['content-type']))) return 'ok';
  const codes = findCodes(parse(text));
  for (const code of codes) {
    const expected = promised.get(code);
    if (expected === undefined) throw new Fault(`the code ${code} is not promised`);
    if (code === 'INTERNAL') throw new Fault(`INTERNAL: ${cut(text)}`);
    if (status >= 400 && expected !== status) throw new Fault(`${code} with status ${status}`);
  }
  const [code = 'ok'] = codes;
  if (status >= 400 && code === 'ok')
    throw new Fault(`status ${status} without a code: ${cut(text)}`);
  if (codes.length > 0 && status >= 400 && body.length >= bounds.refusalBytes) {
    throw new Fault(`the refusal has ${body.length} bytes`);
  }
  return code;
}

/** The problem of a REST route, the error of a tRPC call, or those of a batch. */
function findCodes(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(findCodes);
  if (typeof value !== 'object' || value === null) return [];
  const { code, error, result } = value as Record<string, unknown>;
  if (typeof code === 'string') return [code];
  if (result !== undefined) return findCodes((result as { data?: unknown }).data);
  if (error === undefined) return [];
  const { data, code: own } = error as { data?: { code?: unknown }; code?: unknown };
  return [String(data?.code ?? own)];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault(`the answer is not JSON: ${cut(text)}`);
  }
}

/** Fits into a line of the list of failures. */
function cut(text: string): string {
  return text.slice(0, 200).replace(/\p{C}/gu, '?');
}
