import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CodeLists } from './code-lists.ts'
import {
  DEFINITION_PACKAGES, definitionPackage, EXTENSIONS_PACKAGE, extensionsPackage, readStructureDefinitions, readTerminology,
  type SnapshotElement, type StructureDefinition,
} from './definition-packages.ts'
import { EXTENSION_BASE, extensionTableUrl, type ExtensionRows } from './extensions.ts'

const VERSIONS = ['R4', 'R4B'] as const

/** The table of what extensions may hold, made from the packages that define some. Throws when one cannot be had. */
export function buildExtensionTable(): string {
  const folders = [...VERSIONS.map(definitionPackage), extensionsPackage()]
  const lists = new CodeLists(folders.map(readTerminology))
  const found = new Map<string, Map<string, Set<string>>>()
  for (const definition of folders.flatMap(readStructureDefinitions).filter(isExtension)) {
    const name = definition.url.startsWith(EXTENSION_BASE) ? definition.url.slice(EXTENSION_BASE.length) : definition.url
    const parts = found.get(name) ?? new Map<string, Set<string>>()
    found.set(name, parts)
    readParts(definition, parts, lists)
  }
  const rows = Object.fromEntries([...found].map(([name, parts]) => [name, rowOf(parts)] as const)
    .filter(([, row]) => row !== '').toSorted(([a], [b]) => a < b ? -1 : 1)) as ExtensionRows
  return printTable(rows, lists.all)
}

function isExtension({ type, derivation }: StructureDefinition): boolean {
  return type === 'Extension' && derivation === 'constraint'
}

/** Adds the types of the value under an empty name, and those of the values of parts under their relative URLs. */
function readParts({ snapshot }: StructureDefinition, parts: Map<string, Set<string>>, lists: CodeLists): void {
  let part: string | undefined
  for (const element of snapshot.element) {
    const { path, max, fixedUri } = element
    if (path === 'Extension.extension') part = undefined
    if (path === 'Extension.extension.url') part = fixedUri
    const name = path.startsWith('Extension.value') ? '' : path.startsWith('Extension.extension.value') ? part : undefined
    if (name === undefined || max === '0') continue
    const types = parts.get(name) ?? new Set<string>()
    parts.set(name, types)
    for (const type of typesOf(element, lists)) types.add(type)
  }
}

function typesOf(element: SnapshotElement, lists: CodeLists): string[] {
  return (element.type ?? []).map(({ code }) => {
    const list = code === 'code' ? lists.nameOf(element) : undefined
    return list === undefined ? code : `${code}=${list}`
  })
}

/** What is closed to a list by one publication is so by all. */
function rowOf(parts: ReadonlyMap<string, ReadonlySet<string>>): string | Record<string, string> {
  const print = (types: ReadonlySet<string>): string => {
    const isListed = [...types].some((type) => type.startsWith('code='))
    return [...types].filter((type) => type !== 'code' || !isListed).sort().join(' ')
  }
  const value = parts.get('')
  if (value !== undefined) return print(value)
  return Object.fromEntries([...parts].map(([name, types]) => [name, print(types)]))
}

/** One row a line, so that a change of the table can be reviewed. */
function printTable(rows: ExtensionRows, codes: Readonly<Record<string, readonly string[]>>): string {
  const lines = (entries: object): string =>
    Object.entries(entries).map(([name, row]) => `${JSON.stringify(name)}:${JSON.stringify(row)}`).join(',\n')
  const packages = [...VERSIONS.map((version) => DEFINITION_PACKAGES[version]), EXTENSIONS_PACKAGE]
  return `{"packages":${JSON.stringify(packages)},"extensions":{\n${lines(rows)}},\n"codes":{\n${lines(codes)}}}\n`
}

function main(): void {
  const made = buildExtensionTable()
  const file = fileURLToPath(extensionTableUrl())
  if (!process.argv.includes('--check')) {
    writeFileSync(file, made)
    return
  }
  if (readFileSync(file, 'utf8') === made) return
  process.stderr.write('Stale table of extensions. Run: node src/fhir/build-extensions.ts\n')
  process.exitCode = 1
}

if (import.meta.main) main()
