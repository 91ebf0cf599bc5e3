import { stat } from 'node:fs/promises';

/** How long a file is; 0 where there is none. */
export async function fileBytes(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found?.size ?? 0;
}
