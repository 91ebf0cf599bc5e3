/** Entries of threads and processes, by the names of their bundles. */
const sources = {
  'heic-thread': '../heic/thread.mjs',
  'decoder-process': './process.mjs',
} as const;

/** Returns the entry of a thread or process: in bundles it lies next to the code that starts it. */
export function findEntry(name: keyof typeof sources): URL {
  const path = import.meta.url.endsWith('.ts') ? sources[name] : `./${name}.mjs`;
  return new URL(path, import.meta.url);
}
