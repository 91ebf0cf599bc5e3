import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Creates a function that replaces positions in a bundle by those in its sources. The source map is read
 * for the first stack trace: Node's own `--enable-source-maps` reads it at every start, which takes a
 * sixth of it.
 *
 * @param bundle URL of the bundle, whose map lies beside it. Without a map, stack traces stay as they are.
 */
export function createStackMapper(bundle: string): (stack: string) => string {
  let map: SourceMap | undefined;
  return (stack) => {
    if (!stack.includes(bundle)) return stack;
    map ??= readMap(bundle);
    return stack.replaceAll(position, (text, ...[file, line, column]) => {
      if (file !== bundle) return text;
      // Counted from 1 in a stack trace, from 0 in a map.
      const entry = map?.findEntry(Number(line) - 1, Number(column) - 1);
      if (!entry || !('originalSource' in entry)) return text;
      const { originalSource, originalLine, originalColumn } = entry;
      return `${originalSource}:${originalLine + 1}:${originalColumn + 1}`;
    });
  };
}

/** A file, line and column, as V8 writes them. */
const position = /(file:\/\/[^\s():]+):(\d+):(\d+)/g;

function readMap(bundle: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${bundle}.map`), 'utf8')));
  } catch {
    return undefined;
  }
}
