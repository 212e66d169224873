import { expect, test } from 'vitest'
import { detectors } from '../../detectors/index.ts'
import { TextBatch } from '../../src/classify/text/batch.ts'
import { EMPTY_LEXICON } from '../../src/classify/text/lexicon.ts'
import { TextScanner } from '../../src/classify/text/scan.ts'
import { cpuMs } from '../support/cpu-ms.ts'

const BYTES = 200_000
/** What is linear takes a tenth of this of a processor; what is quadratic, ten times as long. */
const MILLISECONDS_MAX = 5000

const scanner = new TextScanner({ detectors, lexicon: EMPTY_LEXICON })

/** Beginnings of what detectors look for, over and over: the regex engine is linear, so must be what checks a value. */
test.for([
  '1', 'a', 'a.', 'A1', 'a1:', '-', '*', '(', ' ', '1-', '1 ', '1.', '/', '@', 'x@', 'x@a.', 'http://', 'http://a', 'www.', 'MRN ', 'MRN: ',
  'MRN-', 'id id ', 'no. no. ', '-----BEGIN PRIVATE KEY-----\n', 'eyJ', 'password: ', 'token=', '(01)', '=/', '+A', '12 34 ',
  '123-45-6789 ', '4111 1111 1111 1111 ', 'AB-12345 ', '1.2.3.4.5.6.7.8.', '_', '_1',
])('a text of %j over and over is scanned in linear time', (part) => {
  const batch = new TextBatch()
  batch.addText(part.repeat(Math.ceil(BYTES / part.length)))
  const start = cpuMs()
  scanner.scan(batch, () => undefined)
  expect(cpuMs() - start).toBeLessThan(MILLISECONDS_MAX)
})

test('a word without end in an address is read in linear time', () => {
  const batch = new TextBatch()
  batch.addText(`at 12 F${'e'.repeat(BYTES)} 3, Kowalna, CA 02719 now`)
  const start = cpuMs()
  scanner.scan(batch, () => undefined)
  expect(cpuMs() - start).toBeLessThan(MILLISECONDS_MAX)
})
