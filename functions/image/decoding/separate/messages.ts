import type { Inspected } from '../../inspect.ts';
import type { Target } from '../render.ts';

/** A picture for a thread or process of its own. */
export interface SeparateTask {
  readonly picture: Inspected;
  readonly target: Target;
}

/** What a thread or process sends when it begins a picture. */
export const begun = 'begun';

/** What a thread or process sends back for a task. */
export type SeparateReply =
  | { readonly pixels: Uint8Array }
  | { readonly failure: 'corrupt'; readonly message: string }
  /** The decoder broke down over a damaged picture, and may be in any state. */
  | { readonly failure: 'crash'; readonly message: string }
  /** Decoding would need more memory than there may be. */
  | { readonly failure: 'memory' };
