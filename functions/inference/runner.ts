import type { ModelInput } from '../../models/format/manifest.ts';
import { decode } from '../image/decode.ts';
import type { Inspected } from '../image/inspect.ts';
import { stopwatch } from '../shared/stopwatch.ts';
import type { Outputs, Session } from './session.ts';

/** A picture that costs little to decode, or the pixels of another: `size` x `size` x 3 bytes, RGB. */
export type RunInput = Inspected | Uint8Array;

export interface RunOptions {
  /** Whether to return the class activation maps. */
  readonly heat: boolean;
  /** Whether nobody else needs the bytes of the picture: the buffer may be left empty. */
  readonly isSpare: boolean;
}

export interface Run extends Outputs {
  /** Milliseconds in the network. */
  readonly inferenceMs: number;
}

/** Decodes pictures and runs the network on them. */
export interface Runner {
  /** @throws ImageError `CORRUPT_IMAGE` */
  run(input: RunInput, options: RunOptions): Promise<Run>;
}

/** Creates a runner on this thread: the network computes on it, decoders beside it. */
export function createRunner(session: Pick<Session, 'run'>, model: ModelInput): Runner {
  return {
    run: async (input, options) => {
      const pixels = input instanceof Uint8Array ? input : await decode(input, model);
      const lap = stopwatch();
      const outputs = await session.run(pixels, options);
      return { ...outputs, inferenceMs: lap() };
    },
  };
}
