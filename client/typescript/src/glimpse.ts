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
 * A client of one service. What goes wrong with its calls is thrown as a {@link GlimpseError}; what
 * the caller's own code throws (a source of pictures, `onResult`) is thrown on as it is.
 */
export interface Glimpse {
  /**
   * Says what is in a picture. Bytes above what the service takes are shrunk where the platform can
   * (browsers); the answer then says so in `shrunk`.
   */
  classify(picture: PictureSource, options?: CallOptions): Promise<Answer>;
  /**
   * One result or error for each picture, in their order; one bad picture spoils no other. Pictures
   * are taken from their source as places fall free. Where it throws, after an abort above all, what
   * had come by then is what `onResult` was told.
   */
  classifyMany(
    pictures: Iterable<PictureSource> | AsyncIterable<PictureSource>,
    options?: ManyOptions,
  ): Promise<ManyResult[]>;
  /** What is loaded, and the limits that apply. */
  model(options?: RequestOptions): Promise<ModelInfo>;
  /** Every class, in the order of `index`. */
  labels(options?: LabelsOptions): Promise<LabelList>;
  /** The typed tRPC client, for calls as the service has them; it throws {@link GlimpseError} too. */
  readonly trpc: TrpcClient;
}
