import { openEndpoint } from '../endpoint/endpoint.ts';
import type { EndpointFlags } from '../endpoint/flags.ts';
import { createExplainer, isOverlay } from '../explaining/explainer.ts';
import { expandInputs, type Input, listedInputs } from '../inputs.ts';
import { listenForInterruption } from '../interruption.ts';
import { createPrinter } from '../printer.ts';
import { createProgress } from '../progress.ts';
import { askEndpoint } from './ask-endpoint.ts';
import { askHere } from './ask-here.ts';
import type { Asker } from './asker.ts';
import { closingLine, failureCount } from './closing-line.ts';
import { goingOn } from './going-on.ts';
import type { Order } from './order.ts';
import { prepareAsk } from './prepare-ask.ts';
import { readList } from './read-list.ts';
import { runThrough } from './run-through.ts';
import { skipDone } from './skip-done.ts';

export interface ClassifyAllOptions {
  /** The checkout. */
  readonly root: string;
  readonly endpointFlags: EndpointFlags;
}

const usualParallel = 8;

/**
 * Does what `glimpse classify` is asked to.
 *
 * @returns The exit code.
 * @throws UsageError, ZodError (of a variable) or EndpointError before anything is printed.
 */
export async function classifyAll(order: Order, options: ClassifyAllOptions): Promise<number> {
  const named = await inputsOf(order);
  const explainer = order.explain === undefined ? undefined : createExplainer(order.explain, named);
  const asker = await askerFor(order, { ...options, pictures: named.length });
  const ask = await prepareAsk(asker, { ...order, explainer });
  const inputs = await skipDone(named, order, asker.model);
  const interruption = listenForInterruption();
  const ended = await runThrough(inputs, {
    ask,
    onTheirWay: asker.onTheirWay,
    printer: createPrinter(order.format, process.stdout),
    progress: createProgress(inputs.length),
    signal: interruption.signal,
  });
  interruption.end();
  const tally = { ...ended, total: named.length, before: named.length - inputs.length };
  const line = closingLine(tally, goingOn(order));
  if (line !== undefined) process.stderr.write(`glimpse: ${line}\n`);
  if (ended.stopped) return interruption.exitCode() ?? 1;
  return failureCount(ended) > 0 ? 1 : 0;
}

async function inputsOf({ names, filesFrom, null: nul, explain }: Order): Promise<Input[]> {
  const listed = filesFrom === undefined ? [] : await readList(filesFrom, { nul });
  const inputs = [...expandInputs(names), ...listedInputs(listed)];
  return explain === undefined ? inputs : inputs.filter((input) => !isOverlay(explain, input));
}

async function askerFor(
  { model, endpoint, parallel = usualParallel }: Order,
  { root, endpointFlags, pictures }: ClassifyAllOptions & { pictures: number },
): Promise<Asker> {
  if (endpoint === undefined) return await askHere({ root, model, pictures });
  return await askEndpoint(await openEndpoint(endpoint, endpointFlags), parallel);
}
