import type { Finding } from './finding.ts';
import { examinePlace } from './place-checks.ts';
import { examineRuntime } from './runtime-checks.ts';
import { settingsIfSound } from './settings.ts';

/** Without these nothing can be asked of a model. */
const native = ['sharp', 'onnxruntime'];

/** What is wrong with this machine? Asks nothing of the network. */
export async function* examineMachine(root: string): AsyncGenerator<Finding> {
  let canRun = true;
  for await (const finding of examineRuntime()) {
    yield finding;
    if (native.includes(finding.name)) canRun &&= finding.ok;
  }
  const settings = settingsIfSound();
  yield* examinePlace(settings);
  if (!canRun) return;
  // Loaded only now: without those packages it could not be.
  const { examineModels } = await import('./model-checks.ts');
  yield* examineModels(root, settings);
}
