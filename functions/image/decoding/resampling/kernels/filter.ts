// Pillow's filters along one axis. `scale` is the number of input pixels per output pixel. `support` is how
// far a filter reaches when it enlarges, in input pixels, and tells which one it is: 1 the triangle of
// bilinear, 2 the cubic of bicubic. A filter that shrinks is stretched by the scale. Numbers of 64 bits round
// as they do in C and JavaScript, so the order of operations is part of the result.

/** Returns how far the filter reaches from the centre of an output pixel, in input pixels. */
export function findReach(support: f64, scale: f64): f64 {
  return support * findStretch(scale);
}

function findStretch(scale: f64): f64 {
  return max<f64>(scale, 1);
}

function findCenter(scale: f64, output: i32): f64 {
  return ((output as f64) + 0.5) * scale;
}

/** Returns the first input pixel of an output pixel. */
export function findBegin(support: f64, scale: f64, output: i32): i32 {
  const edge = findCenter(scale, output) - findReach(support, scale) + 0.5;
  return max<f64>(0, trunc<f64>(edge)) as i32;
}

/** Returns the input pixel after the last one of an output pixel. */
export function findEnd(support: f64, scale: f64, from: i32, output: i32): i32 {
  const edge = findCenter(scale, output) + findReach(support, scale) + 0.5;
  return min<f64>(from as f64, trunc<f64>(edge)) as i32;
}

/**
 * Writes the weights of the input pixels from `begin` to `end` for an output pixel, as f64.
 *
 * @returns Their sum, by which they are not yet divided.
 */
export function weigh(
  weights: usize,
  support: f64,
  scale: f64,
  output: i32,
  begin: i32,
  end: i32,
): f64 {
  const center = findCenter(scale, output);
  const stretch = findStretch(scale);
  let sum: f64 = 0;
  let to = weights;
  for (let input = begin; input < end; input += 1) {
    const x = ((input as f64) - center + 0.5) / stretch;
    const weight = support === 1 ? weighTriangle(x) : weighCubic(x);
    store<f64>(to, weight);
    to += sizeof<f64>();
    sum += weight;
  }
  return sum;
}

function weighTriangle(x: f64): f64 {
  return max<f64>(0, 1 - abs<f64>(x));
}

/** Keys' cubic with a = -0.5: https://ieeexplore.ieee.org/document/1163711 */
function weighCubic(x: f64): f64 {
  const a: f64 = -0.5;
  const d = abs<f64>(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}
