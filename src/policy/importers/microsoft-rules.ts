import type { Model } from '../../fhir/model.ts'
import { missingPath } from '../lint/model-paths.ts'
import { entryOf, type Draft, type Then, type When } from './imported.ts'
import { typesAt } from './place-conditions.ts'

/** What a method becomes where its place can be named exactly, and what is told of it. */
interface MethodRow {
  readonly then: Then
  readonly tells?: string
}

/**
 * Methods by their names in small letters: github.com/microsoft/Tools-for-Health-Data-Anonymization,
 * docs/FHIR-anonymization.md, "Anonymization methods"; the last three of github.com/miracum/fhir-pseudonymizer, README.
 * What has no counterpart is dropped.
 */
export const METHODS: Readonly<Record<string, MethodRow>> = {
  redact: { then: 'drop' },
  keep: { then: 'keep' },
  dateshift: { then: { shift: { days: 50 } } },
  cryptohash: { then: 'pseudonymize' },
  encrypt: { then: { encrypt: 'aes-gcm' }, tells: 'encrypt is AES-GCM here, which the tool cannot decrypt' },
  substitute: { then: 'redact', tells: 'substitute has no counterpart: a tag such as [NAME] stands there instead of replaceWith' },
  perturb: { then: 'drop', tells: 'perturb has no counterpart: the values are dropped; { generalize: { round: N } } would round them' },
  generalize: {
    then: 'drop',
    tells: 'cases of generalize are not carried over: the values are dropped; see generalize in policy.schema.json',
  },
  pseudonymize: {
    then: 'pseudonymize',
    tells: 'pseudonyms are made with SLUICE_KEY, not by a service, and domains and prefixes are not carried over',
  },
  entici: { then: 'pseudonymize', tells: 'pseudonyms are made with SLUICE_KEY, not by a service' },
  remove: { then: 'drop' },
}

/** Which parts of a redacted value stay, by the parameters of the file. */
export interface PartsLeft {
  readonly dates: boolean
  readonly ages: boolean
  readonly zips: boolean
}

export interface RuleSource {
  readonly model: Model
  readonly name: string
  readonly comment: string
  readonly partial: PartsLeft
  readonly compat: boolean
}

const DATES = ['date', 'dateTime']

/**
 * The rules for a method of the source at a place that they name exactly, in their order: the first that fits decides.
 */
export function rulesFor(method: string, when: When, source: RuleSource): Draft[] {
  const then = entryOf(METHODS, method)?.then ?? 'drop'
  const main: Draft = { name: source.name, when, then, comment: source.comment }
  switch (method) {
    case 'redact': return [...partsThatStay(when, source), main]
    case 'dateshift': return shifts(when, source)
    case 'keep': return [...source.compat ? [] : searched(when, source), main]
    default: return [main]
  }
}

function exception(source: RuleSource, what: string, when: When, then: Then): Draft {
  return { name: `${source.name}: ${what}`, when, then, comment: '', isException: true }
}

/** What stays is text, which is searched for what does not belong there. */
function searched(when: When, source: RuleSource): Draft[] {
  return when.class === undefined ? [exception(source, 'texts are searched', { ...when, class: ['free-text', 'opaque'] }, 'scan')] : []
}

function partsThatStay(when: When, source: RuleSource): Draft[] {
  const { dates, ages, zips } = source.partial
  if (when.type === 'Extension') return []
  const holds = (types: readonly string[]): boolean => [when.path ?? when.type ?? []].flat()
    .some((one) => types.includes(one) || types.some((type) => typesAt(source.model, one).has(type)))
  const years = dates && holds(DATES) ? withType(when, DATES) : undefined
  const oldest = ages && holds(['Age']) ? withType(when, ['Age']) : undefined
  const postalCode = zips ? postalCodes(when, source.model) : undefined
  return [
    ...years === undefined ? [] : [exception(source, 'dates keep their year', years, { generalize: 'year' })],
    ...oldest === undefined ? [] : [exception(source, 'ages up to 89 stay', oldest, { generalize: { topCode: 89 } })],
    ...postalCode === undefined ? [] : [exception(source, 'ZIP codes keep three digits', postalCode, { generalize: 'zip3' })],
  ]
}

/**
 * A shift of ours keeps the time of day, which the tool zeroes, and moves dates without a day, which the tool redacts: only
 * compat has it. Else no more stays than the tool leaves of a date without a day: its year, or nothing. Values that are no
 * dates are as if this rule were not there, which the tool keeps.
 */
function shifts(when: When, source: RuleSource): Draft[] {
  const shift: Then = { shift: { days: 50 } }
  const of = (types: readonly string[], what: string, then: Then): Draft[] => {
    const narrowed = withType(when, types)
    return narrowed === undefined ? [] : [{ ...exception(source, what, narrowed, then), comment: '' }]
  }
  const all = source.compat
    ? of([...DATES, 'instant'], 'dates are moved', shift)
    : source.partial.dates ? [...of(DATES, 'dates keep their year', { generalize: 'year' }), ...of(['instant'], 'instants go', 'drop')]
      : of([...DATES, 'instant'], 'dates go', 'drop')
  const [first, ...rest] = all
  if (first === undefined) return [{ name: source.name, when, then: 'drop', comment: source.comment }]
  return [{ ...first, comment: source.comment }, ...rest]
}

/** The place, and of it these types only; undefined where two types would have to hold at once. */
function withType(when: When, types: readonly string[]): When | undefined {
  if (when.type === undefined) return { ...when, type: [...types] }
  const given = [when.type].flat()
  const both = given.filter((type) => types.includes(type))
  if (both.length > 0) return { ...when, type: both }
  const isComplex = given.every((type) => /^[A-Z]/.test(type))
  return isComplex && when.path === undefined ? { ...when, path: given, type: [...types] } : undefined
}

/** Where postal codes stand below the place. */
function postalCodes(when: When, model: Model): When | undefined {
  const { path, type, ...rest } = when
  if (path === undefined)
    return type === undefined || [type].flat().includes('Address') ? { ...rest, path: 'Address.postalCode' } : undefined
  if (type !== undefined) return undefined
  const paths = [path].flat().flatMap((one) => {
    if (one === 'Resource' || one === 'Address') return ['Address.postalCode']
    if (/(^|\.)postalCode$/.test(one)) return [one]
    return ['postalCode', 'address.postalCode', 'contact.address.postalCode', 'location.address.postalCode'].map((end) => `${one}.${end}`)
      .filter((full) => missingPath([model], full) === undefined)
  })
  return paths.length === 0 ? undefined : { ...rest, path: paths }
}
