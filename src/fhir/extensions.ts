import { readFileSync } from 'node:fs'
import type { TypeReference } from './model.ts'

/** The types that a value may have: separated by spaces, a `code=name` closed to the list of that name. */
export type TypesRow = string
/** What extensions hold by what follows the base URL, or by their own URL: the types of a value, or of the values of their parts. */
export type ExtensionRows = Readonly<Record<string, TypesRow | Readonly<Record<string, TypesRow>>>>
export interface ExtensionTable {
  readonly packages: readonly string[]
  readonly extensions: ExtensionRows
  readonly codes: Readonly<Record<string, readonly string[]>>
}

/** What an extension may hold, as it is published: a value of one of these types, or parts by relative URL. */
export interface ExtensionContent {
  readonly value: readonly TypeReference[]
  readonly parts: ReadonlyMap<string, readonly TypeReference[]>
}

export const EXTENSION_BASE = 'http://hl7.org/fhir/StructureDefinition/'

type Codes = ReadonlyMap<string, ReadonlySet<string>>

export function extensionTableUrl(): URL {
  return new URL('./tables/extensions.json', import.meta.url)
}

/** What the extensions that HL7 publishes with FHIR R4, R4B and in its extensions pack hold, by URL. */
export function readExtensionContents(): ReadonlyMap<string, ExtensionContent> {
  const table = JSON.parse(readFileSync(extensionTableUrl(), 'utf8')) as ExtensionTable
  const codes = new Map(Object.entries(table.codes).map(([name, list]) => [name, new Set(list)]))
  return new Map(Object.entries(table.extensions).map(([name, row]) =>
    [/^[a-z]+:/i.test(name) ? name : EXTENSION_BASE + name, extensionContent(row, codes)]))
}

/** Reads a row, whose lists are among these. */
export function extensionContent(row: ExtensionRows[string], codes?: Codes): ExtensionContent {
  if (typeof row === 'string') return { value: expandTypes(row, codes), parts: new Map() }
  return { value: [], parts: new Map(Object.entries(row).map(([url, types]) => [url, expandTypes(types, codes)])) }
}

function expandTypes(types: TypesRow, codes: Codes | undefined): TypeReference[] {
  return types.split(' ').map((text) => {
    const [code = '', valueSet] = text.split('=')
    const list = valueSet === undefined ? undefined : codes?.get(valueSet)
    return { code, targets: [], ...(valueSet === undefined ? {} : { valueSet }), ...(list === undefined ? {} : { codes: list }) }
  })
}
