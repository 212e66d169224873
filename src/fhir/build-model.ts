import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FHIR_VERSIONS, type FhirVersion } from '../contract/classes.ts'
import { CodeLists } from './code-lists.ts'
import {
  DEFINITION_PACKAGES, definitionPackage, readStructureDefinitions, readTerminology,
  type SnapshotElement, type StructureDefinition, type Terminology,
} from './definition-packages.ts'
import { tableUrl, type ElementRow, type ModelTable } from './model.ts'

const DEFINITIONS = 'http://hl7.org/fhir/StructureDefinition/'

/** The table of a version as it stands in `tables/`, made from its package. Throws when the package cannot be had. */
export function buildTable(version: FhirVersion): string {
  const definitions = readStructureDefinitions(definitionPackage(version))
  return printTable(compileTable(version, definitions, FHIR_VERSIONS.map(terminologyOf)))
}

const terminologies = new Map<FhirVersion, Terminology>()

/** Read once: thousands of files, needed for the table of each version. */
function terminologyOf(version: FhirVersion): Terminology {
  const known = terminologies.get(version) ?? readTerminology(definitionPackage(version))
  terminologies.set(version, known)
  return known
}

/** Compiles base definitions, leaving out profiles and logical models. Inherited elements are not repeated. */
function compileTable(
  version: FhirVersion, definitions: readonly StructureDefinition[], known: readonly Terminology[],
): ModelTable {
  const lists = new CodeLists(known)
  const bases = new Map(definitions
    .filter((definition) => definition.derivation !== 'constraint' && definition.kind !== 'logical')
    .map((definition) => [definition.name, definition]))
  const types: Record<string, ElementRow[]> = {}
  for (const name of [...bases.keys()].sort()) {
    const definition = bases.get(name)
    if (definition !== undefined) types[name] = compileType(definition, bases, lists)
  }
  return { version, package: DEFINITION_PACKAGES[version], types, codes: lists.all }
}

function compileType(definition: StructureDefinition, bases: ReadonlyMap<string, StructureDefinition>, lists: CodeLists): ElementRow[] {
  const base = definition.baseDefinition === undefined ? '' : lastSegment(definition.baseDefinition)
  const head = [definition.kind.replace('-type', ''), definition.abstract ? 'abstract' : 'concrete', base]
  return [head.join(' ').trim(), ...compileChildren(definition, definition.name, inheritedRows(base, bases, lists), lists)]
}

/** The rows of all ancestors, by element name, to tell a type's own elements from those it inherits. */
function inheritedRows(base: string, bases: ReadonlyMap<string, StructureDefinition>, lists: CodeLists): ReadonlyMap<string, string> {
  const definition = bases.get(base)
  if (definition === undefined) return new Map()
  const rows = compileChildren(definition, base, new Map(), lists)
  return new Map(rows.map((row) => {
    const text = typeof row === 'string' ? row : row[0]
    return [text.split(' ', 1)[0] ?? '', text]
  }))
}

function compileChildren(
  definition: StructureDefinition, parent: string, inherited: ReadonlyMap<string, string>, lists: CodeLists,
): ElementRow[] {
  const rows: ElementRow[] = []
  for (const element of definition.snapshot.element) {
    const name = element.path.slice(parent.length + 1)
    if (!element.path.startsWith(`${parent}.`) || name.includes('.')) continue
    if (element.max === '0' && !inherited.has(name)) continue
    if (definition.kind === 'primitive-type' && name === 'value') continue
    const text = `${name} ${element.min}..${element.max} ${printTypes(definition, element, lists)}`
    if (inherited.get(name) === text) continue
    const inline = BACKBONE_ROWS[element.type?.[0]?.code ?? ''] ?? new Map()
    const children = compileChildren(definition, element.path, inline, lists)
    rows.push(children.length === 0 ? text : [text, children])
  }
  return rows
}

const ELEMENT_ROWS = [['id', 'id 0..1 string'], ['extension', 'extension 0..* Extension']] as const
const BACKBONE_ROWS: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  Element: new Map(ELEMENT_ROWS),
  BackboneElement: new Map([...ELEMENT_ROWS, ['modifierExtension', 'modifierExtension 0..* Extension']]),
}

function printTypes(definition: StructureDefinition, element: SnapshotElement, lists: CodeLists): string {
  if (element.contentReference !== undefined) return `#${element.contentReference.split('#')[1] ?? ''}`
  return (element.type ?? []).map((type) => {
    const code = type.code.startsWith('http://hl7.org/fhirpath/') ? systemType(definition, element.path) : type.code
    const targets = (type.targetProfile ?? []).map((target) => target.replace(DEFINITIONS, ''))
    const list = code === 'code' ? lists.nameOf(element) : undefined
    if (list !== undefined) return `${code}=${list}`
    return targets.length === 0 ? code : `${code}(${targets.join(',')})`
  }).join(' ')
}

/**
 * The FHIR primitive behind a FHIRPath system type. The packages disagree with the standard here (R4 calls `Patient.id`
 * a string, R4B calls `Address.id` an id), so this follows https://hl7.org/fhir/resource.html and element.html.
 */
function systemType(definition: StructureDefinition, path: string): string {
  if (path.endsWith('.id')) return definition.kind === 'resource' && path.split('.').length === 2 ? 'id' : 'string'
  if (path === 'Extension.url') return 'uri'
  throw new Error(`${path} has a FHIRPath type and no FHIR primitive is known for it`)
}

function lastSegment(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

/** One row a line, so that a change of the tables can be reviewed. */
function printTable(table: ModelTable): string {
  const types = Object.entries(table.types).map(([name, rows]) =>
    `${JSON.stringify(name)}:[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}]`)
  const head = `"version":${JSON.stringify(table.version)},"package":${JSON.stringify(table.package)}`
  const codes = Object.entries(table.codes).map(([name, list]) => `${JSON.stringify(name)}:${JSON.stringify(list)}`)
  return `{${head},"types":{\n${types.join(',\n')}},\n"codes":{\n${codes.join(',\n')}}}\n`
}

function main(): void {
  const stale = FHIR_VERSIONS.filter((version) => {
    const made = buildTable(version)
    const file = fileURLToPath(tableUrl(version))
    if (process.argv.includes('--check')) return readFileSync(file, 'utf8') !== made
    writeFileSync(file, made)
    return false
  })
  if (stale.length === 0) return
  process.stderr.write(`Stale tables: ${stale.join(', ')}. Run: node src/fhir/build-model.ts\n`)
  process.exitCode = 1
}

if (import.meta.main) main()
