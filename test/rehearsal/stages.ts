import type { Stage } from './stage.ts';
import { arm64 } from './stages/arm64.ts';
import { faults } from './stages/faults.ts';
import { kernels } from './stages/kernels.ts';
import { lint } from './stages/lint.ts';
import { publish } from './stages/publish.ts';
import { repeat } from './stages/repeat.ts';
import { switchStage } from './stages/switches.ts';
import { synthesis } from './stages/synthesis.ts';

/** All stages in running order: the stages after `publish` use the published files. */
export const stages: readonly Stage[] = [
  synthesis,
  lint,
  repeat,
  publish,
  arm64,
  kernels,
  faults,
  switchStage,
];
