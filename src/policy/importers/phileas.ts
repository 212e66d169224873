import { z } from 'zod'
import { PHI_CLASSES, type PhiClass } from '../../contract/classes.ts'
import type { StrictYaml } from '../language/parse-yaml.ts'
import type { DetectorDraft } from './detector-drafts.ts'
import { foreignPattern } from './foreign-pattern.ts'
import { entryOf, ImportReport, type Imported, type ImportOptions, type Then } from './imported.ts'
import { checkSource, readSource, sourceError, strangeKeys } from './read-source.ts'
import { textPolicy, type ClassAction } from './text-policy.ts'
import { oneLine } from './one-line.ts'

const word = z.string().max(400)
const strategy = z.looseObject({
  strategy: word.min(1).optional(),
  condition: word.nullable().optional(),
  redactionFormat: word.nullable().optional(),
  maskCharacter: word.nullable().optional(),
})
const filter = z.looseObject({ enabled: z.boolean().optional() })
const identifier = z.looseObject({
  enabled: z.boolean().optional(), classification: word.nullable().optional(), pattern: z.string().min(1).max(20_000),
  caseSensitive: z.boolean().optional(), groupNumber: z.int().min(0).max(50).optional(), validator: word.nullable().optional(),
})
const dictionary = z.looseObject({
  enabled: z.boolean().optional(),
  classification: word.nullable().optional(),
  terms: z.array(z.string().min(1).max(200)).max(5000).nullable().optional(),
  files: z.array(word).max(100).nullable().optional(),
  fuzzy: z.boolean().optional(),
})
/** A policy, schema 1.2.0: philterd.github.io/phileas, "Policies" and "Filter strategies". */
const phileasFile = z.looseObject({
  identifiers: z.looseObject({
    identifiers: z.array(identifier).max(200).optional(),
    dictionaries: z.array(dictionary).max(200).optional(),
    sections: z.array(z.looseObject({})).max(200).optional(),
  }),
})
type PhileasFile = z.infer<typeof phileasFile>

/** Settings of the file that say how it is read, or repeat what a policy of ours has of its own. */
const FILE_KEYS = ['name', 'identifiers', 'metadata', 'description', 'schemaVersion', 'version']
const LISTS = ['identifiers', 'dictionaries', 'sections', 'pheyes', 'pheye']
/** Lists of the tool's recognition of names by models. */
const NAME_LISTS = ['pheyes', 'pheye']

/**
 * Kinds of values as the tool's filters are called:
 * philterd.github.io/phileas, "Filters". What is not here is other-id.
 */
const FILTERS: Readonly<Record<string, PhiClass>> = {
  age: 'age', bankRoutingNumber: 'account', bitcoinAddress: 'account', city: 'address', county: 'address', state: 'address',
  hospital: 'organization', firstName: 'name', surname: 'name', physicianName: 'name', person: 'name', ner: 'name', creditCard: 'account',
  currency: 'other-id', date: 'date', driversLicense: 'license', ein: 'other-id', emailAddress: 'email', ibanCode: 'account',
  ipAddress: 'ip', macAddress: 'device', passportNumber: 'other-id', phoneNumber: 'phone', phoneNumberExtension: 'phone', ssn: 'ssn',
  stateAbbreviation: 'address', streetAddress: 'address', trackingNumber: 'other-id', url: 'url', vin: 'vehicle', zipCode: 'address',
  medicalCondition: 'sensitive', hospitalAbbreviation: 'organization',
}
/** Filters for what no detector of Sluice looks for, and for what they find only behind a label or in an address. */
const UNSOUGHT: readonly string[] = ['bitcoinAddress', 'currency', 'medicalCondition']
const LABELLED: readonly string[] = ['ein', 'state', 'stateAbbreviation', 'trackingNumber', 'zipCode']
/** Classifications of a house's own patterns and dictionaries, in small letters without separators. */
const CLASSIFICATIONS: Readonly<Record<string, PhiClass>> = {
  mrn: 'mrn', medicalrecordnumber: 'mrn', patientid: 'mrn', ssn: 'ssn', name: 'name', person: 'name', surname: 'name', firstname: 'name',
  location: 'address', address: 'address', hospital: 'organization', organization: 'organization', organisation: 'organization',
  account: 'account', phone: 'phone', email: 'email', date: 'date',
}

/** Strategies: philterd.github.io/phileas, "Filter strategies". What is not here is redacted. */
const STRATEGIES: Readonly<Record<string, { readonly then: Then; readonly tells?: string }>> = {
  REDACT: { then: 'redact' },
  MASK: { then: 'mask' },
  LAST_4: { then: { mask: { keepLast: 4 } } },
  STATIC_REPLACE: { then: 'redact', tells: 'STATIC_REPLACE has no counterpart: a tag such as [NAME] stands there' },
  MAP_REPLACE: { then: 'redact', tells: 'MAP_REPLACE has no counterpart: a tag such as [NAME] stands there' },
  RANDOM_REPLACE: { then: 'surrogate', tells: 'RANDOM_REPLACE becomes surrogates: of one value always the same' },
  HASH_SHA256_REPLACE: { then: 'pseudonymize', tells: 'hashes are made with SLUICE_KEY, and differ from those of the tool' },
  CRYPTO_REPLACE: { then: { encrypt: 'aes-gcm' }, tells: 'values are encrypted with SLUICE_KEY, and the tool cannot decrypt them' },
  FPE_ENCRYPT_REPLACE: { then: { encrypt: 'ff1' }, tells: 'values are encrypted with SLUICE_KEY, and the tool cannot decrypt them' },
  SHIFT: { then: 'shift', tells: 'dates move by the subject that they are about, by up to a year, not by one number for all' },
  TRUNCATE_TO_YEAR: { then: { generalize: 'year' } },
}
/** What only dates have a value for; other kinds are redacted. */
const OF_DATES = ['SHIFT', 'TRUNCATE_TO_YEAR']

/** A policy of Phileas or Philter, as a policy and detectors. Throws SLUICE_CONFIG with `diagnostics`. */
export function importPhileas(bytes: Uint8Array, file: string, options: ImportOptions): Imported {
  const yaml = readSource(bytes, file)
  if (!Object.hasOwn(yaml.data, 'identifiers')) {
    throw sourceError(yaml, [], 'this is no policy of Phileas: identifiers is expected at its top')
  }
  const source = checkSource(yaml, phileasFile)
  const report = new ImportReport(yaml)
  for (const name of strangeKeys(source, FILE_KEYS)) report.warn([name], entryOf(NOT_CARRIED, name) ?? `"${name}" is not carried over`)
  const actions = [...filterActions(source, options, report), ...nameActions(source, report), ...ownActions(source, report)]
  const named = new Set(actions.map((action) => action.class))
  const unknown = unknownFilter(source)
  if (unknown !== undefined && options.compat)
    report.warn(['identifiers', unknown], 'nobody here knows what this finds: no kind is left in texts for its sake')
  const leaves = unknown === undefined ? PHI_CLASSES.filter((one) => !named.has(one) && one !== 'opaque') : []
  if (!options.compat)
    report.note(
      ['identifiers'],
      'kinds of values that no filter names become tags, which the tool leaves as they are; --compat leaves them',
    )
  return textPolicy(
    {
      file, tool: 'Phileas', actions, leaves,
      detectors: [...identifierDrafts(source, report), ...dictionaryDrafts(source)],
      dropTexts: unsearchable(source, yaml),
    },
    options,
    report,
  )
}

const NOT_CARRIED: Readonly<Record<string, string>> = {
  ignored: 'ignored terms are not carried over: text.allow takes phrases, each with somebody who answers for it',
  ignoredPatterns: 'ignored patterns are not carried over',
  crypto: 'keys are not carried over: values are encrypted with SLUICE_KEY',
  fpe: 'keys are not carried over: values are encrypted with SLUICE_KEY',
}

function filterActions({ identifiers }: PhileasFile, { compat }: ImportOptions, report: ImportReport): ClassAction[] {
  return Object.entries(identifiers)
    .filter(([name]) => !LISTS.includes(name))
    .flatMap(([name, given]) => {
      const at = ['identifiers', name]
      const known = entryOf(FILTERS, name)
      const of = known ?? 'other-id'
      const parsed = filter.safeParse(given)
      if (!parsed.success) {
        report.warn(at, 'this is not as filters are written: what is found of its kind becomes a tag')
        return [{ class: of, then: 'redact', from: oneLine(name, 60), at }]
      }
      if (parsed.data.enabled === false) {
        report.note(
          at,
          compat
            ? 'this filter is off: its kind stays in texts, as in the tool'
            : 'this filter is off: what it would find becomes a tag, for nothing else is said of its kind',
        )
        return []
      }
      if (known === undefined)
        report.leaveOut(
          at,
          `the filter "${oneLine(name, 60)}" is not known: its rule is that of other-id, and no detector looks for what it finds`,
        )
      else if (UNSOUGHT.includes(name)) report.leaveOut(at, `what ${name} finds is left out: no detector of Sluice looks for it`)
      else if (LABELLED.includes(name))
        report.warn(
          at,
          `what ${name} finds, Sluice finds only behind a label or in an address: elsewhere it stays in texts, unless a detector of your own finds it`,
        )
      else
        report.note(
          at,
          'filters of the tool are not carried over: the detectors of Sluice look for such values; eval on your own texts says how well',
        )
      return [{ class: of, then: strategyOf(parsed.data, of, at, report), from: name, at }]
    })
}

/** A filter that is on, and of which it is not known what it finds. */
function unknownFilter({ identifiers }: PhileasFile): string | undefined {
  return Object.entries(identifiers).find(
    ([name, given]) => !LISTS.includes(name) && entryOf(FILTERS, name) === undefined && filter.safeParse(given).data?.enabled !== false,
  )?.[0]
}

/** The recognition of names, which may be one or several. */
function nameActions({ identifiers }: PhileasFile, report: ImportReport): ClassAction[] {
  return NAME_LISTS.flatMap((list) => [identifiers[list] ?? []].flat().flatMap((one: unknown, index): ClassAction[] => {
    const at = ['identifiers', list, ...Array.isArray(identifiers[list]) ? [index] : []]
    const parsed = filter.safeParse(one)
    if (parsed.data?.enabled === false) return []
    if (!parsed.success) report.warn(at, 'this is not as filters are written: what is found of its kind becomes a tag')
    return [{ class: 'name', then: parsed.success ? strategyOf(parsed.data, 'name', at, report) : 'redact', from: list, at }]
  }))
}

function ownActions({ identifiers }: PhileasFile, report: ImportReport): ClassAction[] {
  const lists = [['identifiers', identifiers.identifiers ?? []], ['dictionaries', identifiers.dictionaries ?? []]] as const
  return lists.flatMap(([list, all]) => all.flatMap((one, index) => {
    if (one.enabled === false) return []
    const at = ['identifiers', list, index]
    const of = classOf(one.classification)
    return [{ class: of, then: strategyOf(one, of, at, report), from: oneLine(one.classification ?? list, 60), at }]
  }))
}

/** The strictest of a filter's strategies: which value meets which is a condition that rules do not have. */
function strategyOf(given: object, of: PhiClass, at: readonly PropertyKey[], report: ImportReport): Then {
  const [key, list] = Object.entries(given).find(([name]) => /FilterStrateg(?:y|ies)$/.test(name)) ?? []
  const parsed = z.array(strategy).max(100).safeParse(list ?? [])
  if (key !== undefined && !parsed.success) {
    report.warn([...at, key], 'these are no strategies: what is found becomes a tag')
    return 'redact'
  }
  const all = (parsed.data ?? []).map((one, index) => thenOf(one, of, [...at, key ?? '', index], report))
  const [first, ...others] = all.map((then) => JSON.stringify(then))
  if (others.some((other) => other !== first)) {
    report.warn([...at, key ?? ''], 'several strategies for one kind are not carried over: what is found becomes a tag')
    return 'redact'
  }
  return all[0] ?? 'redact'
}

function thenOf(
  { strategy: name = 'REDACT', condition, redactionFormat, maskCharacter }: z.infer<typeof strategy>,
  of: PhiClass,
  at: readonly PropertyKey[],
  report: ImportReport,
): Then {
  const row = entryOf(STRATEGIES, name.toUpperCase())
  if ((condition ?? '') !== '')
    report.warn([...at, 'condition'], 'conditions are not carried over: the rule holds for all values of this kind')
  if (redactionFormat?.includes('%v') === true)
    report.warn([...at, 'redactionFormat'], 'this format repeats the value itself: tags of Sluice do not')
  const fits = row !== undefined && (of === 'date' || !OF_DATES.includes(name.toUpperCase()))
  if (!fits)
    report.warn([...at, 'strategy'], `the strategy ${oneLine(name, 40)} has no counterpart for this kind: what is found becomes a tag`)
  else if (row.tells !== undefined) report.note([...at, 'strategy'], row.tells)
  const drawn = maskCharacter ?? ''
  if (fits && row.then === 'mask' && drawn !== '' && drawn.length <= 4) return { mask: { with: drawn } }
  return fits ? row.then : 'redact'
}

function classOf(classification: string | null | undefined): PhiClass {
  return entryOf(CLASSIFICATIONS, (classification ?? '').toLowerCase().replace(/[^a-z]/g, '')) ?? 'other-id'
}

/** What matches counts by itself, as in the tool. */
const PRIOR = 0.9

function identifierDrafts({ identifiers }: PhileasFile, report: ImportReport): DetectorDraft[] {
  return (identifiers.identifiers ?? []).flatMap((one, index) => {
    const at = ['identifiers', 'identifiers', index]
    const name = oneLine(one.classification ?? 'identifier', 60)
    if (one.enabled === false) return []
    const made = foreignPattern(one.pattern, { flags: one.caseSensitive === true ? '' : 'i', group: one.groupNumber ?? 0 })
    if ('refused' in made) {
      report.leaveOut(at, `the pattern of "${name}" is left out: ${made.refused}`)
      return []
    }
    if (made.isWider) report.warn(at, `the pattern of "${name}" has look-around, which RE2 lacks: without it more is found`)
    if ((one.validator ?? '') !== '')
      report.warn([...at, 'validator'], 'validators are not carried over: what matches is found, valid or not')
    return [
      {
        name,
        class: classOf(one.classification),
        describes: `Identifier ${name} of Phileas.`,
        patterns: [{ re: made.re, prior: PRIOR }],
        deny: [],
        cues: [],
        at,
      },
    ]
  })
}

function dictionaryDrafts({ identifiers }: PhileasFile): DetectorDraft[] {
  return (identifiers.dictionaries ?? []).flatMap((one, index) => {
    const at = ['identifiers', 'dictionaries', index]
    const name = oneLine(one.classification ?? 'dictionary', 60)
    const deny = (one.terms ?? []).filter((term) => /[\p{L}\p{N}]/u.test(term))
    if (one.enabled === false || deny.length === 0) return []
    return [{ name, class: classOf(one.classification), describes: `Dictionary ${name} of Phileas.`, patterns: [], deny, cues: [], at }]
  })
}

/** What the tool finds in texts and no detector can: so texts cannot be left in. */
function unsearchable({ identifiers }: PhileasFile, yaml: StrictYaml): string | undefined {
  const line = (path: readonly PropertyKey[]): string => `see line ${yaml.at(path).line}`
  if ((identifiers.sections ?? []).length > 0)
    return `sections between two patterns are not carried over, ${line(['identifiers', 'sections'])}`
  const index = (identifiers.dictionaries ?? []).findIndex(({ enabled, files }) => enabled !== false && (files ?? []).length > 0)
  if (index >= 0) return `terms in files of their own are not read, ${line(['identifiers', 'dictionaries', index, 'files'])}`
  const fuzzy = (identifiers.dictionaries ?? []).findIndex((one) => one.enabled !== false && one.fuzzy === true)
  return fuzzy < 0
    ? undefined
    : `terms that are misspelled are not found, as fuzzy finds them, ${line(['identifiers', 'dictionaries', fuzzy, 'fuzzy'])}`
}
