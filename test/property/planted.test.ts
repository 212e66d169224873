import { describe, expect, test } from 'vitest'
import { loadLexicon } from '../../src/classify/text/load-lexicon.ts'
import { plantNote } from './planted-notes.ts'
import { scorePlanted } from './planted-score.ts'

/** `node bench/planted.ts` does the same for 10,000 notes and lists what is missed. */
describe('known people in planted notes', () => {
  const score = scorePlanted({ seed: 20_261_124, notes: 1000, lexicon: loadLexicon() })

  test('are found: at least 999 of 1,000 values, whatever disguise they come in', () => {
    expect(score.spans).toBeGreaterThan(7000)
    expect(score.missed.slice(0, Math.max(0, score.missed.length - score.spans / 1000))).toEqual([])
    expect(score.found / score.spans).toBeGreaterThanOrEqual(0.999)
  })

  test('are taken for nothing else: at least 99 of 100 findings touch a planted value', () => {
    expect(score.false.slice(0, Math.max(0, score.false.length - score.findings / 100))).toEqual([])
    expect(score.right / score.findings).toBeGreaterThanOrEqual(0.99)
  })

  test('are told from other patients', () => {
    expect(score.wrongPatientFound / score.wrongPatient).toBeGreaterThanOrEqual(0.98)
  })

  test('the same seed plants the same note', () => {
    expect(plantNote(5, 77)).toEqual(plantNote(5, 77))
    expect(plantNote(5, 77).text).not.toBe(plantNote(6, 77).text)
  })

  test('every span of a note holds what was planted there', () => {
    for (let ordinal = 0; ordinal < 200; ordinal++) {
      const { text, spans } = plantNote(2, ordinal)
      for (const { start, end } of spans) expect(text.slice(start, end)).toMatch(/^\S.*\S$/su)
    }
  })
})
