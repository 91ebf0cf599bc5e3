import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { getCachedFolder } from '../../cached-folder.ts';
import { NotRun } from '../../not-run.ts';
import { createIsolationCommand } from '../../requirements.ts';
import { run } from '../../run.ts';
import { resolveFile } from '../../work-folder.ts';
import { libraries, requireEmulation } from '../machine.ts';

/** The emulator that loads plugins; the static one does not. */
const emulator = 'qemu-aarch64';

const countsSchema = z.object({
  /** Instructions of all classes. */
  total: z.int(),
  /** Dot products of signed bytes and of unsigned bytes, and products of matrices of bytes. */
  sdot: z.int(),
  udot: z.int(),
  mmla: z.int(),
  /** Products of integers that are not dot products, with and without an addition. */
  smull: z.int(),
  /** Products of floats with an addition. */
  fmla: z.int(),
});

/** Executed instructions, by class. */
export type InstructionCounts = z.infer<typeof countsSchema>;

export interface CountedRun {
  /** Instructions of one run of the model, after a first one. */
  readonly counts: InstructionCounts;
  /** The ONNX file of the graph that ONNX Runtime ran. */
  readonly graph: Uint8Array;
}

export interface Counter {
  /** Path of a Node for arm64. */
  readonly node: string;
  /** Path of the compiled plugin. */
  readonly plugin: string;
}

/**
 * Compiles the plugin that counts instructions, and tries it.
 *
 * @param node Path of a Node for arm64.
 * @throws NotRun if this machine cannot emulate arm64, hide `/sys`, or load the plugin.
 */
export async function createCounter(node: string): Promise<Counter> {
  requireEmulation([emulator, 'gcc']);
  const source = resolveFile('arm64/instructions/counter.c');
  const flags = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-O2', '-shared', '-fPIC'];
  const folder = await getCachedFolder({
    name: 'counter',
    inputs: [await readFile(source), ...flags],
    make: async (path) => {
      await run(['gcc', ...flags, '-o', join(path, 'counter.so'), source]);
    },
  });
  const counter = { node, plugin: join(folder, 'counter.so') };
  const command = createCommand(counter, { processor: 'neoverse-n1', marks: '/dev/null' });
  const { code, stderr } = await run([...command, '--version'], { mayFail: true });
  if (code !== 0) throw new NotRun(`${emulator} cannot count instructions here: ${stderr.trim()}`);
  return counter;
}

/** What a run needs. */
export interface CountOptions {
  /** A processor that QEMU emulates, such as `neoverse-n1`. */
  readonly processor: string;
  /** Folder with the content of `/opt`. */
  readonly opt: string;
  /** An existing folder for the output. */
  readonly folder: string;
}

/** Runs the deployed model on an emulated processor without `/sys`, and counts the instructions. */
export async function countInstructions(
  counter: Counter,
  { processor, opt, folder }: CountOptions,
): Promise<CountedRun> {
  const marks = join(folder, `${processor}.jsonl`);
  const graph = join(folder, `${processor}.onnx`);
  const command = createCommand(counter, { processor, marks });
  const script = resolveFile('arm64/instructions/run-twice.mjs');
  const { stdout } = await run([...command, script, opt, graph]);
  z.object({ arch: z.literal('arm64'), sys: z.tuple([]) }).parse(JSON.parse(stdout));
  const lines = (await readFile(marks, 'utf8')).trim().split('\n');
  const [before, after] = z
    .tuple([countsSchema, countsSchema])
    .parse(lines.map((line) => JSON.parse(line)));
  return { counts: subtract(after, before), graph: await readFile(graph) };
}

/** Returns the prefix that runs Node on an emulated processor, with its instructions counted. */
function createCommand(
  { node, plugin }: Counter,
  { processor, marks }: { readonly processor: string; readonly marks: string },
): readonly string[] {
  const hide = ['sh', resolveFile('arm64/instructions/hide-sys.sh')];
  const emulate = [emulator, '-L', dirname(libraries), '-cpu', processor];
  return [
    ...createIsolationCommand(),
    ...hide,
    resolveFile('arm64/cpuinfo.txt'),
    ...emulate,
    '-plugin',
    `${plugin},out=${marks}`,
    node,
  ];
}

function subtract(after: InstructionCounts, before: InstructionCounts): InstructionCounts {
  return {
    total: after.total - before.total,
    sdot: after.sdot - before.sdot,
    udot: after.udot - before.udot,
    mmla: after.mmla - before.mmla,
    smull: after.smull - before.smull,
    fmla: after.fmla - before.fmla,
  };
}
