import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unzipSync } from 'fflate';
import { type ZipEntry, zip } from './zip.ts';

/** A zip on disk. */
export interface ZipFile {
  readonly path: string;
  readonly zippedBytes: number;
  readonly unzippedBytes: number;
}

/** Packs `entries` into a file, which appears whole or not at all. */
export async function writeZipFile(entries: readonly ZipEntry[], path: string): Promise<ZipFile> {
  const bytes = zip(entries);
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, bytes);
  await rename(draft, path);
  return measured(path, bytes);
}

/** A zip that was packed before. */
export async function readZipFile(path: string): Promise<ZipFile> {
  return measured(path, await readFile(path));
}

function measured(path: string, bytes: Uint8Array): ZipFile {
  let unzippedBytes = 0;
  // The directory alone is read: no file is taken out.
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      unzippedBytes += originalSize;
      return false;
    },
  });
  return { path, zippedBytes: bytes.length, unzippedBytes };
}
