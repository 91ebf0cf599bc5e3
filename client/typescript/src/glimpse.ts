import type { LabelList, ModelInfo, TrpcClient } from './contract.ts';
import type {
  Answer,
  CallOptions,
  LabelsOptions,
  ManyOptions,
  ManyResult,
  PictureSource,
  RequestOptions,
} from './options.ts';

/**
 * A client of one service. If a call fails, it throws a {@link GlimpseError}; errors thrown by the
 * caller's own code (the source of the pictures, `onResult`) pass through unchanged.
 */
export interface Glimpse {
  /**
   * Classifies a picture. A picture above the service's limit is shrunk if the platform can do that
   * (browsers); the answer then has `shrunk`.
   */
  classify(picture: PictureSource, options?: CallOptions): Promise<Answer>;
  /**
   * Classifies many pictures: one result or error per picture, in order; a bad picture does not
   * affect the others. Pictures are read from their source as capacity allows. If it throws, for
   * example after an abort, the results so far are lost unless `onResult` has received them.
   */
  classifyMany(
    pictures: Iterable<PictureSource> | AsyncIterable<PictureSource>,
    options?: ManyOptions,
  ): Promise<ManyResult[]>;
  /** Returns the loaded model and the limits that apply. */
  model(options?: RequestOptions): Promise<ModelInfo>;
  /** Returns every class, in the order of `index`. */
  labels(options?: LabelsOptions): Promise<LabelList>;
  /** The typed tRPC client, for the service's procedures; it throws {@link GlimpseError} too. */
  readonly trpc: TrpcClient;
}
