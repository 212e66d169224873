import type { Reporter, TestModule, Vitest } from 'vitest/node'

/** How long the processes and sockets of the tests may take to close after the last test. */
const CLOSING_MS = 20_000

/** What a run came to. Files that failed before any of their tests ran, and errors outside tests, count as failed. */
interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly { readonly title: string; readonly reason: string | undefined }[]
}

function tallyOf(modules: readonly TestModule[], strayErrors: number): Tally {
  let passed = 0
  let failed = strayErrors
  const skipped: { title: string; reason: string | undefined }[] = []
  for (const module of modules) {
    const failedBefore = failed
    for (const test of module.children.allTests()) {
      const result = test.result()
      if (result.state === 'passed') passed += 1
      else if (result.state === 'skipped') {
        skipped.push({ title: `${module.relativeModuleId} > ${test.fullName}`, reason: result.note })
      } else failed += 1
    }
    if (!module.ok() && failed === failedBefore) failed += 1
  }
  return { passed, failed, skipped }
}

function endHangingRun(): void {
  process.stderr.write('A test left a process, server or timer running, so the run does not end by itself.\n')
  process.exit(1)
}

/**
 * Ends a run with `N passed, N failed` (and `, N skipped`) alone on a line: the one that CI reads. Every skipped test
 * is listed with its reason. One without a reason fails the run, and so does a run in which no test was executed,
 * and one that does not end because a test left something running.
 */
export default class ClosingLineReporter implements Reporter {
  #isFiltered = false
  #isWatching = false

  onInit(vitest: Vitest): void {
    this.#isFiltered = vitest.config.testNamePattern !== undefined
    this.#isWatching = vitest.config.watch
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const { passed, failed, skipped } = tallyOf(modules, errors.length)
    const listed = this.#isFiltered ? [] : skipped
    for (const { title, reason } of listed) {
      process.stdout.write(`skipped: ${title}: ${reason ?? 'NO REASON GIVEN, which fails the run'}\n`)
    }
    const ending = skipped.length > 0 ? `, ${skipped.length} skipped` : ''
    process.stdout.write(`${passed} passed, ${failed} failed${ending}\n`)
    if (passed + failed === 0 || listed.some(({ reason }) => !reason)) process.exitCode = 1
    if (!this.#isWatching) setTimeout(endHangingRun, CLOSING_MS).unref()
  }
}
