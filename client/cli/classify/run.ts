import { createProgress, type Progress } from '../../terminal/progress.ts';
import { openEndpoint } from '../endpoint/endpoint.ts';
import type { EndpointFlags } from '../endpoint/flags.ts';
import { createHeatMapWriter, isHeatMap } from '../heatmap/writer.ts';
import { listenForInterruption } from '../interruption.ts';
import { mapInOrder } from '../parallelism.ts';
import { expandInputs, type Input, listedInputs, readList } from '../pictures/inputs.ts';
import type { ClassifyResult } from '../pictures/result.ts';
import type { Backend } from './backend.ts';
import { createEndpointBackend } from './endpoint-backend.ts';
import { createLocalBackend } from './local-backend.ts';
import type { ClassifyCommandOptions } from './options.ts';
import { prepareClassify } from './prepare.ts';
import { createPrinter, type Printer } from './printer.ts';
import { resumeHint, skipAnswered } from './resume.ts';
import { failureCount, type RunCounts, summaryLine } from './summary.ts';

export interface ClassifyAllOptions {
  /** The checkout. */
  readonly root: string;
  readonly endpointFlags: EndpointFlags;
}

const defaultParallel = 8;

/**
 * Does what `glimpse classify` is asked to.
 *
 * @returns The exit code.
 * @throws UsageError, ZodError (of a variable) or EndpointError before anything is printed.
 */
export async function classifyAll(
  order: ClassifyCommandOptions,
  options: ClassifyAllOptions,
): Promise<number> {
  const named = await inputsOf(order);
  const heatMaps =
    order.explain === undefined ? undefined : createHeatMapWriter(order.explain, named);
  const backend = await createBackend(order, { ...options, pictures: named.length });
  const classify = await prepareClassify(backend, { ...order, heatMaps });
  const inputs = await skipAnswered(named, order, backend.model);
  const interruption = listenForInterruption();
  const ended = await classifyInputs(inputs, {
    classify,
    maxInFlight: backend.maxInFlight,
    printer: createPrinter(order.format, process.stdout),
    progress: createProgress(inputs.length),
    signal: interruption.signal,
  });
  interruption.end();
  const tally = { ...ended, total: named.length, before: named.length - inputs.length };
  const line = summaryLine(tally, resumeHint(order));
  if (line !== undefined) process.stderr.write(`glimpse: ${line}\n`);
  if (ended.stopped) return interruption.exitCode() ?? 1;
  return failureCount(ended) > 0 ? 1 : 0;
}

async function inputsOf({
  names,
  filesFrom,
  null: nul,
  explain,
}: ClassifyCommandOptions): Promise<Input[]> {
  const listed = filesFrom === undefined ? [] : await readList(filesFrom, { nul });
  const inputs = [...expandInputs(names), ...listedInputs(listed)];
  return explain === undefined ? inputs : inputs.filter((input) => !isHeatMap(explain, input));
}

async function createBackend(
  { model, endpoint, parallel = defaultParallel }: ClassifyCommandOptions,
  { root, endpointFlags, pictures }: ClassifyAllOptions & { pictures: number },
): Promise<Backend> {
  if (endpoint === undefined) return await createLocalBackend({ root, model, pictures });
  return await createEndpointBackend(await openEndpoint(endpoint, endpointFlags), parallel);
}

export interface RunOptions {
  readonly classify: (input: Input) => Promise<ClassifyResult>;
  readonly maxInFlight: number;
  readonly printer: Printer;
  readonly progress: Progress;
  /** Ends the run: no more pictures are begun, those on their way are finished. */
  readonly signal: AbortSignal;
}

/** Asks about pictures and prints what is said, in their order. */
export async function classifyInputs(
  inputs: readonly Input[],
  { classify, maxInFlight, printer, progress, signal }: RunOptions,
): Promise<Pick<RunCounts, 'answered' | 'failures' | 'stopped'>> {
  const failures = new Map<string, number>();
  let answered = 0;
  for await (const result of mapInOrder(unlessAborted(inputs, signal), classify, maxInFlight)) {
    if (result.ok) answered += 1;
    else failures.set(result.error.code, (failures.get(result.error.code) ?? 0) + 1);
    // Only where both share a terminal does the one stand in the other's way.
    if (process.stdout.isTTY) progress.clear();
    await printer.print(result);
    progress.step();
  }
  progress.clear();
  await printer.end();
  const done = [...failures.values()].reduce((sum, times) => sum + times, answered);
  return { answered, failures, stopped: signal.aborted && done < inputs.length };
}

function* unlessAborted<T>(items: Iterable<T>, signal: AbortSignal): Generator<T> {
  for (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}
