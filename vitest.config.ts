import { defineConfig } from 'vitest/config';

/** `node` needs Node alone; `page` a Chromium; `processor` the emulator qemu-user-static. */
export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/page/**', 'test/processor/**'],
        },
      },
      { extends: true, test: { name: 'page', include: ['test/page/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'processor', include: ['test/processor/**/*.test.ts'], testTimeout: 300_000 },
      },
    ],
  },
});
