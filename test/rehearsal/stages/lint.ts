import { join } from 'node:path';
import { run } from '../run.ts';
import type { Stage } from '../stage.ts';

/** W3005: the CDK has the function wait for its role and for the role's policy, which is right; naming the role twice does no harm. */
const ignored = ['--ignore-checks', 'W3005', '--template'];

export const lint: Stage = {
  name: 'lint',
  title: 'cfn-lint reads the templates',
  run: async ({ subject, preparation, proof }) => {
    const { cfnLint } = await preparation.python();
    const templates = {
      'the template': await subject.synthesised(),
      'that with everything switched on': await subject.everything(),
    };
    for (const [which, { folder, stack }] of Object.entries(templates)) {
      await proof.that(`cfn-lint has nothing to say about ${which}`, async () => {
        await run([cfnLint, ...ignored, join(folder, `${stack}.template.json`)]);
      });
    }
  },
};
