import { describe, expect, test } from 'vitest'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import { loadLexicon } from '../../../src/classify/text/load-lexicon.ts'
import type { TextWords } from '../../../src/classify/text/text-words.ts'
import { WordTable } from '../../../src/classify/text/word-table.ts'
import { SHAPE } from '../../../src/contract/words.ts'

const table = new WordTable(loadLexicon())

function usual(text: string): TextWords {
  const batch = new TextBatch()
  batch.addText(text)
  table.read(batch)
  const words = table.of(batch, 0)
  words.writeAsUsual()
  return words
}

/** The words with a capital where they are shown with one. */
function shown(text: string): string {
  const words = usual(text)
  return Array.from({ length: words.count }, (_, at) => {
    const lower = words.lower(at)
    const shape = words.shape(at)
    return shape === SHAPE.lower ? lower : shape === SHAPE.capital ? lower.charAt(0).toUpperCase() + lower.slice(1) : words.word(at)
  }).join(' ')
}

describe('a text in small letters', () => {
  test.for([
    ['seen with tyrell abernathy today', 'seen with Tyrell Abernathy today'],
    ['spoke to dr. white and ms okonjo', 'spoke to dr white and ms Okonjo'],
    ['a 60 year old, john d., was seen', 'a 60 year old John D was seen'],
    ['medico: elena fernhallo dorado', 'medico Elena Fernhallo Dorado'],
    ['she works for fernhallo as a cook', 'she works for Fernhallo as a cook'],
    ['the address of fernhallo is 14 elm', 'the address of Fernhallo is 14 elm'],
    ['tyrell abernathy from fernhallo is the moderator', 'Tyrell Abernathy from Fernhallo is the moderator'],
    ['tyrell abernathy says fernhallo is a danish insurer', 'Tyrell Abernathy says Fernhallo is a danish insurer'],
    ['tyrell abernathy says fernhallo is a danish bank', 'Tyrell Abernathy says Fernhallo is a danish bank'],
    ['this works for nausea and for her pain', 'this works for nausea and for her pain'],
    ['the grace of violet skin and a rose', 'the grace of violet skin and a rose'],
    ['parkinson disease, crohn and hodgkin', 'parkinson disease crohn and hodgkin'],
    ['admitted to whitfield memorial hospital', 'admitted to Whitfield Memorial Hospital'],
    ['please call grant miller and cooper, joy', 'please call Grant Miller and Cooper Joy'],
    ['moved from grand rapids to bad salzuflen', 'moved from Grand Rapids to Bad Salzuflen'],
    ['paciente: aitor mendizabal, varon', 'paciente Aitor Mendizabal varon'],
    ['referred to the pain clinic', 'referred to the pain clinic'],
    ['herr torsten von ahlefeld kommt', 'herr Torsten von Ahlefeld kommt'],
    ['der husten ist schlimm, kein schmerz', 'der husten ist schlimm kein schmerz'],
  ] as const)('%s', ([text, expected]) => {
    expect(shown(text)).toBe(expected)
  })
})

describe('a text in capitals', () => {
  test.for([
    ['IMOGEN AWARE. CHEST PAIN DENIED', 'Imogen aware chest pain denied'],
    ['NAME: JANE Q PUBLIC', 'name Jane Q Public'],
    ['SEEN BY DR A. BATH TODAY', 'seen by DR A Bath today'],
    ['THE PATIENT FELT HE WAS YOUNG', 'the patient felt he was young'],
  ] as const)('%s', ([text, expected]) => {
    expect(shown(text)).toBe(expected)
  })
})

test('capitals of sentences, labels and titles are those of a text in small letters too', () => {
  expect(shown('Seen with tyrell abernathy. Stable.')).toBe('Seen with Tyrell Abernathy Stable')
  expect(shown('Plan: mr. okonjo goes home')).toBe('Plan mr Okonjo goes home')
  expect(shown('La luz intestinal esta conservada')).toBe('La luz intestinal esta conservada')
})

test('a text with capitals and small letters is shown as it is', () => {
  expect(shown('Seen by dr. Jones with tyrell.')).toBe('Seen by dr Jones with tyrell')
  expect(shown('Anna came with tyrell and Kim.')).toBe('Anna came with tyrell and Kim')
})

test('tabs are blanks where a text has more of them than blanks, unless they part the columns of a table', () => {
  const gaps = (text: string): string[] => {
    const words = usual(text)
    return Array.from({ length: words.count - 1 }, (_, at) => words.gap(at))
  }
  expect(gaps('Seen\tby\tAnna.\t\tStable')).toEqual([' ', ' ', '.  '])
  expect(gaps('Name\tDate\tSex\nAnna Lee\t2019\tF')).toEqual(['\t', '\t', '\n', ' ', '\t', '\t'])
  expect(gaps('Name:\tAnna had a fall')).toEqual([':\t', ' ', ' ', ' '])
})
