import type { Stage } from './stage.ts';
import { arm64 } from './stages/arm64.ts';
import { faults } from './stages/faults.ts';
import { lint } from './stages/lint.ts';
import { publish } from './stages/publish.ts';
import { repeat } from './stages/repeat.ts';
import { switchStage } from './stages/switches.ts';
import { synthesis } from './stages/synthesis.ts';

/** In the order that they run in: what is published is what the later ones take. */
export const stages: readonly Stage[] = [
  synthesis,
  lint,
  repeat,
  publish,
  arm64,
  faults,
  switchStage,
];
