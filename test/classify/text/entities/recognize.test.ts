import { describe, expect, test } from 'vitest'
import { TextBatch } from '../../../../src/classify/text/batch.ts'
import { recognizeEntities } from '../../../../src/classify/text/entities/recognize.ts'
import { loadLexicon } from '../../../../src/classify/text/load-lexicon.ts'
import { WordTable } from '../../../../src/classify/text/word-table.ts'
import type { Words } from '../../../../src/contract/words.ts'

function wordsOf(text: string): Words {
  const batch = new TextBatch()
  batch.addText(text)
  const table = new WordTable(loadLexicon())
  table.read(batch)
  return table.of(batch, 0)
}

const told = (text: string): string[] => {
  const words = wordsOf(text)
  return recognizeEntities(words).map(({ kind, first, last }) =>
    `${kind} ${Array.from({ length: last - first + 1 }, (_, at) => words.word(first + at)).join(' ')}`)
}

describe('Entities', () => {
  test('are told of with their kind, in order', () => {
    expect(told('Discharged to her daughter Philippa Ferhalsen in Oldham, who works at Hendersons.')).toEqual([
      'name Philippa Ferhalsen', 'place Oldham', 'organization Hendersons',
    ])
  })

  test('are none in a text without names', () => {
    expect(told('Blood pressure is stable. Continue the same dose and come back in two weeks.')).toEqual([])
  })

  test.for(['', '12 34', '...', '\n'])('are none in a text without words: %j', (text) => {
    expect(told(text)).toEqual([])
  })

  test('have probabilities, and none is told of twice', () => {
    const text = 'Maria de la Cruz saw Dr Ng at St Jude in Bath; cc J Okonkwo, K Hope and P Lane. '
    for (const repeated of [1, 3, 200]) {
      let end = -1
      for (const { first, last, probability } of recognizeEntities(wordsOf(text.repeat(repeated)))) {
        expect(first).toBeGreaterThan(end)
        expect(last).toBeGreaterThanOrEqual(first)
        expect(probability).toBeGreaterThan(0)
        expect(probability).toBeLessThanOrEqual(1)
        end = last
      }
      expect(end).toBeGreaterThan(0)
    }
  })

  test('are looked for in a text of nothing but capitals in time that grows with its length', () => {
    const timeOf = (count: number): number => {
      const words = wordsOf('Ferhal Oldham '.repeat(count))
      const times = Array.from({ length: 3 }, () => {
        const started = performance.now()
        recognizeEntities(words)
        return performance.now() - started
      })
      return Math.min(...times)
    }
    timeOf(2000)
    expect(timeOf(32_000) / timeOf(4000)).toBeLessThan(24)
  })
})
