import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    setupFiles: ['./test/fixed-seed.ts'],
    reporters: ['default', './test/reporter.ts'],
    expect: { requireAssertions: true },
    // Property tests on a busy two-core machine take seconds, not the default five at most.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
