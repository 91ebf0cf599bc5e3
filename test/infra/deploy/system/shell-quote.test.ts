import { expect, test } from 'vitest';
import { targetFlags } from '../../../../infra/deploy/system/shell-quote.ts';

test('has the flags that were given, and no others', () => {
  expect(targetFlags({})).toBe('');
  expect(targetFlags({ stage: 'test', profile: 'work' })).toBe(' --stage test --profile work');
});

test('quotes for a shell where that is needed', () => {
  expect(targetFlags({ region: 'eu-west-1', profile: "Ada's own" })).toBe(
    " --region eu-west-1 --profile 'Ada'\\''s own'",
  );
});
