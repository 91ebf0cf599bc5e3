import { type Explanation, enlarge, type Field, type Size } from './heat-field.ts';

/** The accent as it glows on a photograph, and the ink that veils what did not count. */
const glow = [255, 98, 40] as const;
const ink = [16, 11, 8] as const;
const veil = 0.64;
const warmth = 0.5;
/** Where the line is drawn that encloses what counted most. */
const level = 0.5;

/**
 * Draws where the network looked over the whole picture: what counted glows, a line encloses it,
 * and the rest sinks into the dark, so that it reads on dark and on bright photographs alike.
 *
 * @param picture the size that the region speaks of; the canvas may have any other.
 */
export function drawHeatMap(
  canvas: HTMLCanvasElement,
  explanation: Explanation,
  picture: Size,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const across = canvas.width / picture.width;
  const down = canvas.height / picture.height;
  const { region } = explanation;
  const left = Math.round(region.left * across);
  const top = Math.round(region.top * down);
  const width = Math.max(1, Math.round(region.width * across));
  const height = Math.max(1, Math.round(region.height * down));
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = `rgb(${ink.join(' ')} / ${veil})`;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.putImageData(paint(enlarge(explanation, { width, height })), left, top);
}

function paint({ values, width, height }: Field): ImageData {
  const image = new ImageData(width, height);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    const right = values[at % width < width - 1 ? at + 1 : at] ?? 0;
    const below = values[at + width] ?? value;
    const slope = Math.hypot(right - value, below - value);
    const line = Math.max(0, 1 - Math.abs(value - level) / (slope * 1.2 + 1e-6));
    image.data.set(colour(value, line), at * 4);
  }
  return image;
}

function colour(value: number, line: number): [number, number, number, number] {
  const hot = value * value * (3 - 2 * value);
  const warm = Math.max(hot * warmth, line);
  const dark = (1 - hot) * veil * (1 - line);
  const alpha = warm + dark;
  const mix = (channel: 0 | 1 | 2) => (glow[channel] * warm + ink[channel] * dark) / alpha;
  return [mix(0), mix(1), mix(2), alpha * 255];
}
