import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { SluiceError } from '../../../src/contract/errors.ts'
import { diagnosticsOf, formatDiagnostic } from '../../../src/policy/language/diagnostics.ts'
import { loadPolicy } from '../../../src/policy/language/load.ts'
import { parsePolicy } from '../../../src/policy/language/parse-policy.ts'

const HEAD = 'sluice: policy/1\nname: p\nversion: "1"\nsummary: For a test.\n'
const folder = mkdtempSync(join(tmpdir(), 'sluice-policy-'))
afterAll(() => rmSync(folder, { recursive: true }))

function parse(text: string) {
  return parsePolicy(Buffer.from(text), 'p.yaml')
}

/** What is wrong, as `line:col message`. */
function problems(text: string | Uint8Array): string[] {
  try {
    parsePolicy(typeof text === 'string' ? Buffer.from(text) : text, 'p.yaml')
  } catch (error) {
    if (!(error instanceof SluiceError) || error.code !== 'SLUICE_CONFIG') throw error
    return diagnosticsOf(error).map((problem) => formatDiagnostic(problem).replace('p.yaml:', ''))
  }
  return []
}

function write(name: string, text: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

function codeOf(load: () => unknown): string {
  try {
    load()
  } catch (error) {
    return error instanceof SluiceError ? `${error.code} ${error.detail}` : 'another error'
  }
  return 'no error'
}

describe('A policy that says little', () => {
  test('refuses and drops what it does not name', () => {
    expect(parse(`${HEAD}rules: []\n`)).toMatchObject({
      fhir: 'auto', mode: 'enforce', labels: true, oldestAge: 89, default: { do: 'drop' },
      unknown: { element: 'drop', resourceType: 'block', extension: 'drop', modifierExtension: 'block' },
      extensions: [], rules: [], tests: [],
    })
  })

  test('has the hash of its bytes, names for its rules, and lists for its scalars', () => {
    const policy = parse(`${HEAD}rules:\n  - when: { class: date, path: [Patient.birthDate] }\n    then: keep\n`)
    expect(policy.source.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(policy.rules).toEqual([{
      name: 'rule 1', when: { class: ['date'], path: ['Patient.birthDate'] }, then: { do: 'keep' }, at: { line: 6, column: 5 },
    }])
  })

  test('may switch the age limit off', () => {
    expect(parse(`${HEAD}oldestAge: none\nrules: []\n`).oldestAge).toBeUndefined()
  })
})

test.for<[string, unknown]>([
  ['keep', { do: 'keep' }],
  ['drop', { do: 'drop' }],
  ['redact', { do: 'redact' }],
  ['pseudonymize', { do: 'pseudonymize' }],
  ['surrogate', { do: 'surrogate' }],
  ['block', { do: 'block' }],
  ['quarantine', { do: 'quarantine' }],
  ['mask', { do: 'mask', keepLast: 0, with: '*' }],
  ['{ mask: { keepLast: 4, with: "#" } }', { do: 'mask', keepLast: 4, with: '#' }],
  ['{ generalize: year }', { do: 'generalize', to: { kind: 'year' } }],
  ['{ generalize: month }', { do: 'generalize', to: { kind: 'month' } }],
  ['{ generalize: zip3 }', { do: 'generalize', to: { kind: 'zip3' } }],
  ['{ generalize: { ageBand: 5 } }', { do: 'generalize', to: { kind: 'age-band', width: 5 } }],
  ['{ generalize: { topCode: 89 } }', { do: 'generalize', to: { kind: 'top-code', max: 89 } }],
  ['{ generalize: { round: 10 } }', { do: 'generalize', to: { kind: 'round', step: 10 } }],
  ['shift', { do: 'shift', days: 365 }],
  ['{ shift: { days: 30 } }', { do: 'shift', days: 30 }],
  ['{ encrypt: aes-gcm }', { do: 'encrypt', with: 'aes-gcm' }],
  ['{ encrypt: ff1 }', { do: 'encrypt', with: 'ff1' }],
])('The action %s is read.', ([text, action]) => {
  expect(parse(`${HEAD}rules:\n  - when: { class: date }\n    then: ${text}\n`).rules[0]?.then).toEqual(action)
})

describe('A problem is reported at its place, with the nearest valid word:', () => {
  test.for<[string, string, string[]]>([
    ['an unknown key', `${HEAD}rulse: []\nrules: []\n`, ['5:1 unknown key "rulse"; did you mean "rules"?']],
    [
      'an unknown condition',
      `${HEAD}rules:\n  - when: { clas: date }\n    then: keep\n`,
      ['6:13 unknown key "clas"; did you mean "class"?'],
    ],
    [
      'an unknown class',
      `${HEAD}rules:\n  - when: { class: dte }\n    then: keep\n`,
      ['6:20 "dte" is not known here; did you mean "date"?'],
    ],
    [
      'an unknown class in a list',
      `${HEAD}rules:\n  - when: { class: [date, adress] }\n    then: keep\n`,
      ['6:27 "adress" is not known here; did you mean "address"?'],
    ],
    [
      'an unknown action',
      `${HEAD}rules:\n  - when: { class: date }\n    then: psuedonymize\n`,
      ['7:11 "psuedonymize" is not known here; did you mean "pseudonymize"?'],
    ],
    [
      'an action with an unknown name',
      `${HEAD}rules:\n  - when: { class: date }\n    then: { generalise: year }\n`,
      ['7:13 unknown key "generalise"; did you mean "generalize"?'],
    ],
    [
      'an unknown generalization',
      `${HEAD}rules:\n  - when: { class: date }\n    then: { generalize: yaer }\n`,
      ['7:25 "yaer" is not known here; did you mean "year"?'],
    ],
    [
      'two actions at once',
      `${HEAD}rules:\n  - when: { class: date }\n    then: { encrypt: ff1, shift: { days: 3 } }\n`,
      ['7:11 exactly one of mask, generalize, shift, encrypt is expected here'],
    ],
    [
      'an action of another kind',
      `${HEAD}rules:\n  - when: { class: date }\n    then: 3\n`,
      [
        '7:11 a number cannot stand here: one of keep, drop, redact, mask, pseudonymize, shift, surrogate, scan, block, quarantine, a mapping is expected',
      ],
    ],
    ['no condition', `${HEAD}rules:\n  - when: {}\n    then: keep\n`, ['6:11 at least one condition is expected here']],
    ['an empty list', `${HEAD}rules:\n  - when: { class: [] }\n    then: keep\n`, ['6:20 at least 1 entry is expected here']],
    ['a missing key', `${HEAD}rules:\n  - when: { class: date }\n`, ['6:5 "then" is missing here']],
    [
      'a path that cannot be',
      `${HEAD}rules:\n  - when: { path: patient.name }\n    then: keep\n`,
      [
        '6:19 a path starts at a resource type, Resource or a datatype, followed by element names or * with dots between: ' +
          'Patient.name, Address.state, Observation.value[x]',
      ],
    ],
    [
      'a version that YAML reads as a number',
      'sluice: policy/1\nname: p\nversion: 2026.10\nsummary: x\nrules: []\n',
      ['3:10 text is expected here, not a number: put it in quotes'],
    ],
    [
      'another language version',
      HEAD.replace('policy/1', 'policy/2') + 'rules: []\n',
      ['1:9 "policy/2" is not known here; did you mean "policy/1"?'],
    ],
    [
      'a default of keep',
      `${HEAD}default: keep\nrules: []\n`,
      ['5:10 "keep" is not known here; one of these is expected: drop, redact, block, quarantine'],
    ],
    [
      'dropping a modifier',
      `${HEAD}unknown: { modifierExtension: drop }\nrules: []\n`,
      ['5:31 "drop" is not known here; one of these is expected: block, quarantine, keep'],
    ],
    ['a confidence above one', `${HEAD}rules:\n  - when: { confidence: 2 }\n    then: keep\n`, ['6:25 at most 1 is expected here']],
    [
      'two rules of one name',
      `${HEAD}rules:\n  - { name: a, when: { class: date }, then: keep }\n  - { name: a, when: { class: age }, then: keep }\n`,
      ['7:13 this name is already taken: "a"'],
    ],
    [
      'a test that checks nothing',
      `${HEAD}rules: []\ntests:\n  - { name: t, given: { a: 1 } }\n`,
      ['7:5 a test checks something: expect, absent, present or verdict'],
    ],
    [
      'a day that does not exist',
      `${HEAD}rules: []\ntests:\n  - { name: t, now: 2026-13-01, given: { a: 1 }, verdict: pass }\n`,
      ['7:21 there is no such day or time'],
    ],
    [
      'an end of a suppression that is no day',
      `${HEAD}text: { allow: [{ phrase: X, owner: me, reason: r, expires: soon }] }\nrules: []\n`,
      ['5:61 a date such as 2027-01-31 is expected here'],
    ],
    [
      'an extension without a URL',
      `${HEAD}extensions:\n  - { url: ward, class: name, why: x }\nrules: []\n`,
      ['6:12 an absolute URL is expected here'],
    ],
    ['no mapping at all', 'just text\n', ['1:1 a mapping is expected here, not text']],
    ['only a comment', '# nothing\n', ['1:1 a mapping is expected here, not an empty value']],
  ])('%s', ([, text, expected]) => {
    expect(problems(text)).toEqual(expected)
  })

  test('all of them at once, in the order of the file', () => {
    const text = 'sluice: policy/1\nname: No Kebab\nversion: 1\nmood: x\nrules:\n  - when: { class: nmae }\n    then: kep\n'
    expect(problems(text)).toEqual([
      '1:1 "summary" is missing here',
      '2:7 kebab-case is expected here: letters a to z, digits, hyphens',
      '3:10 text is expected here, not a number: put it in quotes',
      '4:1 unknown key "mood"; did you mean "mode"?',
      '6:20 "nmae" is not known here; did you mean "name"?',
      '7:11 "kep" is not known here; did you mean "keep"?',
    ])
  })
})

describe('YAML that two readers may read differently is refused:', () => {
  test.for<[string, string, RegExp]>([
    ['an alias', `${HEAD}rules: *r\n`, /^5:8 an alias/],
    ['an anchor', `${HEAD}rules: &r []\n`, /^5:11 an anchor/],
    ['a merge key', `${HEAD}<<: { rules: [] }\n`, /^5:1 a merge key/],
    ['a tag', `${HEAD}rules: !!seq []\n`, /a tag is not allowed/],
    ['a tag of another schema', `${HEAD}rules: !x []\n`, /a tag is not allowed/],
    ['a tag on a scalar', `${HEAD}rules: []\nlabels: !!bool "true"\n`, /a tag is not allowed/],
    ['a duplicate key', `${HEAD}rules: []\nrules: []\n`, /^6:1 this key stands here twice/],
    ['a second document', `${HEAD}rules: []\n---\na: 1\n`, /^6:1 one document/],
    ['a directive', `%YAML 1.1\n---\n${HEAD}rules: []\n`, /a %YAML directive/],
    ['a number as key', `${HEAD}rules: []\n1: 2\n`, /^6:1 a key must be text/],
    ['a prototype as key', `${HEAD}rules: []\n__proto__: {}\n`, /^6:1 this key is not allowed/],
    ['a tab', `${HEAD}rules:\n\t- a\n`, /tabs/],
    ['an open bracket', `${HEAD}rules: [\n`, /./],
  ])('%s', ([, text, expected]) => {
    expect(problems(text).join('\n')).toMatch(expected)
  })

  test('and words of YAML 1.1 are text, not booleans', () => {
    expect(problems(`${HEAD}labels: yes\nrules: []\n`)).toEqual(['5:9 true or false is expected here, not text'])
  })
})

describe('A file that was not written to its end is refused:', () => {
  test.for<[string, Uint8Array]>([
    ['empty', Buffer.from('')],
    ['blank', Buffer.from('\n\n')],
    ['cut in a line', Buffer.from(`${HEAD}rules: []`)],
    ['filled up with NUL', Buffer.from(`${HEAD}rules: []\n\0\0\n`)],
    ['cut in a character', Buffer.from([...Buffer.from(`${HEAD}rules: [] # `), 0xc3, 0x0a])],
    ['without its rules', Buffer.from(HEAD)],
  ])('%s', ([, bytes]) => {
    expect(problems(bytes)).toHaveLength(1)
  })

  test('wherever it is cut, it is an error or the same rules', () => {
    const whole = `${HEAD}rules:\n  - when: { class: date }\n    then: keep\n`
    fc.assert(fc.property(fc.nat(whole.length - 1), (length) => {
      expect(problems(whole.slice(0, length)).length).toBeGreaterThan(0)
    }))
  })
})

describe('Where a policy comes from', () => {
  test('is a name in the folder of policies, or a file', () => {
    const file = write('one.yaml', `${HEAD}rules: []\n`)
    expect(loadPolicy('one', { policiesFolder: folder }).source.file).toBe(file)
    expect(loadPolicy(file).name).toBe('p')
  })

  test('is asked for again by the nearest name when there is none', () => {
    write('lab-feed.yaml', `${HEAD}rules: []\n`)
    expect(codeOf(() => loadPolicy('lab-fed', { policiesFolder: folder })))
      .toBe('SLUICE_POLICY_NOT_FOUND There is no policy and no file "lab-fed"; did you mean "lab-feed"?')
    expect(codeOf(() => loadPolicy('./none.yaml', { policiesFolder: folder }))).toMatch(/^SLUICE_POLICY_NOT_FOUND /)
  })

  test('is not a folder, nor a file beyond the limit', () => {
    expect(codeOf(() => loadPolicy(folder))).toMatch(/^SLUICE_IO /)
    expect(codeOf(() => loadPolicy(write('large.yaml', Buffer.alloc(1024 * 1024 + 1, '#'))))).toMatch(/^SLUICE_CONFIG .*1048576/)
  })
})

describe('What tests hold', () => {
  test('keeps the spelling of numbers, or the text itself', () => {
    const policy = parse(`${HEAD}rules: []\ntests:\n` +
      '  - { name: a, given: { resourceType: Observation, value: 235.40, e: 1e2, on: true }, verdict: pass }\n' +
      `  - { name: b, given: '{"value": 1.0}', present: "1.0" }\n`)
    expect(policy.tests.map(({ given }) => given)).toEqual([
      '{"resourceType":"Observation","value":235.40,"e":1e2,"on":true}', '{"value": 1.0}',
    ])
    expect(policy.tests[1]?.present).toEqual(['1.0'])
  })

  test.for([
    `tests:\n  - name: t\n    given: { family: Canary, b: [1, 2 }\n    verdict: pass\n`,
    `tests:\n  - name: t\n    given: { family: Canary } Canary\n`,
    `tests:\n  - name: t\n    given: Canary: Canary\n`,
    `tests:\n  - name: t\n    given: [Canary]\n    verdict: pass\n`,
    `tests:\n  - name: t\n    given: { Canary: *Canary }\n    verdict: pass\n`,
    `tests:\n  - name: t\n    given: { Canary: 1, Canary: 2 }\n    verdict: pass\n`,
    `tests:\n  - name: t\n    given: !Canary { a: "Canary\\q" }\n    verdict: pass\n`,
    `tests:\n  - name: t\n    given: { a: 1 }\n    expect: Canary\n    absent: { a: Canary }\n`,
  ])('never shows in a problem: %j', (text) => {
    const found = problems(`${HEAD}rules: []\n${text}`)
    expect(found.length).toBeGreaterThan(0)
    expect(found.join('\n')).not.toContain('Canary')
  })
})
