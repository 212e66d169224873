import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { definitionPaths, isAt, modelPath } from '../../../src/cli/print/element-paths.ts'
import { loadModel } from '../../../src/fhir/model.ts'
import { makeFolder, ROOT, runCli } from '../run-cli.ts'

test.for([
  ['Patient.name[0].family', 'Patient', 'Patient.name.family'],
  ['Bundle.entry[3].resource.name[0].family', 'Patient', 'Patient.name.family'],
  ['Bundle.entry[3].resource.contained[0].telecom[1].value', 'Practitioner', 'Practitioner.telecom.value'],
  ['Bundle.entry[0].fullUrl', 'Bundle', 'Bundle.entry.fullUrl'],
] as const)('%s in a %s is %s in the model', ([path, resourceType, wanted]) => {
  expect(modelPath(path, resourceType)).toBe(wanted)
})

test.for([
  ['Patient.name', true],
  ['Patient.name.family', true],
  ['Bundle.entry[3].resource.name[0]', true],
  ['Bundle.entry.resource.name', true],
  ['Patient.nam', false],
  ['Bundle.entry[2].resource.name', false],
] as const)('a finding in the fourth entry is at %s: %s', ([asked, wanted]) => {
  expect(isAt({ path: 'Bundle.entry[3].resource.name[0].family', resourceType: 'Patient' }, asked)).toBe(wanted)
})

test.for([
  ['Observation.value[x]', 'Observation.valueDateTime', true],
  ['Observation.value[x]', 'Observation.valueQuantity.unit', true],
  ['Observation.component.value[x]', 'Observation.component[1].valueString', true],
  ['Observation.component[0].value[x]', 'Observation.component[1].valueString', false],
  ['Observation.value[x]', 'Observation.valued', false],
  ['Observation.valueDate', 'Observation.valueDateTime', false],
] as const)('at the choice %s stands %s: %s', ([asked, path, wanted]) => {
  expect(isAt({ path, resourceType: 'Observation' }, asked)).toBe(wanted)
})

test('an element is looked up where its type defines it', () => {
  expect(definitionPaths(loadModel('R4'), 'Patient.name[0].family')).toEqual([
    'Patient.name.family',
    'HumanName.family',
  ])
})

describe('explain', () => {
  test('says what the allow list left alone and who answers for it, in messages and in texts', async () => {
    const cwd = makeFolder()
    const policy = 'sluice: policy/1\nname: own\nversion: "1"\nsummary: For a test.\ntext:\n  allow:\n' +
      '    - { phrase: Dr. Quackenbush, owner: privacy@example.org, reason: A ward is called so., expires: 2099-01-01 }\nrules:\n' +
      '  - { when: { class: free-text }, then: scan }\n  - { when: { class: [link, not-identifying] }, then: keep }\n'
    writeFileSync(join(cwd, 'own.yaml'), policy)
    writeFileSync(join(cwd, 'a.json'), '{"resourceType":"Observation","note":[{"text":"Seen by Dr. Quackenbush."}]}')
    writeFileSync(join(cwd, 'a.jsonl'), '{"id":"n1","text":"Seen by Dr. Quackenbush. Called Mr. Orlando Fabricado."}\n')
    const message = await runCli(['explain', 'a.json', '--policy', 'own.yaml'], { cwd })
    const left = /keep: text\.allow "Dr\. Quackenbush" \(own\.yaml:7:\d+\), privacy@example\.org until 2099-01-01: A ward is called so\./
    expect(message.stdout).toMatch(/^Observation\.note\[0\]\.text: left by the allow list$/m)
    expect(message.stdout).toMatch(left)
    const { code, stdout } = await runCli(['explain', '--texts', 'a.jsonl', '--policy', 'own.yaml'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toMatch(left)
    expect(stdout).toMatch(/^n1: text\n {2}name by .*, characters 32 to 53\n/m)
    expect(stdout).not.toContain('Fabricado')
  })

  test('says why a thing was found, and why another was not, without their values', async () => {
    const file = join(ROOT, 'deploy', 'sample', 'patient.json')
    const found = await runCli(['explain', file, '--path', 'Patient.name'], { cwd: makeFolder() })
    expect(found.code).toBe(0)
    expect(found.stdout).toMatch(/^Patient\.name/)
    expect(found.stdout).toContain('name by element/')
    expect(found.stdout).not.toContain('Examplewood')
    const other = await runCli(['explain', file, '--path', 'Patient.active'], { cwd: makeFolder() })
    expect(other.stdout).toContain('Patient.active: nothing was found there')
    expect(other.stdout).toMatch(/R4: Patient\.active \(boolean\) is not-identifying: /)
  })

  test.for([
    'Observation.value[x]', 'Observation.value', 'Observation.valueDateTime',
  ])('finds what stands at a choice, called %s', async (asked) => {
    const input = '{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueDateTime":"2020-03-04"}'
    const { code, stdout } = await runCli(['explain', '-', '--path', asked], { cwd: makeFolder(), input })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Observation\.valueDateTime\n {2}date by element\/type\/dateTime/)
    expect(stdout).toContain('R4: Observation.value[x] (dateTime) is date: ')
    expect(stdout).not.toMatch(/nothing was found|is not a leaf/)
  })

  test('says what was nearly found in a text and which evidence was missing, without the value', async () => {
    const folder = makeFolder()
    const note = 'Her record has ID 943 476 5918 on it. Seen by Dr. Okonkwo.'
    writeFileSync(
      join(folder, 'note.json'),
      JSON.stringify({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, note: [{ text: note }] }),
    )
    const told = await runCli(['explain', 'note.json', '--path', 'Observation.note'], { cwd: folder })
    expect(told.stdout).toContain('name by titled-name')
    expect(told.stdout).toMatch(
      /^Observation\.note\[0\]\.text: nearly\n {2}phone by phone-us, confidence 0\.\d+ where the policy asks for 0\.5, bytes \d+ to \d+\n.*\n {2}missing: "phone"/m,
    )
    expect(told.stdout + told.stderr).not.toMatch(/943|5918|Okonkwo/)
  })

  const POLICY = `sluice: policy/1
name: of-a-test
version: "1"
summary: For a test.
labels: false
rules:
  - { name: No messages of the hidden, when: { resourceType: Basic, label: R }, then: block }
  - { name: No conditions of the hidden, when: { resourceType: Condition, label: R }, then: drop }
  - { name: Names for the lab, when: { path: Patient.name, destination: lab }, then: keep }
  - { name: Restricted dates go, when: { class: date, label: R }, then: drop }
  - { name: Dates lose their day, when: { class: date }, then: { generalize: month } }
  - { name: Notes are seen first, when: { path: Observation.note }, then: quarantine }
  - { when: { class: link }, then: pseudonymize }
  - { when: { class: not-identifying }, then: keep }
`
  const restricted = { meta: { security: [{ code: 'R' }] } }
  const explained = async (message: object, more: readonly string[] = [], policy = POLICY): Promise<string> => {
    const cwd = makeFolder()
    writeFileSync(join(cwd, 'p.yaml'), policy)
    const { stdout } = await runCli(['explain', '-', '--policy', 'p.yaml', ...more], { cwd, input: JSON.stringify(message) })
    return stdout
  }

  test('names the rule of each thing by its line, the setting where there is none, and the rules that it only just misses', async () => {
    const patient = {
      resourceType: 'Patient', id: 'p1', name: [{ family: 'Canaryname' }], birthDate: '1980-02-03', deceasedDateTime: '2001-01-01',
      canary: 1, extension: [{ url: 'http://canary.example', valueString: 'x' }],
    }
    const stdout = await explained(patient)
    const decisions = Object.fromEntries(stdout.split(/^(?=\S)/m).map((block) => {
      const [path = '', , , ...lines] = block.trimEnd().split('\n')
      return [path, lines.map((line) => line.trim())]
    }))
    expect(decisions).toEqual({
      'Patient.id': ['rules know it as class: link', 'pseudonymize: rule "rule 7" (p.yaml:13:5)'],
      'Patient.extension[0]': ['drop: the URL of this extension is not known: unknown.extension decides'],
      'Patient.name[0].family': [
        'drop: no rule matches, so the default of of-a-test decides',
        'nearly keep: rule "Names for the lab" (p.yaml:9:5), but for destination: lab',
      ],
      'Patient.birthDate': ['generalize to month: rule "Dates lose their day" (p.yaml:11:5)'],
      'Patient.deceasedDateTime': ['generalize to month: rule "Dates lose their day" (p.yaml:11:5)'],
      'Patient.(unknown)': ['drop: FHIR does not know it, or not in this form: unknown.element decides'],
    })
    expect(stdout).not.toMatch(/Canaryname|canary/)
  })

  test('follows the labels and the receiver of the message at hand', async () => {
    const dated = { resourceType: 'Patient', birthDate: '1980-02-03', name: [{ family: 'Canaryname' }] }
    const stdout = await explained({ ...dated, ...restricted }, ['--destination', 'lab'])
    expect(stdout).toContain('drop: rule "Restricted dates go" (p.yaml:10:5)')
    expect(stdout).toContain('keep: rule "Names for the lab" (p.yaml:9:5)')
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: { resourceType: 'Condition', ...restricted, recordedDate: '2020-01-01' } }],
    }
    expect(await explained(bundle)).toContain('drop: rule "No conditions of the hidden" (p.yaml:8:5)')
  })

  test('says why a rule did something else', async () => {
    const stdout = await explained({ resourceType: 'Patient', birthDate: '1901-02-03' })
    expect(stdout).toContain('(p.yaml:11:5); this value is dropped: it has no such form, or tells an age over 89 (oldestAge)')
  })

  test.for([
    ['the whole resource', { resourceType: 'Basic', ...restricted }, 'refused by rule "No messages of the hidden" (p.yaml:7:5): block'],
    [
      'a resource that would be the whole message',
      { resourceType: 'Condition', ...restricted },
      'refused by rule "No conditions of the hidden" (p.yaml:8:5): drop',
    ],
    [
      'an element',
      { resourceType: 'Observation', status: 'final', note: [{ text: 'x' }] },
      'refused by rule "Notes are seen first" (p.yaml:12:5): quarantine',
    ],
    ['nothing that FHIR knows', { resourceType: 'Canary' }, 'refused by the setting unknown.resourceType of of-a-test'],
  ] as const)('names what refuses a message for %s', async ([, message, line]) => {
    expect((await explained(message)).trimEnd().split('\n').at(-1)).toBe(line)
  })

  test('names the rule on texts that refuses a message, though another rule has the text scanned', async () => {
    const policy = `sluice: policy/1
name: of-texts
version: "1"
summary: For a test.
rules:
  - { name: Emails are dropped, when: { class: email, in: text }, then: drop }
  - { name: Numbers wait, when: { class: ssn, in: text }, then: quarantine }
  - { name: Texts are scanned, when: { class: free-text }, then: scan }
  - { name: No labels, when: { label: R }, then: block }
`
    const note = [{ text: 'Write to a.canary@example.org, SSN 219-09-9999' }]
    expect(await explained({ resourceType: 'Observation', note }, [], policy)).toBe(
      'refused by rule "Numbers wait" (p.yaml:7:5): quarantine\n',
    )
  })

  test('tells of a path what the policy says whatever the message, by labels', async () => {
    const stdout = await explained({ resourceType: 'Patient' }, ['--path', 'Patient.birthDate'])
    expect(stdout).toContain(
      'if labelled R, drop: rule "Restricted dates go" (p.yaml:10:5)\n  generalize to month: rule "Dates lose their day" (p.yaml:11:5)',
    )
  })
})
