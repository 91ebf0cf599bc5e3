import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the page. */
interface PageFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The page's files by path; `index.html` is `/`. */
export type Page = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
};

/** Reads the built page into memory: one folder without sub-folders. */
export async function loadPage(folder: string): Promise<Page> {
  const names = await readdir(folder);
  const files = names.map(async (name): Promise<[string, PageFile]> => {
    const path = name === 'index.html' ? '/' : `/${name}`;
    const type = types[extname(name)] ?? 'application/octet-stream';
    return [path, { type, body: new Uint8Array(await readFile(join(folder, name))) }];
  });
  return new Map(await Promise.all(files));
}
