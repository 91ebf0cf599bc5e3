import { join } from 'node:path';
import { stage as deployment } from '../aws/synthesise.ts';
import { run } from '../run.ts';
import type { Stage } from '../stage.ts';

export const lint: Stage = {
  name: 'lint',
  title: 'cfn-lint reads the templates',
  run: async ({ subject, preparation, proof }) => {
    const { cfnLint } = await preparation.python();
    await subject.synthesised();
    for (const output of ['cdk.out', 'cdk.out.everything']) {
      await proof.that(`cfn-lint has nothing to say about ${output}`, async () => {
        const folder = await subject.folder(output);
        await run([cfnLint, join(folder, `glimpse-${deployment}.template.json`)]);
      });
    }
  },
};
