import { expect, test } from 'vitest';
import { renderTargetFlags } from '../../../../infra/deploy/system/target-flags.ts';

test('renders the flags that were given, and no others', () => {
  expect(renderTargetFlags({})).toBe('');
  expect(renderTargetFlags({ stage: 'test', profile: 'work' })).toBe(
    ' --stage test --profile work',
  );
});

test('quotes values for a shell if needed', () => {
  expect(renderTargetFlags({ region: 'eu-west-1', profile: "Ada's own" })).toBe(
    " --region eu-west-1 --profile 'Ada'\\''s own'",
  );
});
