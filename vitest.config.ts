import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { ServicesFirst } from './test/services-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    setupFiles: ['./test/fixed-seed.ts'],
    reporters: ['default', './test/reporter.ts'],
    expect: { requireAssertions: true },
    // One for each core: the runner of the tests, which would have one for itself by default, has little to do.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: ServicesFirst },
    // Property tests on a busy two-core machine take seconds, not the default five at most.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
