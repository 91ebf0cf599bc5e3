import { type Zippable, zipSync } from 'fflate';

/** A file in an archive. */
export interface ZipEntry {
  /** Relative, with `/` as separator. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** "Made by Unix": Lambda then reads permissions from the upper half of the attributes. */
const os = 3;
const regularFile = 0o100_000;

const sharedLibrary = /\.(node|so|so\.[\d.]+)$/;

/**
 * Packs files so that the same files give the same bytes on every machine: sorted by path, with one
 * date, readable by everyone, and executable if they are shared libraries. Archives have no links and
 * no empty folders.
 *
 * @throws RangeError if a path is not relative and plain, or occurs twice.
 */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const files: Zippable = {};
  for (const { path, bytes } of [...entries].sort(byPath)) {
    if (!isPlain(path) || path in files) throw new RangeError(`not a path for a zip: ${path}`);
    const mode = sharedLibrary.test(path) ? 0o755 : 0o644;
    files[path] = [bytes, { attrs: ((regularFile | mode) << 16) >>> 0 }];
  }
  // Noon of the first day that a zip can hold. It is local time, because fflate writes local time.
  const mtime = new Date(1980, 0, 1, 12);
  return zipSync(files, { level: 9, mtime, os });
}

/** Compares code units, the same in every locale. */
function byPath(a: ZipEntry, b: ZipEntry): number {
  return a.path < b.path ? -1 : 1;
}

function isPlain(path: string): boolean {
  return !/[\\:\0]/.test(path) && path.split('/').every((part) => !['', '.', '..'].includes(part));
}
