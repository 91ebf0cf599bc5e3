import { once } from 'node:events';
import { getTerminalStyle } from '../../terminal/style.ts';
import type { ClassifyResult } from '../pictures/result.ts';
import { renderResult } from './result-text.ts';

/** Bars for people; one JSON array, or a line of JSON for each picture, for programs. */
export type Format = 'text' | 'json' | 'jsonl';

export interface Printer {
  /** Resolves when more can be taken: a slow reader slows the work, and nothing piles up. */
  print(result: ClassifyResult): Promise<void>;
  end(): Promise<void>;
}

/** Writes results as they come, in one of the formats. */
export function createPrinter(format: Format, stream: NodeJS.WriteStream): Printer {
  const write = async (text: string): Promise<void> => {
    if (!stream.write(text)) await once(stream, 'drain');
  };
  if (format === 'json') return createArrayPrinter(write);
  const render = (result: ClassifyResult): string =>
    format === 'jsonl'
      ? `${JSON.stringify(result)}\n`
      : renderResult(result, getTerminalStyle(stream));
  return { print: (result) => write(render(result)), end: async () => {} };
}

/** Writes an array element by element, so that thousands of answers are never held at once. */
function createArrayPrinter(write: (text: string) => Promise<void>): Printer {
  let isFirst = true;
  return {
    print: async (result) => {
      const separator = isFirst ? '[\n' : ',\n';
      isFirst = false;
      await write(separator + JSON.stringify(result, null, 2));
    },
    end: () => write(isFirst ? '[]\n' : '\n]\n'),
  };
}
