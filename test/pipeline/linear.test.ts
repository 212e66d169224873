import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src/pipeline/outcome.ts'
import { shippedEngine } from '../support/shipped-engine.ts'
import { growths, type Growth } from './growing-messages.ts'

/** Linear is 2, quadratic 4; caches of the processor and the collector of garbage add a little. */
const FACTOR_MAX = 2.3
const ROUNDS = 7
/** Each timing lasts at least this long. */
const WINDOW_MS = 4
/** What disturbs the machine for a moment disturbs one attempt. */
const ATTEMPTS = 5

type Process = Engine['process']

let rounds = 0

/** Milliseconds that a message of this size takes, with ids that no cache has seen. */
function timeOne(process: Process, growth: Growth, size: number): number {
  let spent = 0
  let times = 0
  while (spent < WINDOW_MS) {
    const body = Buffer.from(growth.message(size, `r${(rounds += 1)}`))
    const start = performance.now()
    const outcome = process(body)
    spent += performance.now() - start
    times += 1
    if ('error' in outcome) throw outcome.error
  }
  return spent / times
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

/** How much longer twice as much takes: the square root of four times against once, side by side, at the median. */
function costOfDoubling(process: Process, growth: Growth): number {
  const ratios = Array.from({ length: ROUNDS }, () =>
    timeOne(process, growth, 4 * growth.size) / timeOne(process, growth, growth.size))
  return Math.sqrt(median(ratios))
}

function bestCostOfDoubling(process: Process, growth: Growth): number {
  let best = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < ATTEMPTS && best > FACTOR_MAX; attempt++) best = Math.min(best, costOfDoubling(process, growth))
  return best
}

describe.for(['keep-everything', 'hipaa-safe-harbor', 'ai-training', 'vendor-analytics'])('Under %s the cost grows no faster than the', (policy) => {
  const engine = shippedEngine(policy)
  const process: Process = (body) => engine.process(body)
  test.for(Object.keys(growths))('%s', { timeout: 60_000 }, (name) => {
    const growth = growths[name] as Growth
    process(Buffer.from(growth.message(growth.size, 'warm')))
    expect(bestCostOfDoubling(process, growth)).toBeLessThan(FACTOR_MAX)
  })
})

test('a cost that is quadratic is seen as such', () => {
  const engine = shippedEngine('keep-everything')
  const quadratic: Process = (body) => {
    for (let n = (body.length / 20) ** 2; n > 0; n--) rounds += n & 1
    return engine.process(Buffer.from('{"resourceType":"Basic"}'))
  }
  expect(costOfDoubling(quadratic, { size: 10_000, message: (size) => 'x'.repeat(size) })).toBeGreaterThan(FACTOR_MAX)
})
