import assert from 'node:assert/strict';
import {
  type CountedRun,
  countInstructions,
  createCounter,
  type InstructionCounts,
} from '../arm64/instructions/count.ts';
import { countOperators } from '../arm64/instructions/operators.ts';
import type { ModelName } from '../prepare/models.ts';
import type { Stage, StageContext } from '../stage.ts';

/**
 * Convolutions of the networks, and bounds for the instructions of one picture, in millions. Counted by this
 * stage: 78 and 201 on `neoverse-n1`, 69 and 197 on `max`. Counted the same way for the checkpoints added
 * with `--precision fp32`: 326 and 667 on `neoverse-n1`. The bounds are below half of that.
 */
const networks: Readonly<Record<ModelName, { convolutions: number; maxMillions: number }>> = {
  // The stem, 16 blocks of three, one of which has no expansion, and the head.
  'efficientnet-lite0': { convolutions: 49, maxMillions: 120 },
  // The stem, 8 blocks of two, and three shortcuts.
  'resnet18-seeded': { convolutions: 20, maxMillions: 300 },
};

/** That of Graviton2, which has dot products of bytes, and `max`, which also has products of matrices of bytes. */
const processors = ['neoverse-n1', 'max'] as const;

/** An older processor, which has none of these instructions. */
const control = 'cortex-a72';

/** ONNX Runtime's operators for convolutions and matrix products in float32. */
const floatOperators = ['Conv', 'FusedConv', 'MatMul', 'FusedMatMul', 'Gemm', 'FusedGemm'];

/** Min dot products for each float product. The fewest counted: 124, of Lite0 on `max`. */
const minRatio = 10;

export const kernels: Stage = {
  name: 'kernels',
  title: 'int8 products run on dot-product instructions of arm64, without /sys: counted',
  run: async (context) => {
    const { subject, preparation, report } = context;
    const counter = await createCounter((await preparation.tools()).arm64Node);
    const { opt } = await subject.unpacked();
    const folder = await subject.folder('kernels');
    const count = (processor: string): Promise<CountedRun> =>
      countInstructions(counter, { processor, opt, folder });
    await report.check(`control: ${control} has no dot products, and none is counted`, async () => {
      const { counts } = await count(control);
      assert.equal(countDotProducts(counts), 0);
      assert.ok(counts.smull > minRatio * counts.fmla, describe(counts));
      return describe(counts);
    });
    for (const processor of processors) await checkProcessor(context, processor, count);
  },
};

async function checkProcessor(
  { report, subject }: StageContext,
  processor: string,
  count: (processor: string) => Promise<CountedRun>,
): Promise<void> {
  const { convolutions, maxMillions } = networks[subject.model];
  let counted: CountedRun | undefined;
  await report.check(
    `${processor}: at least ${minRatio} dot products for each float product, at most ${maxMillions} million instructions per picture`,
    async () => {
      counted = await count(processor);
      const { counts } = counted;
      assert.ok(countDotProducts(counts) >= minRatio * counts.fmla, describe(counts));
      assert.ok(counts.total <= maxMillions * 1e6, describe(counts));
      return describe(counts);
    },
  );
  await report.check(
    `${processor}: ONNX Runtime's graph has ${convolutions} int8 convolutions on the way to the logits, and no float products`,
    () => {
      assert.ok(counted, 'the model did not run');
      const operators = countOperators(counted.graph, 'logits');
      assert.equal(operators.get('QLinearConv'), convolutions);
      assert.deepEqual(
        floatOperators.filter((name) => operators.has(name)),
        [],
      );
      return [...operators].map(([name, times]) => `${times} ${name}`).join(', ');
    },
  );
}

function countDotProducts({ sdot, udot, mmla }: InstructionCounts): number {
  return sdot + udot + mmla;
}

/** Renders counts in millions. */
function describe(counts: InstructionCounts): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${(count / 1e6).toFixed(2)}`)
    .join(', ')
    .concat(' million');
}
