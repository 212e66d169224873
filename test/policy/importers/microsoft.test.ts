import { describe, expect, test } from 'vitest'
import { diagnosticsOf, formatDiagnostic } from '../../../src/policy/language/diagnostics.ts'
import { parsePolicy } from '../../../src/policy/language/parse-policy.ts'
import { lintPolicy } from '../../../src/policy/lint/lint.ts'
import { importMicrosoft } from '../../../src/policy/importers/microsoft.ts'
import { runPolicyTests } from '../../../src/policy/policy-tests.ts'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

type Rule = Readonly<Record<string, unknown>> & { readonly path: string; readonly method: string }

interface Given {
  readonly rules: readonly Rule[]
  readonly parameters?: object
  readonly compat?: boolean
}

const known = new Map<string, ReturnType<typeof newImport>>()

function importOf(given: Given) {
  const key = JSON.stringify(given)
  const made = known.get(key) ?? newImport(given)
  known.set(key, made)
  return made
}

function newImport({ rules, parameters, compat = false }: Given) {
  const file = JSON.stringify({ fhirVersion: 'R4', fhirPathRules: rules, ...(parameters === undefined ? {} : { parameters }) }, null, 1)
  const imported = importMicrosoft(Buffer.from(file), 'rules.json', { compat })
  return { ...imported, parsed: parsePolicy(Buffer.from(imported.policy), 'imported.yaml') }
}

function outputFor(given: Given, message: object): string {
  return outputOf(shippedEngine(importOf(given).parsed), message)
}

const rule = (path: string, method: string, settings: object = {}): Rule => ({ path, method, ...settings })
const ROSA = {
  resourceType: 'Patient', id: 'rosa-77', gender: 'female', birthDate: '1980-05-17', active: true,
  name: [{ use: 'official', family: 'Quillfeather', given: ['Rosalind'], period: { start: '2001-02-03' } }],
  address: [{ line: ['12 Marrow Lane'], city: 'Hobbsford', state: 'NY', postalCode: '10541', country: 'US' }],
  telecom: [{ system: 'phone', value: '555-0147-22', use: 'home' }],
  contact: [{ name: { family: 'Underhollow' }, address: { city: 'Elsewhere', state: 'VT' } }],
}

describe('What is not named', () => {
  test('is dropped but for what does not identify, though the tool keeps it', () => {
    const output = outputFor({ rules: [rule('Patient.telecom', 'redact')] }, ROSA)
    expect(JSON.parse(output)).toMatchObject({ resourceType: 'Patient', gender: 'female', active: true })
    for (const value of ['Quillfeather', 'Marrow', '1980', 'rosa-77', '0147']) expect(output).not.toContain(value)
  })

  test('stays under compat, and the report says so', () => {
    const given = { rules: [rule('Patient.telecom', 'redact')], compat: true }
    const output = outputFor(given, ROSA)
    for (const value of ['Quillfeather', 'Marrow', '1980-05-17', 'rosa-77']) expect(output).toContain(value)
    expect(output).not.toContain('0147')
    expect(importOf(given).report.map(({ message }) => message)).toContainEqual(expect.stringContaining('--compat asks for it'))
  })

  test('is searched by rules under compat too where an extension holds it', () => {
    const extension = [{ url: 'http://example.org/unknown', valueHumanName: { family: 'Quillfeather' } }]
    expect(outputFor({ rules: [rule("nodesByType('HumanName')", 'redact')], compat: true }, { ...ROSA, extension })).not.toContain(
      'Quillfeather',
    )
  })
})

describe('The first rule that touches an element decides', () => {
  test.for([
    [
      'a keep before a redact around it',
      [rule('Patient.name.use', 'keep'), rule('Patient.name', 'redact')],
      ['official'],
      ['Quillfeather'],
    ],
    ['a redact before a keep within it', [rule('Patient.name', 'redact'), rule('Patient.name.family', 'keep')], [], ['Quillfeather']],
    [
      'a keep before a redact of a part',
      [rule('Patient.name', 'keep'), rule("nodesByType('HumanName').family", 'redact')],
      ['Quillfeather'],
      ['Underhollow'],
    ],
    [
      'a keep of a type in one place',
      [rule("Patient.contact.nodesByType('Address')", 'keep'), rule("nodesByType('Address')", 'redact')],
      ['Elsewhere'],
      ['Hobbsford'],
    ],
    [
      'a keep of part of a type, in resources of one type',
      [rule("Patient.nodesByType('Address').state", 'keep'), rule("nodesByType('Address')", 'redact')],
      ['NY', 'VT'],
      ['Hobbsford'],
    ],
    ['a union', [rule('Patient.name.family | Patient.contact.name.family', 'keep')], ['Quillfeather', 'Underhollow'], ['Rosalind']],
    ['a name anywhere', [rule("nodesByName('city')", 'keep')], ['Hobbsford', 'Elsewhere'], ['Marrow']],
    ['a path without a type', [rule('address', 'keep')], ['Hobbsford'], ['Elsewhere']],
    ['a second rule at the same place', [rule('Patient.name', 'redact'), rule('Patient.name', 'keep')], [], ['Quillfeather']],
  ] as const)('%s', ([, rules, present, absent]) => {
    const output = outputFor({ rules }, ROSA)
    for (const value of present) expect(output).toContain(value)
    for (const value of absent) expect(output).not.toContain(value)
  })
})

describe('What a path of ours cannot tell', () => {
  test.for([
    ['where', "Patient.address.where(city = 'Hobbsford')"], ['an index', 'Patient.address[0]'], ['first', 'Patient.address.first()'],
    ['a type within others', "Patient.address.nodesByType('string').extension"], ['a datatype as the beginning', 'Address.city'],
    ['a resource in another', 'Bundle.entry.resource.address'], ['functions that go anywhere', 'Patient.descendants()'],
  ] as const)('is dropped whole when the source removes, with %s', ([, path]) => {
    for (const method of ['redact', 'cryptoHash']) {
      const given = { rules: [rule(path, method), rule('Resource', 'keep')], compat: true }
      expect(outputFor(given, ROSA)).not.toContain('Hobbsford')
      expect(importOf(given).report.map(({ message }) => message)).toContainEqual(expect.stringContaining('cannot tell'))
    }
  })

  test.for([
    "Patient.address.where(city = 'Hobbsford')", 'Patient.address[0]', 'Address.city', 'Patient.descendants()',
    'Bundle.entry.resource.address',
  ])('is left out when the source keeps: %s', (path) => {
    expect(outputFor({ rules: [rule(path, 'keep')] }, ROSA)).not.toContain('Hobbsford')
  })

  test('a keep of an item does not keep the items within it', () => {
    const message = {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      item: [{ linkId: '1', item: [{ linkId: '2', text: 'Underhollow' }] }],
    }
    expect(outputFor({ rules: [rule('QuestionnaireResponse.item.text', 'keep')] }, message)).not.toContain('Underhollow')
  })

  test.for([
    'Patient.nickname', 'HealthcareService.notAvaliable.description', 'Patient.deceasedDateTime', "nodesByType('Humanname')",
    'Patinet.name', 'Patient.deceased as Age',
  ])('%s names nothing, so the rule is left out and told of', (path) => {
    const { report } = importOf({ rules: [rule(path, 'redact')] })
    expect(report.map(({ message }) => message)).toContainEqual(expect.stringContaining('never fires'))
  })
})

describe('Methods', () => {
  const parameters = {
    enablePartialDatesForRedact: true, enablePartialAgesForRedact: true, enablePartialZipCodesForRedact: true,
    restrictedZipCodeTabulationAreas: ['036'],
  }

  test('redact keeps years, young ages and three digits where the parameters say so', () => {
    const condition = {
      resourceType: 'Condition',
      subject: {},
      onsetAge: { value: 42, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' },
      abatementAge: { value: 97, code: 'a', system: 'http://unitsofmeasure.org' },
    }
    const rules = [
      rule('Patient.birthDate', 'redact'),
      rule('Patient.address', 'redact'),
      rule('Condition.onset', 'redact'),
      rule('Condition.abatement', 'redact'),
    ]
    expect(JSON.parse(outputFor({ rules, parameters }, ROSA))).toMatchObject({ birthDate: '1980', address: [{ postalCode: '105' }] })
    const output = outputFor({ rules, parameters }, condition)
    expect(output).toContain('42')
    expect(output).not.toContain('97')
    for (const value of ['1980', '105']) expect(outputFor({ rules }, ROSA)).not.toContain(value)
  })

  test('restricted areas that Sluice does not know drop ZIP codes whole', () => {
    const rules = [rule('Patient.address', 'redact')]
    expect(outputFor({ rules, parameters: { ...parameters, restrictedZipCodeTabulationAreas: ['105'] } }, ROSA)).not.toContain('105')
  })

  test.for([
    ['cryptoHash', {}],
    ['encrypt', {}],
    ['substitute', { replaceWith: 'Smith' }],
    ['perturb', { span: 1 }],
    ['generalize', { cases: { true: "'x'" }, otherValues: 'keep' }],
    ['pseudonymize', { domain: 'd' }],
    ['remove', {}],
    ['REDACT', {}],
    ['entici', {}],
  ] as const)('%s leaves nothing of the value', ([method, settings]) => {
    expect(
      outputFor({ rules: [rule('Patient.name.family', method, settings), rule('Patient.name', 'keep')], compat: true }, ROSA),
    ).not.toContain('Quillfeather')
  })

  test('what a method has no value for is dropped', () => {
    const given = { rules: [rule('Patient.birthDate', 'cryptoHash')], compat: true }
    expect(outputFor(given, ROSA)).not.toContain('birthDate')
    expect(importOf(given).parsed.rules.find(({ name }) => name.startsWith('1 '))?.then).toEqual({ do: 'drop' })
  })

  test('dateShift moves dates under compat only, for it would move those that the tool redacts and keep their time of day', () => {
    const message = {
      resourceType: 'Encounter',
      status: 'finished',
      class: {},
      subject: { reference: 'Patient/1' },
      period: { start: '2020-03-04T05:06:07Z' },
      meta: { lastUpdated: '2020-03-04T08:09:10Z' },
    }
    const rules = ["nodesByType('date')", "nodesByType('dateTime')", "nodesByType('instant')"].map((path) => rule(path, 'dateShift'))
    const output = outputFor({ rules }, message)
    for (const part of ['05:06', '08:09', '2020-03-04']) expect(output).not.toContain(part)
    for (const birthDate of ['1980', '1980-05', '1980-05-17']) {
      expect(outputFor({ rules }, { ...ROSA, birthDate })).not.toContain('1980')
      expect(outputFor({ rules, parameters: { enablePartialDatesForRedact: true } }, { ...ROSA, birthDate })).toContain(
        '"birthDate":"1980"',
      )
    }
    expect(outputFor({ rules, compat: true }, ROSA)).toMatch(/"birthDate":"1980-0[3-7]-\d\d"/)
    expect(outputFor({ rules, compat: true }, message)).toContain('T05:06:07Z')
    for (const compat of [false, true])
      expect(importOf({ rules, compat }).report.map(({ message: said }) => said)).toContainEqual(
        expect.stringContaining('which the tool redacts'),
      )
  })

  test('ids and references agree, whatever the rules say of each', () => {
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: [
      { fullUrl: 'http://example.org/fhir/Patient/rosa-77', resource: { resourceType: 'Patient', id: 'rosa-77' } },
      { resource: { resourceType: 'Observation', status: 'final', code: {}, subject: { reference: 'Patient/rosa-77' } } },
    ] }
    for (const compat of [false, true]) {
      const output = outputFor(
        { rules: [rule('Patient.id', 'cryptoHash'), rule('Bundle.entry.fullUrl', 'redact'), rule('Observation.subject', 'keep')], compat },
        bundle,
      )
      expect(output).not.toContain('rosa-77')
      const { entry } = JSON.parse(output) as { entry: { resource: { id?: string; subject?: { reference: string } } }[] }
      expect(entry[1]?.resource.subject?.reference).toBe(`Patient/${entry[0]?.resource.id}`)
    }
  })

  test('ids that a rule redacts are gone, and references with them', () => {
    const output = outputFor(
      { rules: [rule('Patient.id', 'redact'), rule("nodesByType('Reference').reference", 'cryptoHash')], compat: true },
      { ...ROSA, managingOrganization: { reference: 'Organization/77' } },
    )
    expect(JSON.parse(output)).not.toHaveProperty('id')
    expect(output).not.toContain('Organization/')
  })

  test('a path without a type reaches resources in which the element has other types', () => {
    for (const path of ['deceased as dateTime', 'deceased']) {
      const output = outputFor({ rules: [rule(path, 'redact')], compat: true }, { ...ROSA, deceasedDateTime: '2015-04-05' })
      expect(output).not.toContain('2015')
    }
  })

  test('the rules hold for contained resources, and what is redacted in all is gone', () => {
    const message = { resourceType: 'Condition', subject: { reference: '#p' }, contained: [{ ...ROSA, id: 'p' }] }
    expect(outputFor({ rules: [rule("nodesByType('HumanName')", 'redact')], compat: true }, message)).not.toContain('Quillfeather')
    expect(outputFor({ rules: [rule('Resource', 'redact')] }, message)).not.toMatch(/female|Quillfeather|#p/)
  })
})

describe('A keep', () => {
  const NOTE = {
    resourceType: 'Observation',
    status: 'final',
    code: {},
    note: [{ text: 'Dr. Alma Quillfeather called (212) 555-0147. Weight is stable.' }],
  }

  test('of a text is searched, and stays as it is only under compat', () => {
    const rules = [rule('Observation.note', 'keep')]
    const output = outputFor({ rules }, NOTE)
    expect(output).toContain('Weight is stable')
    expect(output).not.toMatch(/Quillfeather|555-0147/)
    expect(outputFor({ rules, compat: true }, NOTE)).toContain('Quillfeather')
  })

  test.for(['Resource', 'Patient', 'DomainResource'])('of %s keeps what does not identify', (path) => {
    const output = outputFor({ rules: [rule(path, 'keep')] }, ROSA)
    expect(output).toContain('female')
    expect(output).not.toMatch(/Quillfeather|Marrow|rosa-77/)
  })

  test('of an element does not keep texts in extensions of it', () => {
    const name = [
      {
        use: 'official',
        _use: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/rendering-markdown', valueMarkdown: 'Underhollow' }] },
      },
    ]
    expect(outputFor({ rules: [rule('Patient.name.use', 'keep')] }, { ...ROSA, name, contact: [] })).not.toContain('Underhollow')
  })
})

describe('The policy', () => {
  const rules = [
    rule("nodesByType('Extension')", 'redact'),
    rule('Organization.telecom', 'keep'),
    rule("nodesByType('Address').state", 'keep'),
    rule('Resource.id', 'cryptoHash'),
    rule('Bundle.entry.fullUrl', 'redact'),
    rule('Condition.onset', 'redact'),
    rule("nodesByType('Reference').display", 'encrypt'),
    rule("nodesByType('HumanName')", 'substitute', { replaceWith: {} }),
    rule("nodesByType('Narrative')", 'keep'),
    rule("nodesByType('date')", 'dateshift'),
    rule("nodesByName('identifier')", 'cryptoHash'),
  ]
  test.for([true, false])('loads, passes lint without errors and its own tests, and names the source of each rule, compat %s', (compat) => {
    const { parsed, policy } = importOf({ rules, compat, parameters: { enablePartialDatesForRedact: true, cryptoHashKey: 'sEcReT-key' } })
    expect(lintPolicy(parsed).filter(({ severity }) => severity === 'error')).toEqual([])
    const results = runPolicyTests(parsed, (tested, now) => shippedEngine(tested, { now: now.toISOString() }))
    expect(results.length).toBeGreaterThan(compat ? 1 : 4)
    expect(results.flatMap(({ problems }) => problems)).toEqual([])
    for (const { path } of rules) expect(policy).toContain(`: ${rules.find((one) => one.path === path)?.method} ${path}`)
    expect(policy).not.toContain('sEcReT')
  })
})

describe('A file is refused', () => {
  const config = (body: object): string => JSON.stringify({ fhirPathRules: [{ path: 'Patient', method: 'redact' }], ...body }, null, 1)
  const one = (body: object): string => JSON.stringify({ fhirPathRules: [body] }, null, 1)
  test.for([
    ['that is empty', '', /empty/],
    ['that is no JSON', '{ "fhirPathRules": [ }', /not valid JSON/],
    ['that is cut', '{ "fhirPathRules": [', /written to its end/],
    ['that is cut in a string', '{ "fhirPathRules": [\n{ "path": "sEcReT', /:2:1 .*written to its end/],
    ['that is text', 'some rules', /the tool itself reads/],
    ['without rules', '{"abc": 1}', /fhirPathRules/],
    ['with no rule in it', '{"fhirPathRules": []}', /at least 1 entry is/],
    ['that is a list', '[]', /mapping/],
    ['of another version', config({ fhirVersion: 'r3' }), /R4, Stu3/],
    ['with a method that there is not', one({ path: 'Patient', method: 'skip' }), /no method/],
    ['with a path that is none', one({ path: 'invalid()', method: 'redact' }), /no function invalid/],
    ['with an open quote', one({ path: "nodesByType('x)", method: 'redact' }), /does not close/],
    ['with a part missing', one({ path: 'Patient..name', method: 'redact' }), /missing/],
    ['with a key of another length', config({ parameters: { encryptKey: 'sEcReT' } }), /16, 24, 32/],
    ['with substitute for nothing', one({ path: 'Patient', method: 'substitute' }), /replaceWith/],
    ['with a negative span', one({ path: 'Patient', method: 'perturb', span: '-1' }), /span/],
    ['with roundTo beyond 28', one({ path: 'Patient', method: 'perturb', span: 1, roundTo: 29 }), /28/],
    ['without cases', one({ path: 'Patient', method: 'generalize' }), /cases/],
    ['nested too deep', `{"fhirPathRules": ${'['.repeat(90000)}${']'.repeat(90000)}}`, /nested/],
    ['with a path that is too long', one({ path: `Patient.${'name.'.repeat(9999)}x`, method: 'redact' }), /1024/],
    ['with the same key twice', '{"fhirPathRules": [], "fhirPathRules": []}', /twice/],
  ] as const)('%s', ([, text, message]) => {
    let thrown: unknown
    try {
      importMicrosoft(Buffer.from(text), 'rules.json', { compat: false })
    } catch (error) {
      thrown = error
    }
    const said = diagnosticsOf(thrown).map(formatDiagnostic)
    expect(said.join('\n')).toMatch(message)
    expect(said.join('\n')).toMatch(/^rules\.json:\d+:\d+ /)
    expect(said.join('\n')).not.toContain('sEcReT')
  })

  test('but not for a byte order mark, comments, a last comma, YAML, or settings that mean nothing, which are told of', () => {
    const rules = [
      '\uFEFF{ // a comment\n "fhirPathRules": [ { "path": "Patient.name", "method": "redact", "unlikely": "//" }, ], /* two\nlines */ "processingError": "skip" }',
      'fhirPathRules:\n  - path: Patient.name\n    method: redact\n    unlikely: 1\nprocessingError: skip',
    ]
    for (const text of rules) {
      const { report } = importMicrosoft(Buffer.from(text), 'rules', { compat: false })
      expect(report.filter(({ message }) => /"unlikely"|"processingError"/.test(message)).length).toBe(2)
    }
  })

  test('keys of a file cannot speak to a terminal through the report', () => {
    const { report } = importOf({ rules: [rule('Patient.name', 'redact', { 'a\u001B[31mb\nc': 1 })] })
    expect(report.map(({ message }) => message)).toContainEqual(expect.stringContaining('"a [31mb c" is no setting'))
  })

  test('a method of its own is dropped where the file has settings for one', () => {
    const { policy } = importOf({ rules: [rule('Patient.name', 'mask')], parameters: { customSettings: { length: 3 } } })
    expect(policy).toMatch(/1 mask Patient\.name[\s\S]*?then: drop/)
  })
})
