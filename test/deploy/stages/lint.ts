import { join } from 'node:path';
import { run } from '../run.ts';
import type { Stage } from '../stage.ts';

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
        await run([cfnLint, join(folder, `${stack}.template.json`)]);
      });
    }
  },
};
