import type { Finding } from './finding.ts';
import { examinePlace } from './place-checks.ts';
import { examineRuntime } from './runtime-checks.ts';

/** What is wrong with this machine? Asks nothing of the network. */
export async function* examineMachine(root: string): AsyncGenerator<Finding> {
  let canRun = true;
  for await (const finding of examineRuntime()) {
    yield finding;
    canRun &&= finding.ok;
  }
  yield* examinePlace();
  if (!canRun) return;
  // Needs the packages with native code.
  const { examineModels } = await import('./model-checks.ts');
  yield* examineModels(root);
}
