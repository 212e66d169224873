import { z } from 'zod'
import type { StrictYaml } from '../language/parse-yaml.ts'
import { entryOf, type ImportReport } from './imported.ts'
import { PathError, readElementPaths } from './fhir-path.ts'
import { sourceError, strangeKeys } from './read-source.ts'
import { oneLine } from './one-line.ts'

const key = z.string().max(4096).nullable().optional()
const flag = z.boolean().optional()

/**
 * A configuration as the tool's documentation has it (github.com/microsoft/Tools-for-Health-Data-Anonymization,
 * docs/FHIR-anonymization.md, "Configuration file format"), with what MIRACUM's FHIR-Pseudonymizer adds.
 */
export const microsoftFile = z.looseObject({
  fhirVersion: z.string().max(20).nullable().optional(),
  processingErrors: z.string().max(20).nullable().optional(),
  fhirPathRules: z
    .array(z.looseObject({ path: z.string().trim().min(1).max(1024), method: z.string().trim().min(1).max(64) }))
    .min(1)
    .max(1000),
  parameters: z
    .looseObject({
      dateShiftKey: key,
      cryptoHashKey: key,
      encryptKey: key,
      dateShiftScope: z.string().max(20).nullable().optional(),
      dateShiftFixedOffsetInDays: z.int().nullable().optional(),
      enablePartialAgesForRedact: flag,
      enablePartialDatesForRedact: flag,
      enablePartialZipCodesForRedact: flag,
      restrictedZipCodeTabulationAreas: z.array(z.string().max(10)).max(1000).nullable().optional(),
      customSettings: z.unknown().optional(),
    })
    .nullable()
    .optional(),
})
export type MicrosoftFile = z.infer<typeof microsoftFile>
export type MicrosoftRule = MicrosoftFile['fhirPathRules'][number]

/** The settings that each method has beside path and method, and those of the file and its parameters. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  redact: [], keep: [], dateshift: [], cryptohash: ['truncateToMaxLength'], encrypt: [], remove: [],
  substitute: ['replaceWith'], perturb: ['span', 'rangeType', 'roundTo'], generalize: ['cases', 'otherValues'],
  pseudonymize: ['domain', 'namespace', 'domain-prefix', 'truncateToMaxLength'],
  entici: ['resourceType', 'project'],
}
const FILE_KEYS = ['fhirVersion', 'processingErrors', 'fhirPathRules', 'parameters']
const PARAMETERS = [
  'dateShiftKey', 'dateShiftScope', 'dateShiftFixedOffsetInDays', 'cryptoHashKey', 'cryptoHashAlgorithm', 'encryptKey',
  'keyDerivationContext', 'enablePartialAgesForRedact', 'enablePartialDatesForRedact', 'enablePartialZipCodesForRedact',
  'restrictedZipCodeTabulationAreas', 'customSettings',
]
/** AES takes keys of these many bytes. */
const ENCRYPT_KEY_BYTES = [16, 24, 32]

/** Tells of keys that mean nothing to the tool, and so nothing here. */
export function reportStrangeKeys(file: MicrosoftFile, report: ImportReport): void {
  for (const name of strangeKeys(file, FILE_KEYS)) report.warn([name], `"${name}" is no setting of this format; it is left out`)
  for (const name of strangeKeys(file.parameters ?? {}, PARAMETERS))
    report.warn(['parameters', name], `"${name}" is no parameter of this format; it is left out`)
  file.fhirPathRules.forEach((rule, index) => {
    const known = entryOf(SETTINGS, rule.method.toLowerCase())
    if (known === undefined) return
    for (const name of strangeKeys(rule, ['path', 'method', ...known])) {
      report.warn(['fhirPathRules', index, name], `"${name}" is no setting of the method ${rule.method}; it is left out`)
    }
  })
}

/** What the tool itself refuses when it loads a configuration. Throws SLUICE_CONFIG with `diagnostics`. */
export function checkMicrosoft(file: MicrosoftFile, yaml: StrictYaml): void {
  const refuse = (path: readonly PropertyKey[], message: string): never => {
    throw sourceError(yaml, path, message)
  }
  const oneOf = (path: readonly PropertyKey[], given: unknown, words: readonly string[]): void => {
    const isKnown =
      given === undefined ||
      given === null ||
      given === '' ||
      (typeof given === 'string' && words.some((word) => word.toLowerCase() === given.toLowerCase()))
    if (!isKnown) refuse(path, `one of these is expected here: ${words.join(', ')}`)
  }
  oneOf(['fhirVersion'], file.fhirVersion, ['R4', 'Stu3'])
  oneOf(['processingErrors'], file.processingErrors, ['raise', 'skip'])
  oneOf(['parameters', 'dateShiftScope'], file.parameters?.dateShiftScope, ['resource', 'file', 'folder'])
  const encryptKey = file.parameters?.encryptKey ?? ''
  if (encryptKey !== '' && !ENCRYPT_KEY_BYTES.includes(Buffer.byteLength(encryptKey))) {
    refuse(['parameters', 'encryptKey'], `a key of ${ENCRYPT_KEY_BYTES.join(', ')} bytes is expected here`)
  }
  file.fhirPathRules.forEach((rule, index) => {
    const message = problemOf(rule, file.parameters?.customSettings !== undefined)
    if (message !== undefined) refuse(['fhirPathRules', index, message.key], message.says)
  })
}

interface Problem {
  readonly key: string
  readonly says: string
}

function problemOf(rule: MicrosoftRule, hasCustom: boolean): Problem | undefined {
  const method = rule.method.toLowerCase()
  if (entryOf(SETTINGS, method) === undefined && !hasCustom) {
    return {
      key: 'method',
      says: `there is no method "${oneLine(rule.method, 64)}": one of ${Object.keys(SETTINGS).join(', ')} is expected; a method of your own is dropped where parameters.customSettings is given`,
    }
  }
  try {
    readElementPaths(rule.path)
  } catch (error) {
    if (!(error instanceof PathError)) throw error
    if (error.isFatal) return { key: 'path', says: error.message }
  }
  if (method === 'substitute' && !Object.hasOwn(rule, 'replaceWith')) return { key: 'method', says: 'substitute needs replaceWith' }
  if (method === 'perturb') return problemOfPerturb(rule)
  return method === 'generalize' ? problemOfGeneralize(rule) : undefined
}

function problemOfPerturb({ span, roundTo = 2, rangeType = 'fixed' }: MicrosoftRule): Problem | undefined {
  if (!(numberOf(span) >= 0)) return { key: 'span', says: 'perturb needs a span, a number of 0 or more' }
  const digits = numberOf(roundTo)
  if (!Number.isInteger(digits) || digits < 0 || digits > 28)
    return { key: 'roundTo', says: 'a whole number from 0 to 28 is expected here' }
  const isKnown = typeof rangeType === 'string' && ['fixed', 'proportional'].includes(rangeType.toLowerCase())
  return isKnown ? undefined : { key: 'rangeType', says: 'fixed or proportional is expected here' }
}

function problemOfGeneralize({ cases, otherValues = 'redact' }: MicrosoftRule): Problem | undefined {
  const isMapping = typeof cases === 'object' && cases !== null && !Array.isArray(cases) && Object.keys(cases).length > 0
  if (!isMapping) return { key: 'cases', says: 'generalize needs cases, a mapping of conditions to values' }
  const expressions = Object.entries(cases).flat().map(String)
  if (expressions.some((one) => /&&|\|\||==/.test(one.replace(/'(?:[^'\\]|\\.)*'/g, ''))))
    return { key: 'cases', says: 'this is not FHIRPath, which writes and, or, = here' }
  const isKnown = typeof otherValues === 'string' && ['redact', 'keep'].includes(otherValues.toLowerCase())
  return isKnown ? undefined : { key: 'otherValues', says: 'redact or keep is expected here' }
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : Number.NaN
}
