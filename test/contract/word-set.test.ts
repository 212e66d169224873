import { expect, test } from 'vitest'
import { TextBatch } from '../../src/classify/text/batch.ts'
import { EMPTY_LEXICON } from '../../src/classify/text/lexicon.ts'
import { WordTable } from '../../src/classify/text/word-table.ts'
import { WordMap, WordSet } from '../../src/contract/word-set.ts'
import type { Words } from '../../src/contract/words.ts'

function wordsOf(text: string): Words {
  const batch = new TextBatch()
  const table = new WordTable(EMPTY_LEXICON)
  batch.addText(text)
  table.read(batch)
  return table.of(batch, 0)
}

test('a set and a map of words know those of a text in any case, and no others', () => {
  const lowers = Array.from({ length: 300 }, (_, index) => `w${index.toString(36)}`)
  const texts = [
    ...lowers,
    ...lowers.map((lower) => lower.toUpperCase()),
    ...lowers.map((lower) => `${lower}q`),
    "O'Brien", "her's", 'ЖЗ', '12', 'a1',
  ]
  const words = wordsOf(texts.join(' '))
  const known = new Set([...lowers, "o'brien"])
  const values = new WordMap([...known].map((lower) => [lower, lower]))
  const set = new WordSet(known)
  const all = Array.from({ length: words.count }, (_, index) => index)
  expect(all.map((index) => set.has(words, index))).toEqual(all.map((index) => known.has(words.lower(index))))
  expect(all.map((index) => values.has(words, index))).toEqual(all.map((index) => known.has(words.lower(index))))
  expect(all.map((index) => values.get(words, index))).toEqual(
    all.map((index) => (known.has(words.lower(index)) ? words.lower(index) : undefined)),
  )
})

test('a set of words that are not ASCII is refused, as their capitals would be missed', () => {
  expect(() => new WordSet(['марта'])).toThrow(RangeError)
})
