import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { SluiceError } from '../../../src/contract/errors.ts'
import { importMicrosoft } from '../../../src/policy/importers/microsoft.ts'
import { parsePolicy } from '../../../src/policy/language/parse-policy.ts'
import { lintPolicy } from '../../../src/policy/lint/lint.ts'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

/** The tool's own configurations, inputs and what it makes of them. */
const CORPUS = new URL('../../../../shared/corpora/ms-fhir-anonymizer/', import.meta.url).pathname
const isThere = existsSync(CORPUS)
const FUNCTIONAL = join(CORPUS, 'src', 'Microsoft.Health.Fhir.Anonymizer.Shared.FunctionalTests')
const R4_ONLY = join(FUNCTIONAL, 'TestResources', 'R4OnlyResource')
const R4_CONFIG = join(CORPUS, 'src', 'Microsoft.Health.Fhir.Anonymizer.R4.FunctionalTests', 'r4-configuration-sample.json')
const UNIT = join(CORPUS, 'src', 'Microsoft.Health.Fhir.Anonymizer.Shared.Core.UnitTests')

interface Triple {
  readonly config: string
  readonly input: string
  readonly target: string
}

/** The rules of this one fail in the tool on every message, which then writes an empty resource; here they do not fail. */
const FAILING = 'configuration-skip-processing-error.json'

function triples(): Triple[] {
  if (!isThere) return []
  const pairs = readFileSync(join(CORPUS, 'pairs.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t') as [string, string, string])
  return pairs
    .filter(([config]) => config !== FAILING)
    .map(([config, input, target]) => ({
      config: join(FUNCTIONAL, 'Configurations', config),
      input: join(FUNCTIONAL, 'TestResources', input),
      target: join(FUNCTIONAL, 'TestResources', target),
    }))
}

function r4Triples(): Triple[] {
  if (!isThere) return []
  return readdirSync(R4_ONLY).filter((file) => !file.endsWith('-target.json'))
    .map((file) => ({ config: R4_CONFIG, input: join(R4_ONLY, file), target: join(R4_ONLY, file.replace('.json', '-target.json')) }))
}

/** Without a byte order mark, which the engine refuses in messages. */
const read = (file: string): string => readFileSync(file, 'utf8').replace(/^\uFEFF/, '')

function imported(config: string, compat: boolean) {
  const policy = parsePolicy(Buffer.from(importMicrosoft(readFileSync(config), basename(config), { compat }).policy), 'imported.yaml')
  return { policy, engine: shippedEngine(policy) }
}

const known = new Map<string, ReturnType<typeof imported>>()

/** The engine for what a configuration becomes; one serves all its inputs. */
function engineOf(config: string, compat: boolean) {
  const key = `${config} ${compat}`
  const made = known.get(key) ?? imported(config, compat)
  known.set(key, made)
  return made
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leavesOf)
  return [JSON.stringify(value)]
}

function valuesOf({ config, input, target }: Triple, compat: boolean) {
  const output = outputOf(engineOf(config, compat).engine, read(input))
  const [theirs, ours] = [new Set(leavesOf(JSON.parse(read(target)))), new Set(leavesOf(JSON.parse(output)))]
  return { given: leavesOf(JSON.parse(read(input))), theirs, ours }
}

/** The configurations that have examples, and whether they are tried under compat too, which takes its time. */
const TRIED = [
  ['common-config.json', false], ['common-config.json', true], ['common-no-partial-config.json', false], ['redact-all-config.json', false],
  ['generalize-patient-config.json', false], ['generalize-patient-config.json', true], ['substitute-primitive.json', false],
  ['substitute-complex.json', false], ['substitute-conflict-rules.json', false], ['substitute-multiple.json', true],
  ['substitute-multiple-2.json', false], ['r4-configuration-sample.json', false], ['r4-configuration-sample.json', true],
] as const

test.for(TRIED)('What the tool removes from its examples an imported policy removes too: %s, compat %s', ([name, compat], context) => {
  if (!isThere) return context.skip('the corpora are not there')
  const all = [...triples(), ...r4Triples()].filter(({ config }) => basename(config) === name)
  expect(all.length).toBeGreaterThan(0)
  const left = all.filter((triple) => {
    const { given, theirs, ours } = valuesOf(triple, compat)
    return given.some((value) => !theirs.has(value) && ours.has(value))
  })
  expect(left.map(({ input }) => basename(input))).toEqual([])
})

test('Under compat, what the tool keeps of its examples for R4 stays', (context) => {
  if (!isThere) return context.skip('the corpora are not there')
  const lost = r4Triples().filter((triple) => {
    const { given, theirs, ours } = valuesOf(triple, true)
    return given.some((value) => theirs.has(value) && !ours.has(value))
  })
  expect(lost.map(({ input }) => basename(input))).toEqual([])
})

test('The sample for R4 passes lint', (context) => {
  if (!isThere) return context.skip('the corpora are not there')
  expect(lintPolicy(engineOf(R4_CONFIG, false).policy).filter(({ severity }) => severity === 'error')).toEqual([])
})

test('Configurations are taken and refused as by the tool', (context) => {
  if (!isThere) return context.skip('the corpora are not there')
  const files = ['TestConfigurations', 'TestConfigurationsVersion'].flatMap((folder) =>
    readdirSync(join(UNIT, folder)).map((file) => join(UNIT, folder, file)),
  )
  const taken = files.filter((file) => {
    try {
      return importMicrosoft(readFileSync(file), basename(file), { compat: false }).policy !== ''
    } catch (error) {
      if (error instanceof SluiceError && error.code === 'SLUICE_CONFIG') return false
      throw error
    }
  })
  expect(taken.map((file) => basename(file, '.json').replace('configuration-', '')).toSorted()).toEqual([
    'R4-version', 'Stu3-version', 'custom-processor', 'empty-version', 'null-version', 'raise-processing-error', 'test-sample',
    'without-processing-error',
  ])
  expect(files.length).toBeGreaterThan(20)
})
