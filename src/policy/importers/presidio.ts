import { z } from 'zod'
import { PHI_CLASSES, type PhiClass } from '../../contract/classes.ts'
import type { DetectorDraft } from './detector-drafts.ts'
import { foreignPattern } from './foreign-pattern.ts'
import { entryOf, ImportReport, type Imported, type ImportOptions, type Then } from './imported.ts'
import { checkSource, readSource, sourceError, strangeKeys } from './read-source.ts'
import { textPolicy, type ClassAction } from './text-policy.ts'
import { oneLine } from './one-line.ts'

const word = z.string().max(200)
const words = z.array(word.min(1)).max(5000).nullable().optional()
const recognizer = z.union([
  z.string().min(1).max(200),
  z.looseObject({
    name: word.min(1).optional(),
    type: z.enum(['predefined', 'custom']).optional(),
    class_name: word.optional(),
    enabled: z.boolean().optional(),
    supported_entity: word.optional(),
    supported_entities: z.array(word).max(100).optional(),
    supported_languages: z
      .array(z.union([word, z.looseObject({ language: word, context: words })]))
      .max(100)
      .nullable()
      .optional(),
    patterns: z
      .array(z.strictObject({ name: word.optional(), regex: z.string().min(1).max(20_000), score: z.number().min(0).max(1) }))
      .max(50)
      .nullable()
      .optional(),
    context: words,
    deny_list: words,
    deny_list_score: z.number().min(0).max(1).optional(),
  }),
])
const operator = z.looseObject({
  type: word.optional(),
  operator: word.optional(),
  operator_name: word.optional(),
  masking_char: z.string().min(1).max(4).optional(),
})
const operators = z.record(z.string(), operator).optional()
const registry = {
  recognizers: z.array(recognizer).max(1000).optional(),
  global_regex_flags: z.int().min(0).max(1023).optional(),
}

/**
 * A registry of recognizers, alone or within the configuration of an analyzer (microsoft.github.io/presidio,
 * "Recognizer registry from file" and "Analyzer engine provider"), with the operators of an anonymizer.
 */
const presidioFile = z.looseObject({
  ...registry,
  recognizer_registry: z.looseObject(registry).optional(),
  default_score_threshold: z.number().min(0).max(1).optional(),
  anonymizers: operators, operators,
})
type PresidioFile = z.infer<typeof presidioFile>
type Custom = Exclude<z.infer<typeof recognizer>, string>

const FILE_KEYS = [
  'recognizers', 'global_regex_flags', 'recognizer_registry', 'default_score_threshold', 'anonymizers', 'operators', 'supported_languages',
  'supported_countries', 'nlp_configuration',
]
const RECOGNIZER_KEYS = [
  'name', 'type', 'class_name', 'enabled', 'country_code', 'supported_language', 'supported_languages', 'supported_entity',
  'supported_entities', 'patterns', 'context', 'deny_list', 'deny_list_score',
]
/** re.IGNORECASE, MULTILINE and DOTALL of Python; the registry sets all three unless told otherwise. */
const FLAGS = [[2, 'i'], [8, 'm'], [16, 's']] as const
const FLAGS_DEFAULT = 26
const VERBOSE = 64

/**
 * Kinds of values as the tool calls them: microsoft.github.io/presidio,
 * "Supported entities". What is not here is other-id.
 */
const ENTITIES: Readonly<Record<string, PhiClass>> = {
  PERSON: 'name', TITLE: 'name', NAME: 'name', LOCATION: 'address', ADDRESS: 'address', GPE: 'address', ZIP: 'address', ZIP_CODE: 'address',
  DATE_TIME: 'date', DATE: 'date', DATE_OF_BIRTH: 'date', AGE: 'age', PHONE_NUMBER: 'phone', EMAIL_ADDRESS: 'email', URL: 'url',
  DOMAIN_NAME: 'url', IP_ADDRESS: 'ip', MAC_ADDRESS: 'device', US_SSN: 'ssn', US_ITIN: 'ssn', US_PASSPORT: 'other-id',
  US_DRIVER_LICENSE: 'license', MEDICAL_LICENSE: 'license', US_MBI: 'health-plan-id', UK_NHS: 'health-plan-id',
  AU_MEDICARE: 'health-plan-id', CREDIT_CARD: 'account', IBAN_CODE: 'account', US_BANK_NUMBER: 'account', CRYPTO: 'account', MRN: 'mrn',
  MEDICAL_RECORD_NUMBER: 'mrn', NRP: 'sensitive', ORGANIZATION: 'organization',
}
/** Entities whose class holds nothing else that the tool itself looks for: a keep of them keeps nothing more, unless the file has another entity of the class. */
const KEPT: ReadonlySet<string> = new Set([
  'PERSON', 'DATE_TIME', 'AGE', 'PHONE_NUMBER', 'EMAIL_ADDRESS', 'URL', 'IP_ADDRESS', 'ORGANIZATION', 'LOCATION',
])

/**
 * Operators of its anonymizer: microsoft.github.io/presidio,
 * "Anonymizer built-in operators". What is not here is redacted.
 */
const OPERATORS: Readonly<Record<string, { readonly then: Then; readonly tells?: string }>> = {
  replace: { then: 'redact', tells: 'replace has no counterpart for new_value: a tag such as [NAME] stands there' },
  redact: { then: 'redact' },
  mask: { then: 'mask', tells: 'mask covers all letters and digits, whatever chars_to_mask' },
  hash: { then: 'pseudonymize', tells: 'hash is made with SLUICE_KEY, and differs from that of the tool' },
  encrypt: { then: { encrypt: 'aes-gcm' }, tells: 'encrypt is made with SLUICE_KEY, and the tool cannot decrypt it' },
  keep: { then: 'keep' },
}

/** The least confidence of what counts, and what a pattern that counts by itself begins at. */
const CONFIDENT = 0.6
const PRIOR_MAX = 0.99

/**
 * A registry of Presidio's recognizers and the operators of its anonymizer,
 * as a policy and detectors. Throws SLUICE_CONFIG with `diagnostics`.
 */
export function importPresidio(bytes: Uint8Array, file: string, options: ImportOptions): Imported {
  const yaml = readSource(bytes, file)
  const source = checkSource(yaml, presidioFile)
  const report = new ImportReport(yaml)
  const isWithin = source.recognizers === undefined && source.recognizer_registry !== undefined
  const { recognizers, global_regex_flags: flags = FLAGS_DEFAULT } = isWithin ? source.recognizer_registry ?? {} : source
  const given = source.anonymizers ?? source.operators
  if (recognizers === undefined && given === undefined) {
    throw sourceError(yaml, [], 'this is no registry of recognizers: recognizers, or anonymizers, is expected at its top')
  }
  for (const name of strangeKeys(source, FILE_KEYS)) report.warn([name], `"${name}" is not carried over`)
  const at = isWithin ? ['recognizer_registry', 'recognizers'] : ['recognizers']
  const context = { flags, threshold: source.default_score_threshold ?? 0, report }
  const detectors = (recognizers ?? []).flatMap((one, index) => draftOf(one, [...at, index], context))
  reportPredefined(recognizers ?? [], at, report)
  const entities = (recognizers ?? []).flatMap(entitiesOf)
  return textPolicy(
    { file, tool: 'Presidio', actions: actionsOf(source, entities, options, report), detectors, leaves: [] },
    options,
    report,
  )
}

interface Context {
  readonly flags: number
  readonly threshold: number
  readonly report: ImportReport
}

function isCustom(one: z.infer<typeof recognizer>): one is Custom {
  return typeof one !== 'string' && one.type !== 'predefined' && ((one.patterns ?? []).length > 0 || (one.deny_list ?? []).length > 0)
}

function draftOf(one: z.infer<typeof recognizer>, at: readonly PropertyKey[], { flags, threshold, report }: Context): DetectorDraft[] {
  if (!isCustom(one)) return []
  for (const key of strangeKeys(one, RECOGNIZER_KEYS)) report.warn([...at, key], `"${key}" is not carried over`)
  if (one.enabled === false) {
    report.note(at, 'this recognizer is off, and is left out')
    return []
  }
  const entity = one.supported_entity ?? one.supported_entities?.[0] ?? ''
  const context = [...new Set([...one.context ?? [], ...contextsOf(one)])].filter((cue) => /[\p{L}\p{N}]/u.test(cue)).slice(0, 100)
  const deny = (one.deny_list ?? []).filter((phrase) => /[\p{L}\p{N}]/u.test(phrase))
  if (deny.length > 0 && one.deny_list_score === undefined)
    report.note(
      [...at, 'deny_list'],
      'a deny list without deny_list_score is always found here; in older releases of the tool it never was',
    )
  const patterns = (one.patterns ?? []).flatMap(({ name = '', regex, score }, index) => {
    const path = [...at, 'patterns', index]
    const made = (flags & VERBOSE) === 0 ? foreignPattern(regex, { flags: flagsOf(flags) }) : { refused: 'it is written with re.VERBOSE' }
    if ('refused' in made) {
      report.leaveOut(path, `the pattern "${oneLine(name, 60)}" of ${oneLine(one.name ?? 'a recognizer', 60)} is left out: ${made.refused}`)
      return []
    }
    if (made.isWider) report.warn(path, `the pattern "${oneLine(name, 60)}" has look-around, which RE2 lacks: without it more is found`)
    return [{ re: made.re, prior: score >= threshold ? Math.min(PRIOR_MAX, Math.max(CONFIDENT, score)) : Math.max(0.01, score) }]
  })
  if (patterns.length === 0 && deny.length === 0) return []
  return [
    {
      name: one.name ?? entity,
      class: entryOf(ENTITIES, entity.toUpperCase()) ?? 'other-id',
      describes: `${one.name ?? 'A recognizer'} of Presidio, for ${entity}.`,
      patterns,
      deny,
      cues: context,
      at,
    },
  ]
}

/** The entities that a recognizer finds, where it is not off. */
function entitiesOf(one: z.infer<typeof recognizer>): string[] {
  if (typeof one === 'string' || one.enabled === false) return []
  return [one.supported_entity ?? [], one.supported_entities ?? []].flat()
}

function contextsOf(one: Custom): string[] {
  return (one.supported_languages ?? []).flatMap((language) => typeof language === 'string' ? [] : language.context ?? [])
}

function flagsOf(flags: number): string {
  return FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, letter]) => letter).join('')
}

function reportPredefined(recognizers: readonly z.infer<typeof recognizer>[], at: readonly PropertyKey[], report: ImportReport): void {
  recognizers.forEach((one, index) => {
    const isOff = typeof one !== 'string' && one.enabled === false
    if (isCustom(one)) return
    if (isOff)
      report.note([...at, index], 'recognizers of the tool that are off: the detectors of Sluice look for such values all the same')
    else
      report.note(
        [...at, index],
        'recognizers of the tool are not carried over: the detectors of Sluice look for such values; eval on your own texts says how well',
      )
  })
}

function actionsOf(
  { anonymizers, operators: given = anonymizers }: PresidioFile,
  found: readonly string[],
  { compat }: ImportOptions,
  report: ImportReport,
): ClassAction[] {
  const key = anonymizers === undefined ? 'operators' : 'anonymizers'
  const entries = Object.entries(given ?? {})
  const all = [...found, ...entries.map(([entity]) => entity)].map((entity) => entity.toUpperCase())
  const actions = entries
    .filter(([entity]) => entity !== 'DEFAULT')
    .map(([entity, one]): ClassAction => {
      const then = thenOf(one, [key, entity], report)
      const isExact =
        KEPT.has(entity.toUpperCase()) &&
        all.every((other) => other === entity.toUpperCase() || ENTITIES[other] !== ENTITIES[entity.toUpperCase()])
      if (then === 'keep' && !isExact)
        report.warn([key, entity], 'keep is not carried over, because its class holds other values too: they become tags')
      return {
        class: entryOf(ENTITIES, entity.toUpperCase()) ?? 'other-id',
        then: then === 'keep' && !isExact ? 'redact' : then,
        from: entity,
        at: [key, entity],
      }
    })
  const rest = entries.find(([entity]) => entity === 'DEFAULT')?.[1]
  if (rest === undefined) return actions
  const then = thenOf(rest, [key, 'DEFAULT'], report)
  if (then === 'keep' && !compat)
    report.warn([key, 'DEFAULT'], 'keep of all that no operator names is not carried over without --compat: it becomes tags')
  const named = new Set(actions.map((action) => action.class))
  return [...actions, ...PHI_CLASSES.filter((one) => !named.has(one) && one !== 'opaque').map((one): ClassAction =>
    ({ class: one, then: then === 'keep' && !compat ? 'redact' : then, from: 'DEFAULT', at: [key, 'DEFAULT'] }))]
}

function thenOf(one: z.infer<typeof operator>, at: readonly PropertyKey[], report: ImportReport): Then {
  const name = (one.type ?? one.operator ?? one.operator_name ?? '').toLowerCase()
  const row = entryOf(OPERATORS, name)
  if (row === undefined) report.warn(at, 'this operator is not known: what it stands for becomes tags')
  else if (row.tells !== undefined) report.note(at, row.tells)
  if (name === 'mask' && one.masking_char !== undefined) return { mask: { with: one.masking_char } }
  return row?.then ?? 'redact'
}
