import { pageBytes, webAssembly } from '../web-assembly.ts';
import { compiledKernels } from './compiled-kernels.ts';

/** An instance of the WebAssembly module; `kernels/` describes the functions. Addresses are in `memory`. */
export interface Kernels extends Functions {
  readonly memory: Uint8Array;
}

interface Functions {
  findBegin(support: number, scale: number, output: number): number;
  findEnd(support: number, scale: number, from: number, output: number): number;
  measureTable(support: number, scale: number, length: number): number;
  writeTable(
    table: number,
    support: number,
    scale: number,
    from: number,
    first: number,
    length: number,
  ): void;
  resampleRows(
    table: number,
    source: number,
    sourceBytes: number,
    target: number,
    rows: number,
  ): void;
  resampleColumns(
    table: number,
    begin: number,
    end: number,
    source: number,
    rowBytes: number,
    target: number,
  ): void;
}

/**
 * Bytes of the memory that a thread keeps. For the largest input of a model, 1024 x 1024 pixels, up to
 * 2.4 MB are needed; for 224 x 224 it is 0.1 to 0.6 MB. What was never used takes address space only.
 */
export const keptBytes = 3_145_728;

let module: object | undefined;
let kept: Kernels | undefined;

/**
 * Opens the kernels with at least `bytes` of memory, whose content may be anything. The first call in a
 * thread compiles them, in less than a millisecond.
 *
 * Memory of WebAssembly never shrinks, so here it never grows either: one instance stays, for one
 * synchronous use after another, and whoever needs more memory gets another instance, which is collected
 * afterwards. In the thread for HEIC, memory that grows is libheif's.
 *
 * @throws RangeError if there is no address space
 */
export function openKernels(bytes = 0): Kernels {
  if (bytes > keptBytes) return instantiate(bytes);
  kept ??= instantiate(keptBytes);
  return kept;
}

function instantiate(bytes: number): Kernels {
  module ??= new webAssembly.Module(Buffer.from(compiledKernels, 'base64'));
  const pages = Math.ceil(bytes / pageBytes);
  const memory = new webAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  return { ...(exports as Functions), memory: new Uint8Array(memory.buffer) };
}
