import { renderResult } from './bars.ts';
import type { Result } from './result.ts';

/** Bars for people; one JSON array, or a line of JSON for each picture, for programs. */
export type Format = 'text' | 'json' | 'jsonl';

export interface Printer {
  print(result: Result): void;
  end(): void;
}

/** Writes results as they come, in one of the formats. */
export function createPrinter(format: Format, stream: NodeJS.WriteStream): Printer {
  if (format === 'json') return createArrayPrinter(stream);
  const colour = stream.isTTY && !process.env.NO_COLOR;
  const render = (result: Result): string =>
    format === 'jsonl' ? `${JSON.stringify(result)}\n` : renderResult(result, { colour });
  return { print: (result) => void stream.write(render(result)), end: () => {} };
}

/** Writes an array element by element, so that thousands of answers are never held at once. */
function createArrayPrinter(stream: NodeJS.WriteStream): Printer {
  let separator = '[\n';
  return {
    print: (result) => {
      stream.write(separator + JSON.stringify(result, null, 2));
      separator = ',\n';
    },
    end: () => void stream.write('\n]\n'),
  };
}
