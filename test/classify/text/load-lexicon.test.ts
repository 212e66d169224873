import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildLexicon } from '../../../src/classify/text/build-lexicon.ts'
import { sourceFolderPath } from '../../../src/classify/text/lexicon-sources.ts'
import { packLexicon, unpackLexicon, type LexiconRow } from '../../../src/classify/text/lexicon-table.ts'
import { LEXICON_FILE, lexiconOf, loadLexicon } from '../../../src/classify/text/load-lexicon.ts'
import { hashWord } from '../../../src/contract/word-set.ts'
import { LIST } from '../../../src/contract/words.ts'

const lexicon = loadLexicon()

function entryOf(word: string, from = lexicon): number {
  const bytes = Buffer.from(`<${word}>`)
  return from.find(hashWord(word.toLowerCase()), bytes, 1, bytes.length - 1)
}

const listsOf = (word: string): number => lexicon.lists(entryOf(word))

describe('the lexicon', () => {
  test.for([
    ['Mary', 'given'], ['Nguyen', 'surname'], ["O'Brien", 'surname'], ['Kowalski', 'surname'], ['Boston', 'place'],
    ['Deutschland', 'country'], ['chest', 'common'], ['pecho', 'common'], ['lisinopril', 'clinical'], ['hepatitis', 'clinical'],
    ['Parkinson', 'eponym'], ['Foley', 'eponym'], ['Dra', 'title'], ['hermana', 'relative'], ['plumber', 'profession'],
    ['Hospital', 'organization'], ['viernes', 'calendar'],
  ] as const)('knows %s as %s', ([word, list]) => {
    expect(listsOf(word) & LIST[list]).toBe(LIST[list])
  })

  test.for([['lisinopril', 'given'], ['the', 'surname'], ['chest', 'given'], ['hypertension', 'surname']] as const)(
    'does not take %s for a %s', ([word, list]) => {
      expect(listsOf(word) & LIST[list]).toBe(0)
    })

  test('knows a word in any case, and its genitive', () => {
    expect(entryOf('SMITH')).toBe(entryOf('smith'))
    expect(entryOf("Smith's")).toBe(entryOf('smith'))
    expect(entryOf("SMITH'S")).toBe(entryOf('smith'))
  })

  test('has no entry for what is no word', () => {
    expect(['xqzzv', "xqzzv's", 'x', "'s"].map((word) => entryOf(word))).toEqual([-1, -1, -1, -1])
  })

  test('tells frequent names from rare ones, and names from words', () => {
    expect(lexicon.frequency(entryOf('mary'), 'given')).toBeGreaterThan(lexicon.frequency(entryOf('will'), 'given'))
    expect(lexicon.frequency(entryOf('smith'), 'surname')).toBeGreaterThan(lexicon.frequency(entryOf('smith'), 'common'))
    expect(lexicon.frequency(entryOf('will'), 'common')).toBeGreaterThan(lexicon.frequency(entryOf('will'), 'given'))
    expect(lexicon.frequency(entryOf('lisinopril'), 'given')).toBe(0)
  })

  test('fits into a file that a checkout can hold', () => {
    expect(statSync(LEXICON_FILE).size).toBeLessThan(1024 * 1024)
  })

  test('is what its sources give', { timeout: 120_000 }, ({ skip }) => {
    const names = path.join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'corpora')
    const packages = sourceFolderPath()
    const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache')
    const fhir = path.join(cache, 'sluice', 'definitions', 'hl7.fhir.r4.examples-4.0.1', 'package')
    const missing = [path.join(names, 'names-us-census-1990'), packages, fhir].filter((folder) => !existsSync(folder))
    skip(missing.length > 0, 'the sources of the lexicon are not all at hand')
    expect(buildLexicon({ packages, names, fhir }).equals(readFileSync(LEXICON_FILE))).toBe(true)
  })
})

describe('a table', () => {
  const word = fc.stringMatching(/^[a-z]{1,6}(?:'[a-z]{1,3})?$/)
  const row: fc.Arbitrary<LexiconRow> = fc.record({
    lists: fc.integer({ min: 0, max: 0xFFF }), given: fc.integer({ min: 0, max: 15 }),
    surname: fc.integer({ min: 0, max: 15 }), common: fc.integer({ min: 0, max: 15 }), foreign: fc.integer({ min: 0, max: 15 }),
  })

  test('gives back every word with its facts, and no other word', () => {
    fc.assert(fc.property(fc.dictionary(word, row), fc.array(word), (rows, others) => {
      const made = lexiconOf(unpackLexicon(packLexicon(new Map(Object.entries(rows)))))
      for (const [one, { lists, given, surname, common, foreign }] of Object.entries(rows)) {
        const entry = entryOf(one, made)
        expect(entry).toBeGreaterThanOrEqual(0)
        expect(made.lists(entry)).toBe(lists)
        const steps = (['given', 'surname', 'common', 'foreign'] as const).map((as) => Math.round(made.frequency(entry, as) / 0.4))
        expect(steps).toEqual([given, surname, common, foreign])
      }
      for (const other of others) {
        if (Object.hasOwn(rows, other) || other.endsWith("'s") && Object.hasOwn(rows, other.slice(0, -2))) continue
        expect(entryOf(other, made)).toBe(-1)
      }
    }), { numRuns: 60 })
  })
})
