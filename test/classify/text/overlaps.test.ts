import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolveOverlaps } from '../../../src/classify/text/overlaps.ts'

const finding = fc
  .record({
    text: fc.nat(1),
    start: fc.nat(20),
    length: fc.integer({ min: 1, max: 8 }),
    confidence: fc.constantFrom(0.5, 0.7, 0.9),
    detector: fc.constantFrom('a', 'b', 'c'),
  })
  .map(({ length, ...rest }) => ({ ...rest, end: rest.start + length }))

const placesOf = (findings: readonly { text: number; start: number; end: number }[]): Set<string> =>
  new Set(findings.flatMap(({ text, start, end }) => Array.from({ length: end - start }, (_, index) => `${text}:${start + index}`)))

test('what remains is disjoint, covers all that was found, and does not depend on the order', () => {
  fc.assert(fc.property(fc.array(finding, { maxLength: 12 }), (findings) => {
    const resolved = resolveOverlaps(findings)
    expect(placesOf(resolved)).toEqual(placesOf(findings))
    expect(placesOf(resolved).size).toBe(resolved.reduce((sum, { start, end }) => sum + end - start, 0))
    expect(resolveOverlaps(findings.toReversed())).toEqual(resolved)
  }))
})
