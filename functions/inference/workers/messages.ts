import type { Manifest } from '../../../models/format/manifest.ts';
import type { PictureFormat } from '../../image/formats/sniff.ts';
import type { Run, RunInput, RunOptions } from '../runner.ts';
import type { SessionOptions } from '../session.ts';

/** What a worker needs to create its session. */
export interface WorkerStart {
  /** Folder of the model. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** The kernels that passed the self-check on this machine. */
  readonly exact: SessionOptions['exact'];
  /** See {@link RunGate}. */
  readonly gate: SharedArrayBuffer;
}

/** What a worker sends when its session is ready. */
export const ready = 'ready';

export interface WorkerTask {
  /** Number of the task in its worker. */
  readonly id: number;
  readonly input: RunInput;
  readonly options: Omit<RunOptions, 'isSpare'>;
}

/** What a worker sends back for a task. */
export type WorkerReply = { readonly id: number } & (
  | { readonly run: Run }
  /** What is wrong with the picture. */
  | { readonly damage: { readonly format: PictureFormat; readonly message: string } }
  /** Something else went wrong. */
  | { readonly error: string }
);
