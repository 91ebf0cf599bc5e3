import type { BenchDocument, BenchRecord } from './document.ts';

const base = {
  unit: 'ms',
  low: 18,
  high: 20,
  p95: 24,
  p99: 30,
  ratio: 1,
  ratioLow: 1,
  ratioHigh: 1,
  rounds: 40,
  samples: 40,
} as const satisfies Partial<BenchRecord>;

const slower = { ...base, low: 37, high: 39.5, ratio: 2, ratioLow: 1.95, ratioHigh: 2.1 } as const;

/** A small document for tests. Its numbers are invented. */
export const example: BenchDocument = {
  date: '2026-01-02T03:04:05.678Z',
  commit: 'abc1234',
  quick: false,
  machine: {
    processors: 2,
    model: 'A processor',
    hasVnni: true,
    memory: 16_000,
    platform: 'linux-x64',
    node: 'v20.19.0',
    functionNode: 'v24.21.0',
    loadBefore: 0.1,
  },
  choices: { 'transformers.js': '2 threads' },
  records: [
    { ...base, scenario: 'rest/small', contestant: 'Glimpse, ResNet-18 int8', median: 19 },
    { ...slower, scenario: 'rest/small', contestant: 'A & B <fast>', median: 38 },
    { ...base, scenario: 'rest/12mp', contestant: 'Glimpse, ResNet-18 int8', median: 40.06 },
    { ...base, scenario: 'clients/8', contestant: 'Glimpse, ResNet-18 int8', median: 1234.5 },
    {
      ...base,
      scenario: 'files/wall',
      contestant: 'Glimpse, ResNet-18 int8',
      median: 8,
      unit: 's',
    },
    {
      ...slower,
      scenario: 'files/wall',
      contestant: 'PyTorch DataLoader, 0 workers, ResNet-18',
      median: 19,
      unit: 's',
    },
    {
      ...slower,
      scenario: 'files/wall',
      contestant: 'PyTorch DataLoader, 2 workers, ResNet-18',
      median: 16,
      unit: 's',
    },
  ],
  notRun: [
    { scenario: 'rest/heic', contestant: 'A & B <fast>', why: 'no decoder' },
    { scenario: 'trpc/heic', contestant: 'A & B <fast>', why: 'no decoder' },
  ],
};
