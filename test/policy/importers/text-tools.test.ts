import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importPhileas } from '../../../src/policy/importers/phileas.ts'
import { importPresidio } from '../../../src/policy/importers/presidio.ts'
import type { Imported } from '../../../src/policy/importers/imported.ts'
import { diagnosticsOf, formatDiagnostic } from '../../../src/policy/language/diagnostics.ts'
import { loadPolicy } from '../../../src/policy/language/load.ts'
import { lintPolicy } from '../../../src/policy/lint/lint.ts'
import { testCustomDetectors } from '../../../src/policy/own-detectors/custom-detector-tests.ts'
import { loadCustomDetectors } from '../../../src/policy/own-detectors/load-custom-detectors.ts'
import { runPolicyTests } from '../../../src/policy/policy-tests.ts'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'
import { TEXT_PARTS } from '../../support/text-parts.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

interface Given {
  readonly compat?: boolean
  /** Nowhere for detectors to go, as when the policy goes to stdout. */
  readonly alone?: boolean
}

const IMPORTERS = { presidio: importPresidio, phileas: importPhileas } as const

function importOf(format: keyof typeof IMPORTERS, source: unknown, { compat = false, alone = false }: Given = {}): Imported {
  return IMPORTERS[format](Buffer.from(JSON.stringify(source, null, 1)), 'source.json', {
    compat,
    ...(alone ? {} : { detectorsFile: 'own.yaml' }),
  })
}

/** The policy and its detectors as files, as the command writes them. */
function written({ policy, detectors }: Imported) {
  const folder = makeTemporaryFolder()
  const file = join(folder, 'policy.yaml')
  writeFileSync(file, policy)
  if (detectors !== undefined) writeFileSync(join(folder, 'own.yaml'), detectors)
  return { parsed: loadPolicy(file), own: detectors === undefined ? undefined : join(folder, 'own.yaml') }
}

/** What becomes of a note. */
function noteOf(imported: Imported, text: string): string {
  const { parsed, own } = written(imported)
  const texts = { ...TEXT_PARTS, detectors: [...TEXT_PARTS.detectors, ...own === undefined ? [] : loadCustomDetectors(own)] }
  const output = outputOf(shippedEngine(parsed, { texts }), { resourceType: 'Observation', status: 'final', code: {}, note: [{ text }] })
  return (JSON.parse(output) as { note?: { text: string }[] }).note?.[0]?.text ?? ''
}

const messages = ({ report }: Imported): string[] => report.map(({ message }) => message)

const REGISTRY = {
  global_regex_flags: 26,
  recognizers: [
    {
      name: 'Northlake record',
      supported_entity: 'MRN',
      supported_language: 'en',
      patterns: [{ name: 'strong', regex: String.raw`(?<!\d)nl-[a-z]{2}\d{5}(?!\d)`, score: 0.9 }],
    },
    {
      name: 'Weak number',
      supported_entity: 'LOYALTY',
      patterns: [{ name: 'weak', regex: String.raw`\b\d{3}:\d{3}\b`, score: 0.05 }],
      context: ['loyalty'],
    },
    { name: 'Wards', supported_entity: 'WARD', deny_list: ['Ward Heron', '...'] },
    { name: 'Off', supported_entity: 'X', enabled: false, deny_list: ['unlikely'] },
    { name: 'CreditCardRecognizer', type: 'predefined' }, 'UsSsnRecognizer',
  ],
}
const PHILEAS = {
  name: 'old',
  identifiers: {
    identifiers: [
      {
        classification: 'MRN',
        pattern: String.raw`\bnl-([a-z]{2}\d{5})\b`,
        groupNumber: 1,
        identifierFilterStrategies: [{ strategy: 'HASH_SHA256_REPLACE' }],
      },
    ],
    dictionaries: [{ classification: 'wards', terms: ['Ward Heron'], customFilterStrategies: [{ strategy: 'REDACT' }] }],
    ssn: { ssnFilterStrategies: [{ strategy: 'LAST_4' }] },
    surname: { surnameFilterStrategies: [{ strategy: 'MASK', maskCharacter: '#' }] },
    date: { dateFilterStrategies: [{ strategy: 'TRUNCATE_TO_YEAR' }] },
  },
}

describe('What is imported', () => {
  test.for([
    ['presidio', REGISTRY, {}],
    ['presidio', REGISTRY, { compat: true }],
    ['presidio', REGISTRY, { alone: true }],
    ['presidio', { anonymizers: { DEFAULT: { type: 'keep' } } }, { compat: true }],
    ['phileas', PHILEAS, {}],
    ['phileas', PHILEAS, { compat: true }],
    ['phileas', PHILEAS, { alone: true }],
    ['phileas', { identifiers: {} }, {}],
  ] as const)('from %s loads, passes lint, its own tests and those of its detectors: %j', ([format, source, given]) => {
    const { parsed, own } = written(importOf(format, source, given))
    expect(lintPolicy(parsed).filter(({ severity }) => severity === 'error')).toEqual([])
    expect(own === undefined ? [] : testCustomDetectors(own).problems).toEqual([])
    const results = runPolicyTests(parsed, (tested, now) => shippedEngine(tested, { now: now.toISOString() }))
    expect(results.flatMap(({ problems }) => problems)).toEqual([])
  })

  test('finds in texts what the source finds, and what the detectors of Sluice find', () => {
    for (const imported of [importOf('presidio', REGISTRY), importOf('phileas', PHILEAS)]) {
      const note = noteOf(imported, 'Dr. Alma Quillfeather saw NL-QR20447 on ward heron. Weight is stable.')
      expect(note).toContain('Weight is stable')
      expect(note).not.toMatch(/Quillfeather|QR20447|heron/i)
    }
  })

  test('drops texts where detectors cannot go with the policy', () => {
    for (const imported of [importOf('presidio', REGISTRY, { alone: true }), importOf('phileas', PHILEAS, { alone: true })]) {
      expect(imported.detectors).toBeUndefined()
      expect(noteOf(imported, 'Weight is stable.')).toBe('')
      expect(messages(imported)).toContainEqual(expect.stringContaining('texts are dropped'))
    }
  })

  test('drops elements that no rule names, which stay under compat', () => {
    const patient = {
      resourceType: 'Patient',
      gender: 'female',
      photo: [{ title: 'Quillfeather' }],
      multipleBirthInteger: 2,
      birthDate: '1980-05-17',
    }
    for (const [format, source] of [
      ['presidio', REGISTRY],
      ['phileas', { identifiers: {} }],
    ] as const) {
      const output = outputOf(shippedEngine(written(importOf(format, source)).parsed), patient)
      expect(output).toContain('female')
      expect(output).not.toContain('1980-05-17')
      expect(outputOf(shippedEngine(written(importOf(format, source, { compat: true })).parsed), patient)).toContain('1980-05-17')
    }
  })
})

describe('A registry of Presidio', () => {
  test('has each of its patterns found by itself, or beside its context where a threshold asks for it', () => {
    expect(noteOf(importOf('presidio', REGISTRY), 'number 204:471 today')).not.toContain('204:471')
    const strict = importOf('presidio', { ...REGISTRY, default_score_threshold: 0.4 })
    expect(noteOf(strict, 'number 204:471 today')).toContain('204:471')
    expect(noteOf(strict, 'loyalty 204:471 today')).not.toContain('204:471')
  })

  test('tells of patterns, lists and recognizers that are not as they were', () => {
    const source = {
      recognizers: [
        ...REGISTRY.recognizers,
        { name: 'Twice', supported_entity: 'X', patterns: [{ name: 'doubled', regex: String.raw`(\d)\1{3}`, score: 0.5 }] },
      ],
    }
    const said = messages(importOf('presidio', source)).join('\n')
    for (const part of [
      '"doubled" of Twice is left out', '"strong" has look-around', 'deny_list_score', 'this recognizer is off', 'recognizers of the tool',
    ])
      expect(said).toContain(part)
  })

  test.for([
    ['replace', { class: ['name'] }, 'redact'],
    ['redact', {}, 'redact'],
    ['hash', {}, 'pseudonymize'],
    ['encrypt', {}, 'encrypt'],
    ['mask', {}, 'mask'],
    ['keep', {}, 'keep'],
    ['custom', {}, 'redact'],
  ] as const)('has %s of PERSON as a rule', ([type, , action]) => {
    const { parsed } = written(importOf('presidio', { anonymizers: { PERSON: { type } } }))
    expect(parsed.rules.find(({ when }) => when.class?.includes('name'))?.then.do).toBe(action)
  })

  test('keeps what an operator keeps in texts only, and no class for the sake of one kind', () => {
    const { parsed } = written(
      importOf('presidio', { anonymizers: { PERSON: { type: 'keep' }, LOYALTY: { type: 'keep' }, DEFAULT: { type: 'keep' } } }),
    )
    expect(parsed.rules.filter(({ then }) => then.do === 'keep').map(({ when }) => when)).toEqual([
      { class: ['name'], in: ['text'] },
      { class: ['not-identifying'] },
    ])
  })

  test.for([
    [
      'a recognizer of its own',
      {
        recognizers: [{ name: 'Codes', supported_entity: 'ZIP', patterns: [{ name: 'code', regex: String.raw`\bWZ\d{5}\b`, score: 0.9 }] }],
        anonymizers: { LOCATION: { type: 'keep' } },
      },
    ],
    ['an operator of its own', { anonymizers: { LOCATION: { type: 'keep' }, ZIP: { type: 'redact' } } }],
  ] as const)('keeps no class in which another kind has %s', ([, source]) => {
    const imported = importOf('presidio', source)
    expect(written(imported).parsed.rules.find(({ when }) => when.class?.includes('address'))?.then.do).toBe('redact')
    expect(messages(imported)).toContainEqual(expect.stringContaining('its class holds other values too'))
  })

  test('keeps no social security numbers, of whose class are the tax numbers that the tool replaces', () => {
    expect(noteOf(importOf('presidio', { anonymizers: { US_SSN: { type: 'keep' } } }), 'ITIN: 912-78-1234')).not.toContain('1234')
  })

  test('drops texts where a pattern of it is left out', () => {
    const imported = importOf('presidio', {
      recognizers: [{ name: 'Twice', supported_entity: 'X', patterns: [{ name: 'doubled', regex: String.raw`(\d)\1`, score: 0.9 }] }],
    })
    expect(noteOf(imported, 'Weight is stable.')).toBe('')
    expect(messages(imported)).toContainEqual(expect.stringContaining('texts are dropped, not searched'))
  })

  test('of two operators for one class has the stricter', () => {
    const imported = importOf('presidio', { anonymizers: { US_BANK_NUMBER: { type: 'encrypt' }, CREDIT_CARD: { type: 'redact' } } })
    expect(written(imported).parsed.rules.find(({ when }) => when.class?.includes('account'))?.then).toEqual({ do: 'redact' })
    expect(messages(imported)).toContainEqual(expect.stringContaining('the stricter of the two'))
  })

  test('has accents in names of detectors taken off', () => {
    expect(
      importOf('presidio', { recognizers: [{ name: 'Zürich Station', supported_entity: 'WARD', deny_list: ['Ward Heron'] }] }).detectors,
    ).toContain('name: imported-zurich-station')
  })

  test('is found within the configuration of an analyzer', () => {
    expect(importOf('presidio', { recognizer_registry: REGISTRY, default_score_threshold: 0 }).detectors).toContain(
      'imported-northlake-record',
    )
  })
})

describe('A policy of Phileas', () => {
  test.for([
    ['REDACT', 'redact'], ['MASK', 'mask'], ['LAST_4', 'mask'], ['STATIC_REPLACE', 'redact'], ['MAP_REPLACE', 'redact'],
    ['RANDOM_REPLACE', 'surrogate'], ['HASH_SHA256_REPLACE', 'pseudonymize'], ['CRYPTO_REPLACE', 'encrypt'],
    ['FPE_ENCRYPT_REPLACE', 'encrypt'], ['SHIFT', 'redact'], ['TRUNCATE_TO_YEAR', 'redact'], ['ABBREVIATE', 'redact'], ['KEEP', 'redact'],
  ] as const)('has %s of a number as %s', ([strategy, action]) => {
    const { parsed } = written(importOf('phileas', { identifiers: { ssn: { ssnFilterStrategies: [{ strategy }] } } }))
    expect(parsed.rules.find(({ when }) => when.class?.includes('ssn'))?.then.do).toBe(action)
  })

  test('tells of conditions, formats that repeat the value, validators, ignored terms and several strategies', () => {
    const said = messages(
      importOf('phileas', {
        ignored: [{ terms: ['sEcReT'] }],
        crypto: { key: 'sEcReT' },
        identifiers: {
          identifiers: [{ classification: 'x', pattern: String.raw`\bX\d{4}\b`, validator: 'luhn' }],
          ssn: {
            ssnFilterStrategies: [{ strategy: 'REDACT', condition: 'token == "sEcReT"', redactionFormat: '%v' }, { strategy: 'MASK' }],
          },
          unlikely: {},
        },
      }),
    ).join('\n')
    for (const part of [
      'conditions', 'repeats the value', 'validators', 'ignored terms', 'several strategies', '"unlikely" is not known',
      'keys are not carried over',
    ])
      expect(said).toContain(part)
    expect(said).not.toContain('sEcReT')
  })

  test.for([
    ['sections', { sections: [{ startPattern: 'BEGIN', endPattern: 'END' }] }],
    ['files of terms', { dictionaries: [{ classification: 'x', files: ['terms.txt'] }] }],
    ['what nobody here looks for', { bitcoinAddress: {} }],
    ['what nobody here knows', { unlikely: {} }],
    ['misspelled terms', { dictionaries: [{ classification: 'x', terms: ['Ward Heron'], fuzzy: true }] }],
  ] as const)('drops texts where it finds %s', ([, identifiers]) => {
    expect(noteOf(importOf('phileas', { identifiers }), 'Weight is stable.')).toBe('')
  })

  test('leaves kinds that it does not look for under compat only', () => {
    const text = 'Call 212-555-0147 now.'
    expect(noteOf(importOf('phileas', { identifiers: {} }), text)).not.toContain('0147')
    expect(noteOf(importOf('phileas', { identifiers: {} }, { compat: true }), text)).toContain('0147')
  })
})

describe('Under --compat names go from texts where a policy of Phileas', () => {
  test.for([
    ['has models for them', { pheyes: [{ phEyeFilterStrategies: [{ strategy: 'REDACT' }] }] }],
    ['has one model for them', { pheye: {} }],
    ['has models that are off, and on', { pheye: [{ enabled: false }, {}] }],
    ['writes their filter otherwise', { person: [] }],
    ['has a filter that nobody knows', { unlikely: {} }],
    ['has one that nobody can read', { unlikely: 'on' }],
  ] as const)('%s', ([, identifiers]) => {
    const imported = importOf('phileas', { identifiers }, { compat: true })
    expect(noteOf(imported, 'Seen with Mrs. Anna Kowalska.')).not.toContain('Kowalska')
  })

  test('but stay where its filter or model is off', () => {
    expect(
      noteOf(
        importOf('phileas', { identifiers: { person: { enabled: false }, pheyes: [{ enabled: false }] } }, { compat: true }),
        'Seen with Mrs. Anna Kowalska.',
      ),
    ).toContain('Kowalska')
  })
})

test('A policy of Phileas drops texts where a pattern of it is left out', () => {
  expect(
    noteOf(
      importOf('phileas', { identifiers: { identifiers: [{ classification: 'x', pattern: String.raw`(\d)\1` }] } }),
      'Weight is stable.',
    ),
  ).toBe('')
})

describe('A file is refused', () => {
  test.for([
    ['presidio', '[]', /mapping/],
    ['presidio', '{"a": 1}', /registry of recognizers/],
    ['presidio', '{"recognizers": [{"name": "x", "patterns": [{"regex": "a"}]}]}', /score/],
    ['presidio', 'recognizers: &a [*a]', /alias|anchor/],
    ['presidio', `recognizers: ${'['.repeat(50_000)}`, /nested/],
    ['presidio', `${'- '.repeat(50_000)}a`, /nested/],
    ['phileas', '{"rules": []}', /identifiers is expected/],
    ['phileas', '{"identifiers": {"identifiers": [{"classification": "x"}]}}', /"pattern" is missing/],
    ['phileas', '', /empty/],
    ['phileas', 'null', /mapping/],
  ] as const)('of %s that is %s', ([format, text, message]) => {
    let thrown: unknown
    try {
      IMPORTERS[format](Buffer.from(text), 'source', { compat: false })
    } catch (error) {
      thrown = error
    }
    expect(diagnosticsOf(thrown).map(formatDiagnostic).join('\n')).toMatch(message)
  })

  test('of the largest size is read without delay', () => {
    const before = process.cpuUsage().user
    const recognizers = Array.from({ length: 60 }, (_, index) => ({
      name: `r${index}`,
      supported_entity: 'X',
      patterns: Array.from({ length: 4 }, () => ({ regex: String.raw`\b(?!0)[A-Z]{3}-\d{4}(?:x|y)?\b`, score: 0.5 })),
      deny_list: Array.from({ length: 300 }, (_unused, word) => `term number ${word}`),
    }))
    importOf('presidio', { recognizers })
    expect(process.cpuUsage().user - before).toBeLessThan(30_000_000)
  })
})
