import type { CheckResult } from '../../terminal/check-result.ts';
import { checkHost } from './host-checks.ts';
import { checkRuntime, readValidSettings } from './runtime-checks.ts';

/** Packages with native code; no model can run without them. */
const native = ['sharp', 'onnxruntime'];

/** Checks this machine, without using the network. */
export async function* checkMachine(root: string): AsyncGenerator<CheckResult> {
  let canRun = true;
  for await (const result of checkRuntime()) {
    yield result;
    if (native.includes(result.name)) canRun &&= result.state === 'ok';
  }
  const settings = readValidSettings();
  yield* checkHost(settings);
  if (!canRun) return;
  // Loaded only now, because loading it fails without those packages.
  const { checkModels } = await import('./model-checks.ts');
  yield* checkModels(root, settings);
}
