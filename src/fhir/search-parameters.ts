import { readFileSync } from 'node:fs'
import type { FhirVersion } from '../contract/classes.ts'

/** A published search parameter (https://hl7.org/fhir/searchparameter.html), as the tables hold it. */
export interface SearchParameter {
  readonly code: string
  readonly type: SearchType
  /** FHIRPath from the resource; empty where the standard gives none. */
  readonly expression: string
  /** What a reference may point at; empty means anything. */
  readonly targets: readonly string[]
  /** The codes of a composite's parts, on the same resource type. */
  readonly components: readonly string[]
}
export type SearchType = 'number' | 'date' | 'string' | 'token' | 'reference' | 'composite' | 'quantity' | 'uri' | 'special'

/** `code`, type, bases, targets and components (each joined by commas), expression. */
export type SearchRow = readonly [string, SearchType, string, string, string, string]
export interface SearchTable {
  readonly version: FhirVersion
  readonly package: string
  readonly parameters: readonly SearchRow[]
}

/** Search parameters by resource type and code. Those of `Resource` and `DomainResource` hold for every type. */
export interface SearchParameters {
  find(resourceType: string, code: string): SearchParameter | undefined
  /** Every parameter of a type. */
  of(resourceType: string): readonly SearchParameter[]
}

const known = new Map<FhirVersion, SearchParameters>()

export function searchTableUrl(version: FhirVersion): URL {
  return new URL(`./tables/search-${version.toLowerCase()}.json`, import.meta.url)
}

/** The search parameters of a version, read from their table once. */
export function loadSearchParameters(version: FhirVersion): SearchParameters {
  const loaded = known.get(version)
  if (loaded !== undefined) return loaded
  const made = expand(JSON.parse(readFileSync(searchTableUrl(version), 'utf8')) as SearchTable)
  known.set(version, made)
  return made
}

/** The codes of all parameters of a type in a version. */
export function searchCodes(version: FhirVersion, type: SearchType): readonly string[] {
  const { parameters } = JSON.parse(readFileSync(searchTableUrl(version), 'utf8')) as SearchTable
  return parameters.filter((row) => row[1] === type).map(([code]) => code)
}

function expand(table: SearchTable): SearchParameters {
  const byBase = new Map<string, Map<string, SearchParameter>>()
  for (const [code, type, bases, targets, components, expression] of table.parameters) {
    const parameter = { code, type, expression, targets: list(targets), components: list(components) }
    for (const base of list(bases)) {
      const codes = byBase.get(base) ?? new Map<string, SearchParameter>()
      byBase.set(base, codes)
      // Two definitions of one code on one type: nobody can say which one a server means, so it touches what both touch.
      const other = codes.get(code)?.expression ?? expression
      codes.set(code, other === expression ? parameter : { ...parameter, expression: `${other} | ${expression}` })
    }
  }
  const everywhere = ['DomainResource', 'Resource']
  return {
    find: (resourceType, code) =>
      [resourceType, ...everywhere].map((base) => byBase.get(base)?.get(code)).find((found) => found !== undefined),
    of: (resourceType) => [resourceType, ...everywhere].flatMap((base) => [...(byBase.get(base)?.values() ?? [])]),
  }
}

function list(text: string): string[] {
  return text === '' ? [] : text.split(',')
}
