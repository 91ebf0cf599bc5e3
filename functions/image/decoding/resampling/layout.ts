import { type Axis, findInputs, type Range } from './axis.ts';
import { openKernels } from './kernels.ts';
import type { Resampling } from './plan-resampling.ts';

/** Output rows that are computed together, counted from the first one that is computed. */
export interface Strip extends Range {
  /** The input rows, counted from the first one that is read. */
  readonly inputs: Range;
}

/** Rows of a strip: a multiple of the four rows that the kernels take at a time. */
export const stripRows = 16;

/** Divides the output rows into strips. */
export function cutIntoStrips({ down, source }: Resampling): Strip[] {
  const strips: Strip[] = [];
  for (let begin = 0; begin < down.length; begin += stripRows) {
    const end = Math.min(begin + stripRows, down.length);
    const rows = findInputs(down, { begin: down.first + begin, end: down.first + end });
    const inputs = { begin: rows.begin - source.top, end: rows.end - source.top };
    strips.push({ begin, end, inputs });
  }
  return strips;
}

/** Where everything is in the memory of the kernels. */
export interface Layout {
  /** Bytes per row of the input, and of the output. */
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** Bytes per row in `window` and `strip`. */
  readonly rowBytes: number;
  /** The input rows of the vertical pass. */
  readonly window: number;
  /** The output rows of the vertical pass. */
  readonly strip: number;
  /** What the horizontal pass reads if it is first, and else what it writes. */
  readonly rows: number;
  /** The weights of both axes. */
  readonly across: number;
  readonly down: number;
  /** Bytes of everything. */
  readonly bytes: number;
}

/** Bytes of an RGB pixel. */
export const channels = 3;

/**
 * Lays out what the strips of a picture need. The horizontal pass may write up to three rows after the
 * last one, the vertical pass up to 15 bytes. Both read what follows the last pixels, with weights of 0:
 * never more than the tables have, which are last.
 */
export function layOut(
  { source, across, down, isVerticalFirst }: Resampling,
  strips: readonly Strip[],
): Layout {
  const inputBytes = source.width * channels;
  const outputBytes = across.length * channels;
  const [rowBytes, otherBytes] = isVerticalFirst
    ? [inputBytes, outputBytes]
    : [outputBytes, inputBytes];
  const windowRows = strips.reduce(
    (most, { inputs }) => Math.max(most, inputs.end - inputs.begin),
    0,
  );
  const strip = align((windowRows + 3) * rowBytes);
  const rows = align(strip + stripRows * rowBytes);
  const acrossTable = align(rows + stripRows * otherBytes);
  const downTable = align(acrossTable + measureTable(across));
  return {
    inputBytes,
    outputBytes,
    rowBytes,
    window: 0,
    strip,
    rows,
    across: acrossTable,
    down: downTable,
    bytes: downTable + measureTable(down),
  };
}

function measureTable({ support, scale, length }: Axis): number {
  return openKernels().measureTable(support, scale, length);
}

/** Returns the next multiple of 16 that leaves at least 16 bytes. */
function align(address: number): number {
  return Math.ceil(address / 16) * 16 + 16;
}
