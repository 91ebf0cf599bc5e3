import type { ModelInput } from '../format/manifest.ts';
import { type Decode, pictureViews, type Views } from './quantize/picture-views.ts';

export interface AllViews {
  readonly views: readonly Views[];
  readonly input: ModelInput;
  /** Called after each view. */
  readonly count: () => void;
}

/** Views of every picture, one picture decoded at a time. */
export async function* allViews(
  pictures: readonly Decode[],
  { views, input, count }: AllViews,
): AsyncGenerator<Uint8Array> {
  for (const decode of pictures) {
    for await (const view of pictureViews(decode, views, input)) {
      yield view;
      count();
    }
  }
}

/** How many views of one picture there are: each place as it is, and mirrored. */
export function countViews(views: readonly Views[]): number {
  return 2 * views.reduce((sum, { places }) => sum + places.length, 0);
}
