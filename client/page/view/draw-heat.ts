import { heatPalette } from '../../../models/format/heat-palette.ts';
import { type Explanation, enlarge, type Field, type Size } from './heat-field.ts';

const { hot, cold, hotOpacity, coldOpacity } = heatPalette;
/** Heat at which a contour line is drawn around the hottest areas. */
const contourLevel = 0.5;

/**
 * Draws the heat map over the whole picture: hot areas glow inside a contour line, the rest is
 * darkened, so that the map is readable on dark and on bright photographs.
 *
 * @param picture the size that the region refers to; the canvas may have another size.
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
  context.fillStyle = `rgb(${cold.join(' ')} / ${coldOpacity})`;
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
    const line = Math.max(0, 1 - Math.abs(value - contourLevel) / (slope * 1.2 + 1e-6));
    image.data.set(mixColour(value, line), at * 4);
  }
  return image;
}

/** Returns red, green, blue and alpha, each from 0 to 255. */
function mixColour(value: number, line: number): [number, number, number, number] {
  const heat = value * value * (3 - 2 * value);
  const warm = Math.max(heat * hotOpacity, line);
  const dark = (1 - heat) * coldOpacity * (1 - line);
  const alpha = warm + dark;
  const mix = (channel: 0 | 1 | 2) => (hot[channel] * warm + cold[channel] * dark) / alpha;
  return [mix(0), mix(1), mix(2), alpha * 255];
}
