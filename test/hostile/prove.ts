import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Mend, mends } from './mends.ts';
import type { Options } from './options.ts';
import { renderColumns } from './run/columns.ts';
import { runParts } from './run-parts.ts';

/** What the service is started from, and what the suite reads of a checkout. */
const copied = [
  ...['client', 'functions', 'models', 'test/fixtures/pictures'],
  ...['esbuild.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'],
];

/** Whether the suite misses a mend that is taken out. */
export interface Proof {
  readonly fault: number;
  readonly title: string;
  /** Such as `pictures, webp-frames`. */
  readonly by: string;
  /** The failure; null if nothing failed for that reason. */
  readonly found: string | null;
  /** Whether the same cases hold with the mend; a part that cannot run here proves nothing. */
  readonly holds: boolean;
}

/** Takes each mend out of a copy of the checkout, and runs the cases that must fail then. */
export async function prove(options: Options & { prove: readonly number[] }): Promise<Proof[]> {
  const chosen = mends.filter(
    ({ fault }) => options.prove.length === 0 || options.prove.includes(fault),
  );
  const proofs: Proof[] = [];
  for (const [index, mend] of chosen.entries()) {
    process.stderr.write(`Without: ${mend.title}\n`);
    const copy = createCopy(options.checkout, mend, index);
    const found = await findFailure({ ...options, checkout: copy }, mend);
    const own = await findFailure(options, mend);
    const { fault, title, part, kind } = mend;
    proofs.push({ fault, title, by: `${part}, ${kind}`, found, holds: own === null });
    rmSync(copy, { recursive: true, force: true });
  }
  return proofs;
}

/** Renders a table with a row for each mend. */
export function renderProofs(proofs: readonly Proof[]): string {
  const rows = proofs.map(({ fault, title, by, found, holds }) => [
    fault === 0 ? '-' : String(fault),
    title,
    found === null ? 'NOT FOUND' : by,
    holds ? 'holds' : 'FAILS',
    found?.slice(0, 80) ?? '',
  ]);
  return renderColumns(['fault', 'taken out', 'found by', 'with it', 'as'], rows);
}

async function findFailure(
  options: Options,
  { part, kind, count, reason }: Mend,
): Promise<string | null> {
  const minutes = Number.POSITIVE_INFINITY;
  const [outcome] = await runParts({ ...options, part: [part], kind, count, minutes });
  const failure = outcome?.failures.find(({ fault }) => reason.test(fault));
  return failure?.fault ?? null;
}

/** @throws Error if a text to take out is not there exactly once. */
function createCopy(checkout: string, { removals }: Mend, index: number): string {
  const copy = join(checkout, '.build', 'hostile', 'without', String(index));
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  const filter = (path: string): boolean =>
    !['node_modules', '.build', 'dist'].includes(basename(path));
  for (const name of copied)
    cpSync(join(checkout, name), join(copy, name), { recursive: true, filter });
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  for (const removal of removals) takeOut(copy, removal);
  return copy;
}

function takeOut(copy: string, { file, text, without }: Mend['removals'][number]): void {
  const path = join(copy, file);
  const [before, after, ...others] = readFileSync(path, 'utf8').split(text);
  if (before === undefined || after === undefined || others.length > 0) {
    throw new Error(`${file} does not have exactly once: ${text.trim()}`);
  }
  writeFileSync(path, `${before}${without}${after}`);
}
