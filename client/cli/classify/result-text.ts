import { renderScores } from '../../terminal/bars.ts';
import { megabytes } from '../../terminal/format.ts';
import { paint, type TerminalStyle } from '../../terminal/style.ts';
import { stripControls, textWidth } from '../../terminal/text-width.ts';
import type { ClassifyResult } from '../pictures/result.ts';

type Answered = Extract<ClassifyResult, { ok: true }>;

/** Formats a result for people: the picture's name, then one bar per class. */
export function renderResult(result: ClassifyResult, style: TerminalStyle): string {
  const name = stripControls(result.input);
  const title = paint(style, 'bold', name);
  if (!result.ok) {
    const { code, message } = result.error;
    return `${title}\n  ${paint(style, 'red', code)} ${stripControls(message)}\n`;
  }
  const facts = describe(result);
  const fits = style.columns === null || textWidth(name) + 2 + textWidth(facts) <= style.columns;
  const separator = fits ? '  ' : '\n  ';
  const { overlay } = result;
  const heatMap =
    overlay === undefined
      ? ''
      : `  ${paint(style, 'dim', `heat map: ${stripControls(overlay)}`)}\n`;
  return `${title}${separator}${paint(style, 'dim', facts)}\n${renderScores(result.predictions, style)}${heatMap}`;
}

/** `600 x 400 jpeg, 24 ms`, and the original size of a picture that was shrunk. */
function describe({ image, timing, shrunk }: Answered): string {
  const { width, height, format } = image;
  const parts = [`${width} x ${height} ${format}`, `${timing.totalMs.toFixed(0)} ms`];
  if (shrunk) parts.push(`shrunk from ${megabytes(shrunk.from.bytes)}`);
  return parts.join(', ');
}
