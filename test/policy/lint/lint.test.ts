import { describe, expect, test } from 'vitest'
import { loadModel } from '../../../src/fhir/model.ts'
import { actionFits } from '../../../src/policy/lint/action-fits.ts'
import { lintPolicy } from '../../../src/policy/lint/lint.ts'
import { missingPath } from '../../../src/policy/lint/model-paths.ts'
import { parsePolicy } from '../../../src/policy/language/parse-policy.ts'
import { walkElements } from '../../../src/policy/lint/walk-elements.ts'

/** A few resource types stand for all, which takes a tenth of the time. */
const models = [{ ...loadModel('R4'), resourceTypes: new Set(['Patient', 'Observation', 'Bundle', 'Account']) }]
const TESTS = 'tests:\n  - { name: t, given: { resourceType: Patient }, verdict: pass }\n'
const LINKS = '  - { name: links, when: { class: link }, then: pseudonymize }\n'

function policyOf(rules: string, head = '', name = 'p') {
  const text = `sluice: policy/1\nname: ${name}\nversion: "1"\nsummary: For a test.\n${head}rules:\n${rules === '' ? '  []\n' : rules}${TESTS}`
  return parsePolicy(Buffer.from(text), 'p.yaml')
}

/** What lint says of these rules, without what is only for information. */
function problems(rules: string, head?: string, name?: string): string[] {
  return lintPolicy(policyOf(rules, head, name), { models }).filter(({ severity }) => severity !== 'info')
    .map(({ severity, line, message }) => `${line} ${severity} ${message}`)
}

function infos(rules: string, head?: string): string[] {
  return lintPolicy(policyOf(rules, head), { models }).filter(({ severity }) => severity === 'info').map(({ message }) => message)
}

describe('A path of a rule', () => {
  test.for<[string, string | undefined]>([
    ['Patient.name', undefined],
    ['Patient.name.family', undefined],
    ['Patient.contact.name.given', undefined],
    ['Patient.birthDate.extension', undefined],
    ['Patient.*.telecom', undefined],
    ['Resource.text.div', undefined],
    ['Resource.meta.security', undefined],
    ['Address.state', undefined],
    ['Observation.value[x]', undefined],
    ['Observation.valueQuantity.value', undefined],
    ['Observation.component.value[x].code', undefined],
    ['Questionnaire.item.item.text', undefined],
    ['Bundle.entry.link.url', undefined],
    ['Extension.valueAddress.city', undefined],
    ['Patient.brithDate', 'there is no Patient.brithDate; did you mean "Patient.birthDate"?'],
    ['Patient.name.familly', 'there is no Patient.name.familly; did you mean "Patient.name.family"?'],
    ['Patiant.name', 'there is no type Patiant; did you mean "Patient.name"?'],
    ['Observation.value', 'there is no Observation.value; did you mean "Observation.value[x]"?'],
    ['Observation.valueDatetime', 'there is no Observation.valueDatetime; did you mean "Observation.valueDateTime"?'],
    ['Observation.valueQuantity.given', 'there is no Observation.valueQuantity.given'],
    ['Address.zip', 'there is no Address.zip'],
    ['Bundle.entry.resource.id', 'Bundle.entry.resource has no parts that a path can name'],
  ])('%s: %s', ([path, expected]) => {
    expect(missingPath(models, path)).toBe(expected)
  })

  test('may exist in one of several FHIR versions', () => {
    expect(missingPath([loadModel('R4'), loadModel('R5')], 'Observation.triggeredBy')).toBeUndefined()
    expect(missingPath(models, 'Observation.triggeredBy')).toMatch(/^there is no/)
  })
})

describe('Names that name nothing are reported:', () => {
  test.for<[string, string, string[]]>([
    ['a path', 'path: Patient.brithDate', ['6 error rule "a": there is no Patient.brithDate; did you mean "Patient.birthDate"? (FHIR R4)']],
    ['a datatype', 'type: HumanNam', ['6 error rule "a": there is no datatype HumanNam; did you mean "HumanName"? (FHIR R4)']],
    [
      'a resource as a datatype',
      'type: Patient',
      ['6 error rule "a": Patient is a resource, not a datatype; did you mean "resourceType: Patient"? (FHIR R4)'],
    ],
    [
      'a resource type',
      'resourceType: Observtion, class: date',
      ['6 error rule "a": there is no resource type Observtion; did you mean "Observation"? (FHIR R4)'],
    ],
    [
      'an extension',
      'extension: "http://hl7.org/fhir/StructureDefinition/patient-birthtime"',
      [
        '6 warning rule "a": the extension http://hl7.org/fhir/StructureDefinition/patient-birthtime is not known, so unknown.extension decides ' +
          'before this rule; add it under extensions; did you mean "http://hl7.org/fhir/StructureDefinition/patient-birthTime"?',
      ],
    ],
    [
      'a label',
      'label: mental_health, class: date',
      [
        '6 warning rule "a": "mental_health" is neither a code of meta.security nor a category that is derived from codings; did you mean "mental-health"?',
      ],
    ],
  ])('%s', ([, when, expected]) => {
    expect(problems(`  - { name: a, when: { ${when} }, then: drop }\n`)).toEqual(expected)
  })

  test('an extension that the policy adds is known, and one that is built in needs no adding', () => {
    const head = 'extensions:\n  - { url: "http://example.org/ward", class: not-identifying, why: x }\n'
    expect(problems('  - { name: a, when: { extension: "http://example.org/ward" }, then: keep }\n', head)).toEqual([])
    const known = 'extensions:\n  - { url: "http://hl7.org/fhir/StructureDefinition/patient-birthTime", class: name, why: x }\n'
    expect(problems(LINKS, known)).toEqual([
      '6 warning http://hl7.org/fhir/StructureDefinition/patient-birthTime is in the built-in list already, which decides',
    ])
  })
})

describe('A rule without effect is reported:', () => {
  test('dead, when no element matches all its conditions', () => {
    expect(problems('  - { name: a, when: { class: date, path: Patient.gender }, then: drop }\n'))
      .toEqual(['6 warning rule "a" is dead: no element matches all its conditions'])
  })

  test('dead, when it names the place of another resource', () => {
    expect(problems('  - { name: a, when: { path: Bundle.entry.resource }, then: drop }\n'))
      .toEqual(['6 warning rule "a" is dead: no element matches all its conditions'])
  })

  test('shadowed, with the rules that stand before it', () => {
    const rules = '  - { name: a, when: { class: [date, age] }, then: drop }\n' +
      '  - { name: b, when: { path: Patient.birthDate, class: date }, then: { generalize: year } }\n'
    expect(problems(rules)).toEqual(['7 warning rule "b" is shadowed: all that it matches is decided before it by rule "a"'])
  })

  test('not shadowed by a rule for some labels, destinations or purposes only', () => {
    for (const condition of ['label: R', 'destination: x', 'purpose: x', 'client: x']) {
      expect(problems(`  - { name: a, when: { class: date, ${condition} }, then: drop }\n` +
        '  - { name: b, when: { path: Patient.birthDate, class: date }, then: { generalize: year } }\n')).toEqual([])
    }
  })

  test('never asked, when an earlier rule decides about the whole resource', () => {
    expect(
      problems(
        '  - { name: a, when: { path: Patient.birthDate }, then: drop }\n  - { name: b, when: { resourceType: Patient }, then: block }\n',
      ),
    ).toEqual(['6 warning rule "a" is never asked: earlier rules decide about whole resources, among them all that it matches'])
  })

  test('not an identifier class that only neighbours in the message tell', () => {
    expect(problems('  - { name: a, when: { class: ssn }, then: drop }\n  - { name: b, when: { class: fax }, then: drop }\n')).toEqual([])
  })
})

describe('Rules with the same conditions', () => {
  test('contradict each other when their actions differ, in whatever order the lists are', () => {
    expect(
      problems('  - { name: a, when: { class: [date, age] }, then: drop }\n  - { name: b, when: { class: [age, date] }, then: block }\n'),
    ).toEqual(['7 error rule "b" contradicts rule "a": the same conditions and another action; the earlier one decides'])
  })

  test('repeat each other when they do not', () => {
    expect(problems('  - { name: a, when: { class: age }, then: drop }\n  - { name: b, when: { class: age }, then: drop }\n'))
      .toEqual(['7 warning rule "b" repeats rule "a"'])
  })
})

describe('An action that cannot work on what the rule matches is reported:', () => {
  test.for<[string, string, string]>([
    ['type: string', 'shift', 'shift has no value for string'],
    ['path: Address.city', '{ generalize: zip3 }', 'generalize to zip3 has no value for string'],
    ['type: boolean', '{ encrypt: ff1 }', 'encrypt has no value for boolean'],
    ['path: Observation.issued', '{ generalize: year }', 'generalize to year has no value for instant'],
    ['path: Patient.birthDate, class: date', '{ generalize: { topCode: 89 } }', 'generalize to top-code has no value for date'],
    ['path: Patient.multipleBirthInteger, type: integer', 'pseudonymize', 'pseudonymize has no value for integer'],
  ])('{ %s } then %s', ([when, action, expected]) => {
    const found = problems(`  - { name: a, when: { ${when} }, then: ${action} }\n`)
    expect(found.filter((line) => line.includes('can never work')).join()).toContain(expected)
  })

  test('for information only, where it works on some', () => {
    expect(infos('  - { name: a, when: { class: date }, then: { generalize: year } }\n'))
      .toContain('rule "a": generalize to year has no value for instant; such elements are withheld')
  })

  test.for<[string, string, boolean]>([
    ['date', 'shift', true], ['time', 'shift', false], ['string', 'redact', true], ['base64Binary', 'drop', true],
    ['decimal', 'mask', false], ['uri', 'pseudonymize', true],
  ])('a %s can be acted on by %s: %s', ([type, name, expected]) => {
    const rule = policyOf(`  - { when: { class: date }, then: ${name} }\n`).rules[0]
    expect(rule && actionFits(rule.then, { path: 'X.y', type })).toBe(expected)
  })
})

describe('What lets things through is reported:', () => {
  test('unknown things that are kept, and monitor', () => {
    const head = 'mode: monitor\nunknown: { element: keep, resourceType: keep, extension: keep, modifierExtension: keep }\n'
    expect(problems(LINKS, head)).toHaveLength(5)
  })

  test.for<[string, string | undefined]>([
    ['class: free-text', 'free-text'],
    ['class: [not-identifying, name]', 'name'],
    ['class: photo', 'photo'],
    ['type: HumanName', 'name'],
    ['path: Patient', 'address, date'],
    ['destination: x', 'address'],
    ['class: date, type: [date, dateTime]', undefined],
    ['path: Patient.name', undefined],
    ['class: not-identifying', undefined],
    ['class: [link, organization]', undefined],
  ])('a rule that keeps { %s }: %s', ([when, expected]) => {
    const found = problems(`  - { name: a, when: { ${when} }, then: keep }\n`).filter((line) => line.includes('fail-open'))
    expect(found).toHaveLength(expected === undefined ? 0 : 1)
    expect(found.join()).toContain(expected ?? '')
  })

  test('but not of the policy that says so in its name', () => {
    expect(problems('  - { name: a, when: { path: Resource }, then: keep }\n', '', 'keep-everything')).toEqual([])
  })
})

describe('Links', () => {
  test('that are decided in two ways would not agree', () => {
    const split = '  - { name: a, when: { class: link, resourceType: Patient }, then: keep }\n' + LINKS
    expect(problems(split).join()).toMatch(/error ids, references and request URLs \(class link\) are decided in 2 ways/)
    expect(problems('  - { name: a, when: { class: link, type: id }, then: drop }\n' + LINKS).join()).toMatch(/decided in 2 ways/)
    expect(problems('  - { name: a, when: { class: link, destination: x }, then: keep }\n' + LINKS)).toEqual([])
  })

  test('may be withheld in places', () => {
    expect(problems('  - { name: a, when: { path: Observation.performer }, then: drop }\n' + LINKS)).toEqual([])
  })

  test.for([
    '{ path: Address.postalCode }, then: { generalize: zip3 }',
    '{ path: Address.postalCode, destination: x }, then: keep',
    '{ path: Patient.birthDate }, then: { generalize: month }',
    '{ path: Quantity.value, resourceType: Observation, purpose: x }, then: { generalize: { round: 10 } }',
  ])('agree beside a rule on an element that holds none: %s', (rule) => {
    expect(problems(`  - { name: a, when: ${rule} }\n${LINKS}`).filter((line) => line.includes('link'))).toEqual([])
  })
})

describe('For information', () => {
  test('lint counts what the default decides and names the first', () => {
    expect(infos(LINKS).join()).toMatch(/^\d{3} elements are left to the default, drop: Account\.[\w.]+, [\w.]+, [\w.]+, …$/)
  })

  test('it says which rules are reversible', () => {
    expect(infos('  - { name: a, when: { class: mrn }, then: { encrypt: ff1 } }\n'))
      .toContain('rule "a" is reversible: whoever has the key reads the values')
  })

  const SCAN = '  - { when: { class: free-text }, then: scan }\n'
  const COARSE = 'rule "a": generalize to month has no value in texts, where a tag stands for what it matches'
  const LETS = 'rule "a" keeps name in all texts of Observation too; in: element says that it is about elements alone'
  test.for([
    ['a date in texts cannot be made coarser to the month', '{ class: date, in: text }, then: { generalize: month }', COARSE],
    ['nor can one that is in either', '{ class: date }, then: { generalize: month }', COARSE],
    ['a rule on a type of resource keeps what is found in its texts', '{ class: name, resourceType: Observation }, then: keep', LETS],
  ] as const)('it says that %s', ([, rule, message]) => {
    expect(infos(`${SCAN}  - { name: a, when: ${rule} }\n`)).toContain(message)
  })

  test.for([
    ['of a date in elements alone', '{ class: date, in: element }, then: { generalize: month }'],
    ['of a year', '{ class: date, in: text }, then: { generalize: year }'],
    ['of what keeps elements alone', '{ class: name, resourceType: Observation, in: element }, then: keep'],
    ['of what keeps one element', '{ class: name, resourceType: Observation, path: Observation.note.text }, then: keep'],
    ['of what keeps texts and says so', '{ class: name, resourceType: Observation, in: text }, then: keep'],
    ['of what identifies nobody', '{ class: not-identifying, resourceType: Observation }, then: keep'],
  ] as const)('it says no such thing %s', ([, rule]) => {
    expect(infos(`${SCAN}  - { name: a, when: ${rule} }\n`).join('\n')).not.toMatch(/in texts|in all texts/)
  })
})

test('A policy without tests gets a warning', () => {
  const policy = parsePolicy(Buffer.from('sluice: policy/1\nname: p\nversion: "1"\nsummary: x\nrules: []\n'), 'p.yaml')
  expect(lintPolicy(policy, { models }).map(({ message }) => message)).toContain('the policy has no tests')
})

describe('The walk over the model', () => {
  test('finds every primitive of every resource type, and goes into extensions by what they hold', () => {
    const leaves = [...walkElements(policyOf(LINKS), loadModel('R4'), ['Patient'])]
    const seen = new Map(leaves.filter(({ attached }) => !attached).map((leaf) => [`${leaf.path} ${leaf.type}`, leaf.classes]))
    expect(seen.get('Patient.birthDate date')).toEqual(['date'])
    expect(seen.get('HumanName.family string')).toEqual(['name'])
    expect(seen.get('Identifier.value string')).toContain('ssn')
    expect(seen.get('Coding.code code')).toEqual(['not-identifying'])
    expect(
      leaves.some(
        (leaf) => leaf.attached && leaf.path === 'Extension.value[x]' && leaf.type === 'dateTime' && leaf.classes.includes('date'),
      ),
    ).toBe(true)
    expect(leaves.every((leaf) => leaf.classes.length > 0)).toBe(true)
  })
})

describe('A suppression', () => {
  const HEAD = (expires: string): string =>
    `text:\n  allow:\n    - { phrase: Canaryphrase, owner: Ada, reason: a brand, expires: ${expires} }\n`
  const at = (now: string, expires: string) =>
    lintPolicy(policyOf(LINKS, HEAD(expires)), { models, now: () => new Date(now) })
      .filter(({ message }) => message.includes('text.allow'))
      .map(({ severity, line, message }) => `${line} ${severity} ${message}`)

  test('that has expired is a warning, from the day on which it holds no longer', () => {
    expect(at('2026-11-29T00:00:00Z', '2026-11-29')).toEqual([
      '7 warning this phrase of text.allow expired on 2026-11-29 and is not applied: Ada should renew it, or it should go',
    ])
  })

  test('that is about to expire is told of, without the phrase', () => {
    expect(at('2026-11-29T00:00:00Z', '2026-11-30')).toEqual(['7 info this phrase of text.allow expires on 2026-11-30; Ada answers for it'])
    expect(at('2026-11-29T00:00:00Z', '2026-11-30').join(' ')).not.toContain('Canary')
  })

  test('that holds for long is nothing to tell of', () => {
    expect(at('2026-11-29T00:00:00Z', '2027-06-01')).toEqual([])
  })
})
