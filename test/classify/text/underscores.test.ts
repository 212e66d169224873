import { expect, test } from 'vitest'
import { detectors } from '../../../detectors/index.ts'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import { loadLexicon } from '../../../src/classify/text/load-lexicon.ts'
import { TextScanner } from '../../../src/classify/text/scan.ts'

const CONFIDENCE_MIN = 0.5

/** What is surely found, as `class:value`. */
function found(text: string, scanner: TextScanner): string[] {
  const batch = new TextBatch()
  batch.addText(text)
  return scanner
    .scan(batch, () => undefined)
    .filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
    .map(({ class: given, start, end }) => `${given}:${text.slice(start, end)}`)
}

const scanner = new TextScanner({ detectors, lexicon: loadLexicon() })

test.for([
  ['Markdown sets them in italics', 'Seen _478-12-3456_ today', 'ssn:478-12-3456'],
  ['a date is part of the name of a file', 'see scan_2021-03-04_final.pdf', 'date:2021-03-04'],
  ['so is one without signs', 'DOB_19600304', 'date:19600304'],
  ['a telephone number stands behind what it is', 'tel_617-555-2381', 'phone:617-555-2381'],
  ['letters fold as well', 'S\u0435en _4\u200b78-12-3456_', 'ssn:4\u200b78-12-3456'],
] as const)('underscores part words: %s', ([, text, expected]) => {
  expect(found(text, scanner)).toContain(expected)
})

test('what has them within is found as one all the same', () => {
  expect(found('write to john_q_1960@post.example', scanner)).toContain('email:john_q_1960@post.example')
})

test('what is found both ways is told once, and the text is as it was for the next', () => {
  const batch = new TextBatch()
  batch.addText('_ 478-12-3456 _')
  const before = Buffer.from(batch.bytes.subarray(0, batch.length))
  const told = scanner.scan(batch, () => undefined).filter(({ class: given }) => given === 'ssn')
  expect(told).toHaveLength(1)
  expect(before.equals(batch.bytes.subarray(0, batch.length))).toBe(true)
})

test('a text is as it was where reading it fails', () => {
  const batch = new TextBatch()
  batch.addText('a_b')
  expect(() => batch.withoutUnderscores(0, () => { throw new RangeError('fails') })).toThrow('fails')
  expect(batch.slice(batch.start(0), batch.end(0))).toBe('a_b')
})

test('windows and the kernel tell the same', () => {
  const windows = new TextScanner({ detectors, lexicon: loadLexicon(), runner: 'windows' })
  const text = 'ssn_478-12-3456_2021-03-04.pdf _617-555-2381_ john_q_1960@post.example'
  expect(found(text, windows).toSorted()).toEqual(found(text, scanner).toSorted())
})
