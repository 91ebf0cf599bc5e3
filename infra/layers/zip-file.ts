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

/** Packs `entries` into a file, which appears complete or not at all. */
export async function writeZipFile(entries: readonly ZipEntry[], path: string): Promise<ZipFile> {
  const bytes = zip(entries);
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, bytes);
  await rename(draft, path);
  return measure(path, bytes);
}

/** Reads a zip that was written before. */
export async function readZipFile(path: string): Promise<ZipFile> {
  return measure(path, await readFile(path));
}

function measure(path: string, bytes: Uint8Array): ZipFile {
  let unzippedBytes = 0;
  // The filter sees the zip's directory and rejects every file, so nothing is unpacked.
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      unzippedBytes += originalSize;
      return false;
    },
  });
  return { path, zippedBytes: bytes.length, unzippedBytes };
}
