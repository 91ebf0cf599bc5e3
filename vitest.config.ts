import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** The tests of `node` that take long: they start processes, build what is deployed, or make models. */
const slow = [
  'test/client/cli/**',
  'test/client/typescript/packed.test.ts',
  'test/faults/**',
  'test/functions/lambda/warm-environment.test.ts',
  'test/infra/deploy/**',
  'test/infra/layers/**',
  'test/infra/sbom/check.test.ts',
  'test/infra/constructs/**',
  'test/infra/{build-function,nag,stack,versions}.test.ts',
  'test/models/convert/convert-checkpoint.test.ts',
  'test/models/quantize/quantize.test.ts',
  'test/models/store/download/**',
  'test/readme/**',
];

const otherProjects = ['test/page/**', 'test/processor/**', 'test/parity/**', 'test/sockets/**'];

/**
 * What each project needs: test/README.md. Test files of `node` share their processes, which halves the
 * time for loading modules: each leaves process-wide state as it was. sharp is the exception, because
 * the service forbids it to read files: give it bytes.
 */
export default defineConfig({
  test: {
    // Half of the tests wait for processes and sockets; the default, one core fewer, would leave cores idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: otherProjects,
          globalSetup: 'test/support/aws/bundle.ts',
          isolate: false,
        },
      },
      // `node` without its slow tests.
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: [...otherProjects, ...slow],
          isolate: false,
        },
      },
      // A browser on a busy machine may lose an event; a real failure repeats three times.
      {
        extends: true,
        test: { name: 'page', include: ['test/page/**/*.test.ts'], retry: 2 },
      },
      {
        extends: true,
        test: { name: 'parity', include: ['test/parity/**/*.test.ts'], testTimeout: 300_000 },
      },
      {
        extends: true,
        test: { name: 'sockets', include: ['test/sockets/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: { name: 'processor', include: ['test/processor/**/*.test.ts'], testTimeout: 300_000 },
      },
    ],
  },
});
