import { FHIR_VERSIONS } from '../contract/classes.ts'
import { searchCodes } from './search-parameters.ts'

/** What search parameters ask for that tell of people, as forms call it (FHIR R4, Patient, Person, Practitioner, RelatedPerson: search). */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['family', 'last name'], ['given', 'first name'], ['name', 'name'], ['phonetic', 'name'], ['agent-name', 'name'], ['entity-name', 'name'],
  ['mothersMaidenName', 'last name'], ['address', 'address'], ['address-city', 'city'], ['address-postalcode', 'postal code'],
  ['telecom', 'phone'], ['phone', 'phone'], ['birthdate', 'date of birth'], ['death-date', 'date of death'],
  ['identifier', 'identifier field'], ['group-identifier', 'identifier field'], ['_id', 'identifier field'],
])
/** Resource types whose `name` is that of a person. */
const PEOPLE = new Set(['Patient', 'Person', 'Practitioner', 'RelatedPerson'])
let references: ReadonlySet<string> | undefined

/** The words of a form for a search parameter by its code; undefined for those that say it themselves, or nothing of people. */
export function searchWords(code: string): string | undefined {
  return WORDS.get(code)
}

/** Whether a code is that of a parameter whose value is a reference, in any version. */
export function isReferenceParameter(code: string): boolean {
  references ??= new Set(FHIR_VERSIONS.flatMap((version) => [...searchCodes(version, 'reference')]))
  return references.has(code)
}

export interface SearchKey {
  /** The parameter that the value is for: the last of a chain. */
  readonly code: string
  readonly modifier: string | undefined
  /** The resource type that it is searched in, where the key or the query says so. */
  readonly type: string | undefined
}

/** Reads the key of a search, with its chain and modifier: `subject:Patient.name:exact`, `_has:Observation:patient:code` (FHIR R4, search, 3.1.1.4). */
export function readSearchKey(key: string, type: string | undefined): SearchKey {
  if (key.startsWith('_has:')) {
    const [, of, , ...rest] = key.split(':')
    return readSearchKey(rest.join(':'), of)
  }
  const steps = key.split('.')
  const [code = '', modifier] = (steps.at(-1) ?? '').split(':')
  return { code, modifier, type: steps.length === 1 ? type : steps.at(-2)?.split(':')[1] }
}

/** Whether a parameter tells of people in the type that is searched: of a `ValueSet` or an `Organization` no name does. */
export function isPersonal({ code, type }: SearchKey): boolean {
  return WORDS.has(code) && (code !== 'name' && code !== 'phonetic' || type === undefined || PEOPLE.has(type))
}
