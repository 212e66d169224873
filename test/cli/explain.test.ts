import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { definitionPaths, isAt, modelPath } from '../../src/cli/explain.ts'
import { loadModel } from '../../src/fhir/model.ts'
import { makeFolder, ROOT, runCli } from './run-cli.ts'

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

test('an element is looked up where its type defines it', () => {
  expect(definitionPaths(loadModel('R4'), 'Patient.name[0].family')).toEqual([
    'Patient.name.family',
    'HumanName.family',
  ])
})

describe('explain', () => {
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
})
