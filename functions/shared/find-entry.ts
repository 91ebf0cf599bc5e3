export interface Entry {
  /** Its source, relative to the file that starts it. */
  readonly source: string;
  /** Name of its bundle. */
  readonly bundle: string;
}

/**
 * Returns the entry of a thread or process: in bundles it lies next to the code that starts it.
 *
 * @param starter `import.meta.url` of the file that starts it.
 */
export function findEntry(starter: string, { source, bundle }: Entry): URL {
  return new URL(starter.endsWith('.ts') ? source : `./${bundle}.mjs`, starter);
}
