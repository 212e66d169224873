import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const SERVICES = 'test/services/**/*.test.ts'

export default defineConfig({
  test: {
    exclude: ['node_modules/**', 'dist/**'],
    setupFiles: ['./test/fixed-seed.ts'],
    reporters: ['default', './test/reporter.ts'],
    expect: { requireAssertions: true },
    // Property tests on a busy two-core machine take seconds, not the default five at most.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      // Brokers and servers with their clients take all of a small machine: one file at a time, and nothing beside it.
      { extends: true, test: { name: 'services', include: [SERVICES], maxWorkers: 1, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'all else', include: ['test/**/*.test.ts'], exclude: [SERVICES],
          // One for each core: the runner, which would have one for itself by default, has little to do.
          maxWorkers: availableParallelism(), sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
