import { join } from 'node:path';
import { run } from '../run.ts';
import type { Stage } from '../stage.ts';

/** W3005: the CDK makes the function depend on its role and on the role's policy, which is correct; naming the role twice is harmless. */
const ignored = ['--ignore-checks', 'W3005', '--template'];

export const lint: Stage = {
  name: 'lint',
  title: 'cfn-lint checks the templates',
  run: async ({ subject, preparation, report }) => {
    const { cfnLint } = await preparation.python();
    const templates = {
      'the template': await subject.synthesised(),
      'the template with everything switched on': await subject.everything(),
    };
    for (const [which, { folder, stack }] of Object.entries(templates)) {
      await report.check(`cfn-lint finds nothing in ${which}`, async () => {
        await run([cfnLint, ...ignored, join(folder, `${stack}.template.json`)]);
      });
    }
  },
};
