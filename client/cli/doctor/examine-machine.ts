import type { Finding } from './finding.ts';
import { checkHost } from './host-checks.ts';
import { checkRuntime, readValidSettings } from './runtime-checks.ts';

/** Without these nothing can be asked of a model. */
const native = ['sharp', 'onnxruntime'];

/** What is wrong with this machine? Asks nothing of the network. */
export async function* checkMachine(root: string): AsyncGenerator<Finding> {
  let canRun = true;
  for await (const finding of checkRuntime()) {
    yield finding;
    if (native.includes(finding.name)) canRun &&= finding.ok;
  }
  const settings = readValidSettings();
  yield* checkHost(settings);
  if (!canRun) return;
  // Loaded only now: without those packages it could not be.
  const { checkModels } = await import('./model-checks.ts');
  yield* checkModels(root, settings);
}
