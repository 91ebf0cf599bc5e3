import { createSegment } from './jpeg-segment.ts';

/** ITU-T T.81, table B.1. */
const marker = { sof2: 0xc2, dht: 0xc4, sos: 0xda, dqt: 0xdb };
const channels = [1, 2, 3, 4];
/** The longest run of blocks without coefficients: T.81, G.1.2.2. */
const maxRun = 32_767;

/**
 * Creates a valid progressive CMYK JPEG of one colour, with a scan for each coefficient: decoders walk
 * over all blocks for each of them.
 *
 * @param scans 1 to 253.
 */
export function createScans({
  width,
  height,
  scans,
}: {
  width: number;
  height: number;
  scans: number;
}): Buffer {
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const frame = Buffer.from([8, 0, 0, 0, 0, 4, ...channels.flatMap((id) => [id, 0x11, 0])]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  // Sixteen counts of codes by their bits, then what they mean: a difference of 0; runs of 2^0 to 2^14.
  const counts = (bits: number, count: number) =>
    Array.from({ length: 16 }, (_, at) => (at === bits - 1 ? count : 0));
  const differences = [0x00, ...counts(1, 1), 0];
  const runs = [0x10, ...counts(4, 15), ...Array.from({ length: 15 }, (_, power) => power << 4)];
  const others = Array.from({ length: scans - 1 }, (_, index) => {
    const [coefficient, id] = [1 + (index % 63), 1 + Math.floor(index / 63)];
    const head = createSegment(marker.sos, Buffer.from([1, id, 0, coefficient, coefficient, 0]));
    return Buffer.concat([head, codeRuns(blocks)]);
  });
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    createSegment(marker.dqt, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
    createSegment(marker.sof2, frame),
    createSegment(marker.dht, Buffer.from([...differences, ...runs])),
    createSegment(marker.sos, Buffer.from([4, ...channels.flatMap((id) => [id, 0]), 0, 0, 0])),
    // A bit for each block of each channel.
    Buffer.alloc(Math.ceil(blocks / 2)),
    ...others,
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** Codes blocks without coefficients: four bits for the power of two, and what the run has more than that. */
function codeRuns(blocks: number): Buffer {
  let bits = '';
  for (let left = blocks; left > 0; ) {
    const run = Math.min(left, maxRun);
    const power = Math.floor(Math.log2(run));
    bits += power.toString(2).padStart(4, '0');
    if (power > 0) bits += (run - 2 ** power).toString(2).padStart(power, '0');
    left -= run;
  }
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? [];
  // A byte of ones is followed by zeros, so that it is no marker.
  return Buffer.from(
    padded.flatMap((byte) => (byte === '11111111' ? [0xff, 0] : [Number.parseInt(byte, 2)])),
  );
}
