import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** An hour: nothing that is still at work has such an old draft. */
const oldMs = 60 * 60 * 1000;

/** Deletes the half-made and half-removed models that processes left when they were killed. */
export async function sweepDrafts(shelf: string): Promise<void> {
  const drafts = (await readdir(shelf)).filter((name) => /^\.(new|removed)-/.test(name));
  for (const draft of drafts.map((name) => join(shelf, name))) {
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > oldMs) await rm(draft, { recursive: true, force: true });
  }
}
