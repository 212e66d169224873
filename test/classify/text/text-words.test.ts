import { expect, test } from 'vitest'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import { loadLexicon } from '../../../src/classify/text/load-lexicon.ts'
import type { TextWords } from '../../../src/classify/text/text-words.ts'
import { WordTable } from '../../../src/classify/text/word-table.ts'
import { KIND, LIST, SHAPE } from '../../../src/contract/words.ts'

const TEXTS = [
  'Patient: Anna Kowalski, seen by Dr. Okonkwo on 14 May at Lakeview Clinic; MRN # A1234 (new), DOE^JANE^^Q and x ^ y.',
  'name = karen xyzzy\nroom 4: mcDonald', '^a b^', '-Anna-Maria K. P -b- c', ':x', "Anna's and KAREN'S, the 's of o's",
  'seen by dr. okonkwo in fernhausen', 'name;ort;tel;rm\nX;Y;1;2', '', '14',
]

function wordsOf(batch: TextBatch, table: WordTable, text: number): TextWords {
  const words = table.of(batch, text)
  words.writeAsUsual()
  return words
}

/** What the words of a kind are, said word by word. */
const SAID: readonly (readonly [name: string, kind: number, is: (words: TextWords, at: number) => boolean])[] = [
  ['in small letters', KIND.lower, (words, at) => words.shape(at) === SHAPE.lower],
  ['with capitals', KIND.capital, (words, at) => words.shape(at) > SHAPE.lower && words.shape(at) < SHAPE.digits],
  ['of digits', KIND.digits, (words, at) => words.shape(at) === SHAPE.digits],
  ['of digits and letters', KIND.code, (words, at) => words.shape(at) === SHAPE.code],
  ['in no list', KIND.unlisted, (words, at) => words.shape(at) < SHAPE.digits && words.lists(at) === 0],
  ['behind a label', KIND.labelled, (words, at) => /[:=#]/.test(words.gap(at - 1))],
  ['before a caret', KIND.caret, (words, at) => at + 1 < words.count && words.gap(at) === '^'],
  ['before a hyphen', KIND.hyphen, (words, at) => at + 1 < words.count && words.gap(at) === '-'],
  ['of one capital', KIND.initial, (words, at) => /^[A-Z]$/.test(words.word(at)) && words.shape(at) === SHAPE.capital],
  ["with 's at their end", KIND.genitive, (words, at) => words.word(at).endsWith("'s")],
  ['whose shape is not as written', KIND.rewritten, (words, at) => words.shape(at) === SHAPE.capital && words.word(at) === words.lower(at)],
  ['that are the first cells of a table', KIND.cell, (words, at) => at < 3 && /^[,;|]$/.test(words.gap(at).trim())],
  ['that are titles', LIST.title, (words, at) => (words.lists(at) & LIST.title) !== 0],
  [
    'that are titles or numbers',
    LIST.title | KIND.digits,
    (words, at) => (words.lists(at) & LIST.title) !== 0 || words.shape(at) === SHAPE.digits,
  ],
]

test.for(SAID)('the words %s are found one after the other, and no others', ([, kind, is]) => {
  const batch = new TextBatch()
  for (const text of TEXTS) batch.addText(text)
  const table = new WordTable(loadLexicon())
  table.read(batch)
  for (const [text] of TEXTS.entries()) {
    const words = wordsOf(batch, table, text)
    const found: number[] = []
    for (let at = words.next(kind, 0); at < words.count; at = words.next(kind, at + 1)) found.push(at)
    expect(found).toEqual(Array.from({ length: words.count }, (_, at) => at).filter((at) => is(words, at)))
  }
})

test('a word is the same in small letters however often it is asked for, and after another text was read', () => {
  const table = new WordTable(loadLexicon())
  const batch = new TextBatch()
  for (const text of ['Anna came', 'KAREN LEFT']) {
    batch.clear()
    batch.addText(text)
    table.read(batch)
    const words = table.of(batch, 0)
    expect([words.lower(0), words.lower(1), words.lower(0)]).toEqual([...text.toLowerCase().split(' '), text.toLowerCase().split(' ')[0]])
  }
})
