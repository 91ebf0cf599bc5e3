import type { Renderable, Target } from '../render.ts';

/** A picture for the thread. */
export interface HeicTask {
  readonly data: Uint8Array;
  readonly picture: Renderable;
  readonly target: Target;
  readonly isLimitedGrey: boolean;
}

/** What the thread sends back for a task. */
export type HeicReply =
  | { readonly pixels: Uint8Array }
  | { readonly failure: 'corrupt'; readonly message: string }
  /** The decoder broke down over a damaged picture, and may be in any state. */
  | { readonly failure: 'crash'; readonly message: string }
  /** Decoding would need more memory than the thread may have. */
  | { readonly failure: 'memory' };
