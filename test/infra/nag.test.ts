import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test, vi } from 'vitest';
import { synthesise } from '../support/deployment.ts';

vi.stubEnv('CDK_VALIDATION', 'true');

const contexts: [string, Record<string, string>][] = [
  ['with default settings', {}],
  ['with all settings', { access: 'public', bucket: 'photos', email: 'ops@example.com' }],
];

test.each(contexts)('the AWS Solutions rules report nothing for a stack %s', async (_, context) => {
  const { app } = await synthesise(context);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { directory } = app.synth({ force: true });
  const report = await readFile(join(directory, 'validation-report.json'), 'utf8');
  expect(JSON.parse(report).pluginReports).toEqual([]);
});
