import { expect, test } from 'vitest';
import { example } from './example.ts';
import { renderTables, round } from './tables.ts';

test('renders a table for each group, with ratios to the first row', () => {
  expect(renderTables(example)).toBe(`\
2026-01-02, abc1234: 2 processors (A processor, with VNNI), 16 GB, linux-x64, Node v20.19.0, the function on v24.21.0.

| rest | small | 12mp |
| --- | --- | --- |
| Glimpse, ResNet-18 int8 | 19 ms (1.00) | 40.1 ms (1.00) |
| A & B <fast> | 38 ms (2.00 [1.95, 2.10]) |  |

| clients | 8 |
| --- | --- |
| Glimpse, ResNet-18 int8 | 1235 ms, p95 24, p99 30 (1.00) |

| files | wall |
| --- | --- |
| Glimpse, ResNet-18 int8 | 8 s (1.00) |
| PyTorch DataLoader, 0 workers, ResNet-18 | 19 s (2.00 [1.95, 2.10]) |
| PyTorch DataLoader, 2 workers, ResNet-18 | 16 s (2.00 [1.95, 2.10]) |

Fastest settings of the peers: transformers.js: 2 threads.

- NOT RUN: A & B <fast>: no decoder (rest/heic, trpc/heic)
`);
});

test('says that a quick run says nothing', () => {
  expect(renderTables({ ...example, quick: true })).toContain('its figures say nothing');
});

test('rounds to three digits', () => {
  expect([0.98765, 18.84, 173.4, 2044.4].map(round)).toEqual(['0.988', '18.8', '173', '2044']);
});
