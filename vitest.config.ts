import { defineConfig } from 'vitest/config';

/**
 * `node` needs Node alone; `page` a Chromium; `processor` the emulator qemu-user-static; `parity`
 * checkpoints that are not part of the project.
 */
export default defineConfig({
  test: {
    // Half of the tests wait for processes and sockets: a core fewer, the default, would idle.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/page/**', 'test/processor/**', 'test/parity/**'],
        },
      },
      // A browser on a busy machine may lose an event; a page that is wrong fails three times.
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
        test: { name: 'processor', include: ['test/processor/**/*.test.ts'], testTimeout: 300_000 },
      },
    ],
  },
});
