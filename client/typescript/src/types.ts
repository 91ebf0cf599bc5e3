/** The service's own types, generated into the declaration file when this package is built. */
export type {
  Answer as ServiceAnswer,
  LabelList,
  ModelInfo,
} from '../../../functions/api/contract.ts';
export type { AppRouter } from '../../../functions/api/router.ts';
