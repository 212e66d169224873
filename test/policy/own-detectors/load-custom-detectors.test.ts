import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { detectors as shipped } from '../../../detectors/index.ts'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import { EMPTY_LEXICON } from '../../../src/classify/text/lexicon.ts'
import { resolveOverlaps } from '../../../src/classify/text/overlaps.ts'
import { TextScanner } from '../../../src/classify/text/scan.ts'
import { SluiceError } from '../../../src/contract/errors.ts'
import { testCustomDetectors } from '../../../src/policy/own-detectors/custom-detector-tests.ts'
import { diagnosticsOf, formatDiagnostic } from '../../../src/policy/language/diagnostics.ts'
import { loadCustomDetectors, parseCustomDetectors } from '../../../src/policy/own-detectors/load-custom-detectors.ts'

const example = path.join(import.meta.dirname, '..', '..', '..', 'deploy', 'detectors.example.yaml')
const folder = mkdtempSync(path.join(tmpdir(), 'sluice-detectors-'))
afterAll(() => rmSync(folder, { recursive: true }))

const EXAMPLES = '    examples: { found: ["[[QZ-1]]"], notFound: ["none"] }\n'

/** A file with one detector, of these lines. */
function fileOf(...lines: readonly string[]): string {
  const body = lines.map((line) => `    ${line}\n`).join('')
  return `sluice: detectors/1\ndetectors:\n  - name: own\n    class: other-id\n    describes: For a test.\n${body}${EXAMPLES}`
}

/** What is wrong, as `line:col message`. */
function problems(text: string, taken: readonly string[] = []): string[] {
  try {
    parseCustomDetectors(Buffer.from(text), 'd.yaml', { taken })
  } catch (error) {
    if (!(error instanceof SluiceError) || error.code !== 'SLUICE_CONFIG') throw error
    return diagnosticsOf(error).map((one) => formatDiagnostic(one).replace('d.yaml:', ''))
  }
  return []
}

/** What the detectors of a file find in a text. */
function find(yaml: string, text: string): string[] {
  const { detectors } = parseCustomDetectors(Buffer.from(yaml), 'd.yaml')
  const batch = new TextBatch()
  batch.addText(text)
  const found = new TextScanner({ detectors, lexicon: EMPTY_LEXICON }).scan(batch, () => undefined)
  return resolveOverlaps(found.filter(({ confidence }) => confidence >= 0.5)).map(({ start, end }) => text.slice(start, end))
}

describe('the documented example', () => {
  test('loads beside the shipped detectors', () => {
    const loaded = loadCustomDetectors(example, { taken: shipped.map(({ name }) => name) })
    expect(loaded.map(({ name }) => name)).toEqual(['northlake-record', 'northlake-loyalty-card', 'northlake-projects'])
  })

  test('passes its own examples', () => {
    expect(testCustomDetectors(example)).toEqual({ examples: 12, problems: [] })
  })
})

describe('what a detector in YAML finds', () => {
  test('a pattern at its prior, under either name', () => {
    expect(find(fileOf('patterns: [{ re: "QZ-\\\\d+", prior: 0.8 }]'), 'see QZ-20 and QZ-3')).toEqual(['QZ-20', 'QZ-3'])
    expect(find(fileOf('patterns: [{ re: "QZ-\\\\d+", confidence: 0.8 }]'), 'see QZ-20')).toEqual(['QZ-20'])
    expect(find(fileOf('patterns: [{ re: "QZ-\\\\d+", prior: 0.3 }]'), 'see QZ-20')).toEqual([])
  })

  test('a marked group without its label', () => {
    expect(find(fileOf('patterns: [{ re: "box (?<phi>\\\\d+)", prior: 0.8 }]'), 'in box 44')).toEqual(['44'])
  })

  test.for([
    ['luhn', '79927398713', '79927398710'],
    ['verhoeff', '2363', '2336'],
    ['gs1', '4006381333931', '4006381333932'],
    ['mod97', '79444', '79434'],
    ['mod11-10', '07945', '07954'],
    ['{ weights: [3, 7, 1, 3, 7, 1, 3, 7, 1], modulus: 10 }', '021000021', '021000022'],
    ['{ weights: [2, 1], modulus: 11, remainder: 1 }', '28', '29'],
  ] as const)('the check %s lifts what passes and lowers what does not', ([check, passes, fails]) => {
    const yaml = fileOf(`patterns: [{ re: '\\b\\d+\\b', prior: 0.4, check: ${check} }]`)
    expect(find(yaml, `one ${passes} two ${fails}`)).toEqual([passes])
  })

  test('values under allow are left alone, however they are written', () => {
    const yaml = fileOf('patterns: [{ re: "(?i)QZ \\\\w+", prior: 0.9 }]', 'allow: ["QZ Zürich"]')
    expect(find(yaml, 'QZ Zurich, qz  zürich, QZ Basel')).toEqual(['QZ Basel'])
  })

  test('phrases under deny are found as whole words in any case, over a line end, with look-alikes', () => {
    const yaml = fileOf('deny: [Ward Zürich, "C.3+", Ward]')
    expect(find(yaml, 'WARD ZURICH; Ward\nZürich; Wаrd 4; Wardrobe; c.3+; C53+')).toEqual(['WARD ZURICH', 'Ward\nZürich', 'Wаrd', 'c.3+'])
  })

  test('a long list under deny is found to its last phrase', () => {
    const phrases = Array.from({ length: 1000 }, (_, index) => `ward q${index}x`)
    expect(find(fileOf(`deny: ${JSON.stringify(phrases)}`), 'ward q0x, Ward Q999x, ward q1000x')).toEqual(['ward q0x', 'Ward Q999x'])
  })

  test('cues speak for and against, with accents or without', () => {
    const yaml = fileOf(
      "patterns: [{ re: '\\b\\d{4}\\b', prior: 0.1 }]",
      'cues: [{ words: [número], ratio: 100, where: before }, { words: [lot], ratio: 0.01, where: before }]',
    )
    expect(find(yaml, 'numero 1234. número 5678. lot 1111')).toEqual(['1234', '5678'])
  })
})

describe('what is wrong in a file is told with its place', () => {
  test.for<readonly [string, string, readonly string[]]>([
    ['an unknown key', fileOf('pattern: []', 'deny: [x]'), ['6:5 unknown key "pattern"; did you mean "patterns"?']],
    ['nothing to look for', fileOf(), ['3:5 a detector looks for something: patterns or deny']],
    ['an unknown class', fileOf('deny: [x]').replace('other-id', 'mrm'), ['4:12 "mrm" is not known here; did you mean "mrn"?']],
    ['an unknown check', fileOf('patterns: [{ re: a, prior: 0.5, check: lun }]'), ['6:44 "lun" is not known here; did you mean "luhn"?']],
    [
      'a pattern that RE2 cannot run',
      fileOf('patterns: [{ re: "(?=a)b", prior: 0.5 }]'),
      ['6:22 this pattern is not in the syntax of RE2: invalid perl operator: (?='],
    ],
    ['a pattern that matches nothing at all', fileOf('patterns: [{ re: "a*", prior: 0.5 }]'), ['6:22 this pattern matches the empty text']],
    [
      'two priors',
      fileOf('patterns: [{ re: a, prior: 0.5, confidence: 0.5 }]'),
      ['6:16 exactly one of prior, confidence is expected here'],
    ],
    ['a phrase on both lists', fileOf('deny: [Ward 7]', 'allow: ["ward  7"]'), ['7:13 this phrase is under deny too']],
    ['a phrase that nobody sees', fileOf('deny: ["\\u200b"]'), ['6:12 nothing is left of this phrase when it is folded']],
    ['a certain prior', fileOf('patterns: [{ re: a, prior: 1 }]'), ['6:32 at most 1 is expected here']],
    [
      'another language',
      fileOf('deny: [x]').replace('detectors/1', 'detectors/9'),
      ['1:9 "detectors/9" is not known here; did you mean "detectors/1"?'],
    ],
    ['a cut file', fileOf('deny: [x]').trimEnd(), ['1:1 the last line does not end; was the file written to its end?']],
  ])('%s', ([, text, expected]) => {
    expect(problems(text)).toEqual(expected)
  })

  test('a name that is taken, in the file or by a shipped detector', () => {
    const one = fileOf('deny: [x]')
    const two = one + one.split('\n').slice(2).join('\n')
    expect(problems(two)).toEqual(['8:11 this name is already taken by another one here: "own"'])
    expect(problems(one, ['own'])).toEqual(['3:11 this name is already taken by a detector that ships, or one of another file: "own"'])
  })

  test('a file that is not there', () => {
    expect(() => loadCustomDetectors(path.join(folder, 'none.yaml'))).toThrow(/^SLUICE_IO/)
  })
})

describe('examples that do not hold are told with their place and without their text', () => {
  function run(found: string, notFound: string): string[] {
    const file = path.join(folder, 'tests.yaml')
    writeFileSync(
      file,
      fileOf('patterns: [{ re: "QZ-\\\\d+", prior: 0.8 }]').replace('"[[QZ-1]]"', `'${found}'`).replace('"none"', `'${notFound}'`),
    )
    return testCustomDetectors(file).problems.map((one) => formatDiagnostic(one).replace(`${file}:`, ''))
  }

  test.for<readonly [string, string, string, readonly string[]]>([
    ['nothing', 'a [[QZ-1]]', 'none', []],
    ['a missed value', 'a [[QX-1]]', 'none', ['7:25 characters 2 to 6 are not found (no pattern matches just this)']],
    [
      'a value that is found where none is',
      '[[QZ-1]]',
      'a QZ-77',
      ['7:49 characters 2 to 7 are found (confidence 0.8: the pattern matches)'],
    ],
    ['a true example without a mark', 'QZ-1', 'none', ['7:25 nothing is marked: put what must be found in [[ ]]']],
    ['a false example with one', '[[QZ-1]]', '[[QZ-2]]', ['7:49 an example under notFound has nothing to mark']],
  ])('%s', ([, found, notFound, expected]) => {
    expect(run(found, notFound)).toEqual(expected)
  })
})
