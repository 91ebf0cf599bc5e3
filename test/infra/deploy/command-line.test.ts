import { expect, test } from 'vitest';
import { placeFlags } from '../../../infra/deploy/command-line.ts';

test('has the flags that were given, and no others', () => {
  expect(placeFlags({})).toBe('');
  expect(placeFlags({ stage: 'test', profile: 'work' })).toBe(' --stage test --profile work');
});

test('quotes for a shell where that is needed', () => {
  expect(placeFlags({ region: 'eu-west-1', profile: "Ada's own" })).toBe(
    " --region eu-west-1 --profile 'Ada'\\''s own'",
  );
});
