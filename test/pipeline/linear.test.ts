import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src/pipeline/outcome.ts'
import { shippedEngine } from '../support/shipped-engine.ts'
import { growths, type Growth } from './growing-messages.ts'
import { cpuMs } from '../support/cpu-ms.ts'

/** Linear is 2, quadratic 4; half way between them a message costs the power of one and a half of its size. */
const FACTOR_MAX = 2 * Math.SQRT2
const ROUNDS = 3
/** Each round of one size lasts at least this long, twice as long with each attempt: some machines count a thread's time in ticks of 4 ms. */
const WINDOW_MS = 16
const ATTEMPTS = 6

type Process = Engine['process']

let rounds = 0

interface Spent {
  ms: number
  messages: number
}

/** Adds what messages of this size take, with ids that no cache has seen, until the window is over. */
function spend(spent: Spent, process: Process, growth: Growth, size: number, windowMs: number): void {
  const end = performance.now() + windowMs
  do {
    const body = Buffer.from(growth.message(size, `r${(rounds += 1)}`))
    const start = cpuMs()
    const outcome = process(body)
    spent.ms += cpuMs() - start
    spent.messages += 1
    if ('error' in outcome) throw outcome.error
  } while (performance.now() < end)
}

/** How much longer twice as much takes: the square root of four times against once, side by side. */
function costOfDoubling(process: Process, growth: Growth, windowMs: number): number {
  const [once, fourTimes] = [{ ms: 0, messages: 0 }, { ms: 0, messages: 0 }]
  for (let round = 0; round < ROUNDS; round++) {
    spend(once, process, growth, growth.size, windowMs)
    spend(fourTimes, process, growth, 4 * growth.size, windowMs)
  }
  return Math.sqrt(fourTimes.ms / fourTimes.messages / (once.ms / once.messages))
}

function bestCostOfDoubling(process: Process, growth: Growth): number {
  let best = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < ATTEMPTS && !(best < FACTOR_MAX); attempt++) {
    best = Math.min(best, costOfDoubling(process, growth, WINDOW_MS * 2 ** attempt) || best)
  }
  return best
}

describe.for(['keep-everything', 'hipaa-safe-harbor', 'ai-training', 'vendor-analytics'])(
  'Under %s the cost grows no faster than the',
  (policy) => {
    const engine = shippedEngine(policy)
    const process: Process = (body) => engine.process(body)
    test.for(Object.keys(growths))('%s', { timeout: 60_000 }, (name) => {
      const growth = growths[name] as Growth
      // Compiled for large messages too before anything is measured.
      spend({ ms: 0, messages: 0 }, process, growth, 4 * growth.size, WINDOW_MS)
      expect(bestCostOfDoubling(process, growth)).toBeLessThan(FACTOR_MAX)
    })
  },
)

test('A Bundle in pieces takes time in proportion to the people in it', async () => {
  const engine = shippedEngine('ai-training')
  async function timeOf(people: number): Promise<number> {
    const entries = Array.from(
      { length: people },
      (_, n) =>
        `{"resource":{"resourceType":"Patient","id":"r${(rounds += 1)}","name":[{"family":"Ortega${n}"}],` +
        `"identifier":[{"system":"urn:oid:1.2.36.146.595.217.0.1","value":"${7_000_000 + n}"}],"maritalStatus":{"coding":[{"code":"somewhat-married"}]}}}`,
    )
    const body = Buffer.from(`{"resourceType":"Bundle","type":"collection","entry":[${entries.join()}]}`)
    const start = cpuMs()
    await engine.processStream({ async *open() { yield body } }, async () => undefined)
    return cpuMs() - start
  }
  const least = async (people: number): Promise<number> => Math.min(await timeOf(people), await timeOf(people), await timeOf(people))
  await timeOf(1600)
  expect(Math.sqrt(await least(1600) / await least(400))).toBeLessThan(FACTOR_MAX)
}, 60_000)

test('a cost that is quadratic is seen as such', () => {
  const engine = shippedEngine('keep-everything')
  const growth = growths['names of one patient'] as Growth
  let sum = 0
  const quadratic: Process = (body) => {
    for (let left = (body.length / 16) ** 2; left > 0; left--) sum = Math.imul(sum ^ left, 31)
    return engine.process(body)
  }
  expect(bestCostOfDoubling(quadratic, growth)).toBeGreaterThan(FACTOR_MAX)
  expect(sum).not.toBe(0)
})
