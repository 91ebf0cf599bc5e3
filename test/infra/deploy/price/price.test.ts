import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultMonth, defaultPictures } from '../../../../infra/deploy/price/assumptions.ts';
import { computePrice } from '../../../../infra/deploy/price/price.ts';
import { renderPrices } from '../../../../infra/deploy/price/table.ts';
import { root } from '../../../support/fixtures.ts';

const month = {
  pictures: 1_000_000,
  memory: 1769,
  ms: 40,
  startMs: 1500,
  starts: 0.01,
  logBytes: 550,
  answerBytes: 1500,
  billedResources: { metrics: 4, alarms: 5, dashboards: 1 },
};

/** Computed by hand from AWS's list prices. */
test('prices a million pictures of 40 ms', () => {
  const price = computePrice(month);
  // 1,000,000 x 0.040 s x 1769/1024 GB = 69,101.5625 GB-s, at 0.0000133334
  expect(price.compute).toBeCloseTo(0.921_359, 6);
  // 10,000 x 1.5 s x 1.7275390625 GB = 25,913.0859375 GB-s
  expect(price.starts).toBeCloseTo(0.345_51, 6);
  expect(price.requests).toBeCloseTo(0.2, 10);
  // 0.55 GB x (0.50 + 0.03)
  expect(price.logs).toBeCloseTo(0.2915, 10);
  // 1.5 GB x 0.09
  expect(price.sent).toBeCloseTo(0.135, 10);
  // 4 x 0.30 + 5 x 0.10 + 1 x 3
  expect(price.watching).toBeCloseTo(4.7, 10);
  expect(price.total).toBeCloseTo(6.593_368, 6);
});

test('prices a thousand seconds at one GB', () => {
  expect(computePrice({ ...month, pictures: 1000, ms: 1000, memory: 1024 }).compute).toBeCloseTo(
    0.013_333_4,
    10,
  );
});

test('prices ten environments that are busy for 30 days at 597 USD', () => {
  // 10 x 2,592,000 s x 1.7275390625 GB = 44,777,812.5 GB-s
  const pictures = (10 * 2_592_000) / 0.04;
  expect(computePrice({ ...month, pictures }).compute).toBeCloseTo(597.04, 2);
});

test('without pictures, monitoring costs the same', () => {
  expect(computePrice({ ...month, pictures: 0 }).total).toBeCloseTo(4.7, 10);
});

test('infra/README.md shows the table that the command prints', () => {
  const prices = defaultPictures.map((pictures) => computePrice({ ...defaultMonth, pictures }));
  const rows = renderPrices(prices).split('\n').slice(1, 4);
  const readme = readFileSync(join(root, 'infra/README.md'), 'utf8');
  for (const row of rows)
    expect(readme).toContain(`\n| ${row.trim().split(/ {2,}/).join(' | ')} |\n`);
});
