import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Chain } from '../../../../src/classify/text/entities/chain.ts'
import { LABEL_COUNT, STEP_WEIGHTS } from '../../../../src/classify/text/entities/entity-model.ts'

const scores = (count: number) => fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: count, maxLength: count })
const chains = fc.integer({ min: 1, max: 5 }).chain((length) => fc.record({
  length: fc.constant(length), emissions: scores(length * LABEL_COUNT), steps: scores(length * STEP_WEIGHTS),
}))

/** Every way to label the words, with its score: what the chain sums up without looking at each. */
function* ways(length: number, emissions: readonly number[], steps: readonly number[]): Generator<{ labels: number[]; score: number }> {
  for (let number = 0; number < LABEL_COUNT ** length; number++) {
    const labels = Array.from({ length }, (_, at) => Math.floor(number / LABEL_COUNT ** at) % LABEL_COUNT)
    let score = 0
    for (const [at, label] of labels.entries()) {
      const before = at === 0 ? 0 : (labels[at - 1] as number)
      score += (emissions[at * LABEL_COUNT + label] as number) + (steps[at * STEP_WEIGHTS + before * LABEL_COUNT + label] as number)
    }
    yield { labels, score }
  }
}

function chainOf(length: number, emissions: readonly number[], steps: readonly number[]): Chain {
  const chain = new Chain()
  chain.begin(length)
  chain.emissions.set(emissions)
  chain.steps.set(steps)
  return chain
}

describe('A chain of labels', () => {
  test('has the likeliest of all ways', () => {
    fc.assert(fc.property(chains, ({ length, emissions, steps }) => {
      const labels = new Uint8Array(length)
      const isAny = chainOf(length, emissions, steps).decode(labels)
      const all = [...ways(length, emissions, steps)]
      const scoreOf = (told: readonly number[]): number => all.find((way) => String(way.labels) === String(told))?.score ?? NaN
      expect(scoreOf([...labels])).toBeCloseTo(Math.max(...all.map(({ score }) => score)), 9)
      expect(isAny).toBe(labels.some((label) => label !== 0))
    }))
  })

  test('gives each label, and each pair of them, its share of all ways', () => {
    fc.assert(fc.property(chains, ({ length, emissions, steps }) => {
      const chain = chainOf(length, emissions, steps)
      chain.sum()
      const all = [...ways(length, emissions, steps)]
      const total = all.reduce((sum, { score }) => sum + Math.exp(score), 0)
      const shareOf = (isIt: (labels: readonly number[]) => boolean): number =>
        all.reduce((sum, { labels, score }) => (isIt(labels) ? sum + Math.exp(score) : sum), 0) / total
      for (let at = 0; at < length; at++)
        for (let label = 0; label < LABEL_COUNT; label++) {
          expect(chain.probability(at, label)).toBeCloseTo(shareOf((labels) => labels[at] === label), 9)
          if (at === 0) continue
          for (let before = 0; before < LABEL_COUNT; before++)
            expect(chain.stepProbability(at, before, label)).toBeCloseTo(
              shareOf((labels) => labels[at] === label && labels[at - 1] === before),
              9,
            )
        }
    }))
  })
})
