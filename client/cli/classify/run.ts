import { mapInOrder } from '../../../functions/shared/map-in-order.ts';
import { createProgress, type Progress } from '../../terminal/progress.ts';
import { stripControls } from '../../terminal/text-width.ts';
import { openEndpoint } from '../endpoint/endpoint.ts';
import type { EndpointFlags } from '../endpoint/flags.ts';
import { createHeatMapWriter, isHeatMap } from '../heatmap/writer.ts';
import { listenForInterruption } from '../interruption.ts';
import {
  createListedInputs,
  expandInputs,
  type Input,
  joinSelections,
  type Selection,
} from '../pictures/inputs.ts';
import { renderLeftOut } from '../pictures/left-out.ts';
import { readList } from '../pictures/read-list.ts';
import type { ClassifyResult } from '../pictures/result.ts';
import type { Backend } from './backend.ts';
import { createEndpointBackend } from './endpoint-backend.ts';
import { createLocalBackend } from './local-backend.ts';
import type { ClassifyCommandOptions } from './options.ts';
import { prepareClassify } from './prepare.ts';
import { createPrinter, type Printer } from './printer.ts';
import { describeResume, skipAnswered } from './resume.ts';
import { countFailures, type RunCounts, renderSummary } from './summary.ts';

export interface ClassifyContext {
  /** The checkout. */
  readonly root: string;
  readonly endpointFlags: EndpointFlags;
}

const defaultParallel = 8;

/**
 * Runs `glimpse classify`.
 *
 * @returns The exit code.
 * @throws UsageError, ZodError (for a variable) or EndpointError before anything is printed
 */
export async function classifyAll(
  options: ClassifyCommandOptions,
  context: ClassifyContext,
): Promise<number> {
  const { explain, format } = options;
  const { inputs: named, leftOut } = await collectInputs(options);
  const heatMaps = explain === undefined ? undefined : createHeatMapWriter(explain, named);
  const backend = await createBackend(options, context);
  const classify = await prepareClassify(backend, { ...options, heatMaps });
  const inputs = await skipAnswered(named, options, backend.model);
  const interruption = listenForInterruption();
  const counts = await classifyInputs(inputs, {
    classify,
    maxInFlight: backend.maxInFlight,
    printer: createPrinter(format, process.stdout),
    progress: createProgress(inputs.length),
    signal: interruption.signal,
  });
  interruption.end();
  const totals = { ...counts, total: named.length, before: named.length - inputs.length };
  for (const line of [renderLeftOut(leftOut), renderSummary(totals, describeResume(options))]) {
    if (line !== undefined) process.stderr.write(`glimpse: ${stripControls(line)}\n`);
  }
  if (counts.stopped) return interruption.exitCode() ?? 1;
  return countFailures(counts) > 0 ? 1 : 0;
}

async function collectInputs({
  names,
  filesFrom,
  null: nul,
  explain,
  hidden,
}: ClassifyCommandOptions): Promise<Selection> {
  const listed = filesFrom === undefined ? [] : await readList(filesFrom, { nul });
  const { inputs, leftOut } = joinSelections([
    expandInputs(names, { hidden }),
    createListedInputs(listed, { hidden }),
  ]);
  const pictures =
    explain === undefined ? inputs : inputs.filter((input) => !isHeatMap(explain, input));
  return { inputs: pictures, leftOut };
}

async function createBackend(
  { model, endpoint, parallel = defaultParallel }: ClassifyCommandOptions,
  { root, endpointFlags }: ClassifyContext,
): Promise<Backend> {
  if (endpoint === undefined) return await createLocalBackend({ root, model });
  return await createEndpointBackend(await openEndpoint(endpoint, endpointFlags), parallel);
}

interface RunOptions {
  readonly classify: (input: Input) => Promise<ClassifyResult>;
  readonly maxInFlight: number;
  readonly printer: Printer;
  readonly progress: Progress;
  /** Stops the run: no more pictures are started, those in flight are finished. */
  readonly signal: AbortSignal;
}

/** Classifies pictures and prints the results in the order of the pictures. */
async function classifyInputs(
  inputs: readonly Input[],
  { classify, maxInFlight, printer, progress, signal }: RunOptions,
): Promise<Pick<RunCounts, 'answered' | 'failures' | 'stopped'>> {
  const failures = new Map<string, number>();
  let answered = 0;
  for await (const result of mapInOrder(unlessAborted(inputs, signal), classify, maxInFlight)) {
    if (result.ok) answered += 1;
    else failures.set(result.error.code, (failures.get(result.error.code) ?? 0) + 1);
    // Results overwrite the progress line only if both are shown on the terminal.
    if (process.stdout.isTTY) progress.clear();
    await printer.print(result);
    progress.step();
  }
  progress.clear();
  await printer.end();
  const done = answered + countFailures({ failures });
  return { answered, failures, stopped: signal.aborted && done < inputs.length };
}

function* unlessAborted<T>(items: Iterable<T>, signal: AbortSignal): Generator<T> {
  for (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}
