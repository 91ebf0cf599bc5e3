import type { Axis, Range } from './axis.ts';
import { type Kernels, openKernels } from './kernels.ts';
import { channels, cutIntoStrips, type Layout, layOut, type Strip, stripRows } from './layout.ts';
import type { Resampling } from './plan-resampling.ts';

/**
 * Resizes the pixels of `source`, RGB, row by row. They pass through the memory of the kernels in strips,
 * so that it stays small however large the picture is.
 *
 * @returns The pixels of `crop`.
 * @throws RangeError if `pixels` has another length: the rest would be pixels of another picture.
 */
export function resample(pixels: Buffer, plan: Resampling): Buffer {
  const { source, across, down, isVerticalFirst } = plan;
  if (pixels.length !== source.width * source.height * channels) {
    throw new RangeError(
      `${pixels.length} bytes are not ${source.width} x ${source.height} pixels.`,
    );
  }
  const strips = cutIntoStrips(plan);
  const layout = layOut(plan, strips);
  const kernels = openKernels(layout.bytes);
  writeTable(kernels, layout.across, across);
  writeTable(kernels, layout.down, down);
  const output = Buffer.allocUnsafe(across.length * down.length * channels);
  const work: Work = { kernels, layout, pixels, output };
  const { read, write } = isVerticalFirst ? verticalFirst : horizontalFirst;
  let held: Range = { begin: 0, end: 0 };
  for (const strip of strips) {
    keepRows(work, held, strip.inputs);
    read(work, { begin: held.end, end: strip.inputs.end }, strip.inputs.begin);
    resampleColumns(work, strip);
    write(work, strip);
    held = strip.inputs;
  }
  return output;
}

interface Work {
  readonly kernels: Kernels;
  readonly layout: Layout;
  readonly pixels: Buffer;
  readonly output: Buffer;
}

function writeTable(kernels: Kernels, table: number, axis: Axis): void {
  const { support, scale, from, first, length } = axis;
  kernels.writeTable(table, support, scale, from, first, length);
}

/** Moves the rows of the last strip that the next one needs too to the start of the window. */
function keepRows({ kernels, layout }: Work, held: Range, next: Range): void {
  const { window, rowBytes } = layout;
  const from = window + (next.begin - held.begin) * rowBytes;
  kernels.memory.copyWithin(window, from, from + (held.end - next.begin) * rowBytes);
}

function resampleColumns({ kernels, layout }: Work, { begin, end, inputs }: Strip): void {
  const { down, window, strip, rowBytes } = layout;
  kernels.resampleColumns(down, begin, end, window - inputs.begin * rowBytes, rowBytes, strip);
}

/** What happens before and after the vertical pass. */
interface Order {
  /** Brings input rows into the window, whose first row is `first`. */
  read(work: Work, rows: Range, first: number): void;
  /** Brings a strip to the output. */
  write(work: Work, strip: Strip): void;
}

const horizontalFirst: Order = {
  read({ kernels, layout, pixels }, { begin, end }, first) {
    const { across, rows, window, inputBytes, rowBytes } = layout;
    for (let row = begin; row < end; row += stripRows) {
      const after = Math.min(row + stripRows, end);
      kernels.memory.set(pixels.subarray(row * inputBytes, after * inputBytes), rows);
      const to = window + (row - first) * rowBytes;
      kernels.resampleRows(across, rows, inputBytes, to, after - row);
    }
  },
  write: (work, strip) => writeOutput(work, strip, work.layout.strip),
};

const verticalFirst: Order = {
  read({ kernels, layout, pixels }, { begin, end }, first) {
    const { window, rowBytes } = layout;
    const rows = pixels.subarray(begin * rowBytes, end * rowBytes);
    kernels.memory.set(rows, window + (begin - first) * rowBytes);
  },
  write(work, strip) {
    const { across, strip: from, rowBytes, rows } = work.layout;
    work.kernels.resampleRows(across, from, rowBytes, rows, strip.end - strip.begin);
    writeOutput(work, strip, rows);
  },
};

/** Copies the rows of a strip from `address` to the output. */
function writeOutput({ kernels, layout, output }: Work, { begin, end }: Range, from: number): void {
  const { outputBytes } = layout;
  const bytes = kernels.memory.subarray(from, from + (end - begin) * outputBytes);
  output.set(bytes, begin * outputBytes);
}
