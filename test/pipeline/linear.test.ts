import { threadCpuUsage } from 'node:process'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src/pipeline/outcome.ts'
import { shippedEngine } from '../support/shipped-engine.ts'
import { growths, type Growth } from './growing-messages.ts'

/** Linear is 2, quadratic 4; a message that outgrows the caches of the processor adds a little. */
const FACTOR_MAX = 2.5
const ROUNDS = 7
/** Each round of one size lasts at least this long. */
const WINDOW_MS = 4
/** What disturbs the machine for a moment disturbs one attempt. */
const ATTEMPTS = 8

type Process = Engine['process']

let rounds = 0

/** Time of this thread on a processor in milliseconds: what other processes take is not in it. */
function cpuMs(): number {
  const { user, system } = threadCpuUsage()
  return (user + system) / 1000
}

/** What a message of this size takes, with ids that no cache has seen. */
function timeOne(process: Process, growth: Growth, size: number): number {
  let spent = 0
  let times = 0
  for (; spent < WINDOW_MS; times++) {
    const body = Buffer.from(growth.message(size, `r${(rounds += 1)}`))
    const start = cpuMs()
    const outcome = process(body)
    spent += cpuMs() - start
    if ('error' in outcome) throw outcome.error
  }
  return spent / times
}

/** How much longer twice as much takes: the square root of four times against once, side by side, each at its best. */
function costOfDoubling(process: Process, growth: Growth): number {
  let [once, fourTimes] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < ROUNDS; round++) {
    once = Math.min(once, timeOne(process, growth, growth.size))
    fourTimes = Math.min(fourTimes, timeOne(process, growth, 4 * growth.size))
  }
  return Math.sqrt(fourTimes / once)
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
    // Compiled for large messages too before anything is measured.
    for (let times = 0; times < 5; times++) timeOne(process, growth, 4 * growth.size)
    expect(bestCostOfDoubling(process, growth)).toBeLessThan(FACTOR_MAX)
  })
})

test('a cost that is quadratic is seen as such', () => {
  const engine = shippedEngine('keep-everything')
  const growth = growths['names of one patient'] as Growth
  let sum = 0
  const quadratic: Process = (body) => {
    for (let left = (body.length / 16) ** 2; left > 0; left--) sum = Math.imul(sum ^ left, 31)
    return engine.process(body)
  }
  timeOne(quadratic, growth, growth.size)
  expect(bestCostOfDoubling(quadratic, growth)).toBeGreaterThan(FACTOR_MAX)
  expect(sum).not.toBe(0)
})
