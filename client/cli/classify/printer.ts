import { once } from 'node:events';
import { getTerminalStyle } from '../../terminal/style.ts';
import type { ClassifyResult } from '../pictures/result.ts';
import { renderResult } from './result-text.ts';

/** Bars for people; for programs, one JSON array or one line of JSON per picture. */
export type Format = 'text' | 'json' | 'jsonl';

export interface Printer {
  /** Resolves when more can be written: a slow reader slows the work, and nothing piles up. */
  print(result: ClassifyResult): Promise<void>;
  end(): Promise<void>;
}

/** Creates a printer that writes each result as it arrives. */
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

/** Writes an array element by element, so that thousands of results are never held in memory. */
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
