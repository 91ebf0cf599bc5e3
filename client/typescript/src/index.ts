export {
  type ClientErrorCode,
  GlimpseError,
  type GlimpseFailures,
} from './answers/glimpse-error.ts';
export type {
  AppRouter,
  BatchResult,
  ErrorCode,
  Explanation,
  Failures,
  Label,
  LabelList,
  Language,
  Limits,
  ModelInfo,
  PictureFormat,
  Prediction,
  TrpcClient,
} from './contract.ts';
export { createGlimpse } from './create-glimpse.ts';
export type { Glimpse } from './glimpse.ts';
export type {
  Answer,
  CallOptions,
  GlimpseOptions,
  LabelsOptions,
  ManyOptions,
  ManyResult,
  PictureSource,
  RequestOptions,
} from './options.ts';
export {
  canShrink,
  type PictureSize,
  type Shrinking,
  type Shrunk,
  shrinkPicture,
} from './pictures/shrink.ts';
export type { CredentialProvider, Credentials } from './transport/sign.ts';
