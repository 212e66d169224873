import { readFileSync } from 'node:fs'
import type { FhirVersion } from '../contract/classes.ts'

/** Every type of one FHIR version, from its published StructureDefinitions (no profiles, no logical models). */
export interface Model {
  readonly version: FhirVersion
  readonly types: ReadonlyMap<string, TypeDefinition>
  type(name: string): TypeDefinition | undefined
  /** The resource types a message can hold, abstract ones left out. */
  readonly resourceTypes: ReadonlySet<string>
  /** The codes of the value sets that elements of type `code` are closed to, by name. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>
}

export interface TypeDefinition {
  readonly name: string
  readonly kind: 'primitive' | 'complex' | 'resource'
  readonly abstract: boolean
  readonly base: string | undefined
  /** Direct children, inherited ones first. A primitive has those of its `_name` sibling. */
  readonly elements: readonly ElementDefinition[]
}

/** One element. Its JSON property is `name`, or for a choice `name` + the type code with a capital first letter. */
export interface ElementDefinition {
  /** Definition path: `Patient.contact.name`, `Observation.value[x]`; for an inherited one, `Patient.id`. */
  readonly path: string
  readonly name: string
  readonly choice: boolean
  readonly min: number
  /** 1, or Infinity for an array. */
  readonly max: number
  readonly types: readonly TypeReference[]
  readonly children: readonly ElementDefinition[]
  /** Path of the element whose children apply here too: `Questionnaire.item`. */
  readonly contentReference?: string
}

/**
 * `targets` are what a Reference, CodeableReference or canonical may point at; empty means anything. `valueSet` names what a
 * code may be: a list of the model, `codes` of its own, or a register elsewhere.
 */
export interface TypeReference {
  readonly code: string
  readonly targets: readonly string[]
  readonly valueSet?: string
  readonly codes?: ReadonlySet<string>
}

/**
 * `name min..max types…` or `name min..max #contentReference`; `0..0` takes an inherited element away. With children,
 * a pair. A type `code=name` is closed to a value set. The first row of a type is `kind abstract|concrete base`.
 */
export type ElementRow = string | readonly [string, readonly ElementRow[]]
export interface ModelTable {
  readonly version: FhirVersion
  readonly package: string
  readonly types: Readonly<Record<string, readonly ElementRow[]>>
  readonly codes: Readonly<Record<string, readonly string[]>>
}

const models = new Map<FhirVersion, Model>()

export function tableUrl(version: FhirVersion): URL {
  return new URL(`./tables/${version.toLowerCase()}.json`, import.meta.url)
}

/** The model of a version, read from its table once. */
export function loadModel(version: FhirVersion): Model {
  const known = models.get(version)
  if (known !== undefined) return known
  const model = expandTable(JSON.parse(readFileSync(tableUrl(version), 'utf8')) as ModelTable)
  models.set(version, model)
  return model
}

/** The resource types of a version, read off its table without building the model: a few kilobytes instead of megabytes. */
export function resourceTypeNames(version: FhirVersion): string[] {
  const heads = readFileSync(tableUrl(version), 'utf8').matchAll(/^"(\w+)":\[\n"resource concrete/gm)
  return [...heads].map((head) => head[1] as string)
}

/** The JSON kind of a primitive; `integer64` is a string, as JSON numbers lose digits (R5 datatypes.html#integer64). */
export function jsonKind(primitive: string): 'string' | 'number' | 'boolean' {
  if (primitive === 'boolean') return 'boolean'
  return ['decimal', 'integer', 'positiveInt', 'unsignedInt'].includes(primitive) ? 'number' : 'string'
}

/** The element at a definition path, or undefined. A `contentReference` is followed: `Questionnaire.item.item.text`. */
export function findElement(model: Model, path: string): ElementDefinition | undefined {
  const [root = '', ...names] = path.split('.')
  let elements = model.type(root)?.elements ?? []
  let found: ElementDefinition | undefined
  for (const segment of names) {
    found = elements.find((element) => element.name === segment.replace('[x]', ''))
    if (found === undefined) return undefined
    elements = childrenOf(model, found)
  }
  return found
}

/** The inline children of an element, following its `contentReference`. Empty for one whose type has the children. */
export function childrenOf(model: Model, element: ElementDefinition): readonly ElementDefinition[] {
  if (element.contentReference === undefined) return element.children
  return findElement(model, element.contentReference)?.children ?? []
}

/** What the codes of an element may be: by list, or, where the list is kept elsewhere, by the name of its value set. */
export interface ClosedList {
  readonly valueSet: string
  readonly codes: ReadonlySet<string> | undefined
}

/** Undefined for what is no code, and where any code is possible. */
export function closedList(model: Model, element: ElementDefinition, type: string): ClosedList | undefined {
  const { valueSet, codes } = (type === 'code' ? element.types.find(({ code }) => code === type) : undefined) ?? {}
  return valueSet === undefined ? undefined : { valueSet, codes: codes ?? model.codes.get(valueSet) }
}

/** The property name in JSON: `valueQuantity` for `value[x]` of type Quantity. */
export function jsonName(element: ElementDefinition, type: string): string {
  return element.choice ? element.name + type.charAt(0).toUpperCase() + type.slice(1) : element.name
}

function expandTable(table: ModelTable): Model {
  const types = new Map<string, TypeDefinition>()
  const expand = (name: string): TypeDefinition => {
    const known = types.get(name)
    if (known !== undefined) return known
    const [head, ...rows] = table.types[name] ?? []
    if (typeof head !== 'string') throw new Error(`The ${table.version} table has no type ${name}`)
    const [kind, abstract, base] = head.split(' ')
    const inherited = base === undefined ? [] : expand(base).elements.map((element) => moveTo(name, element))
    const definition: TypeDefinition = {
      name, base, kind: kind as TypeDefinition['kind'], abstract: abstract === 'abstract',
      elements: override(inherited, rows.map((row) => expandRow(row, name, expand))),
    }
    types.set(name, definition)
    return definition
  }
  for (const name of Object.keys(table.types)) expand(name)
  const concrete = [...types.values()].filter((type) => type.kind === 'resource' && !type.abstract)
  return {
    version: table.version,
    types,
    type: (name) => types.get(name),
    resourceTypes: new Set(concrete.map((type) => type.name)),
    codes: new Map(Object.entries(table.codes).map(([name, list]) => [name, new Set(list)])),
  }
}

function expandRow(row: ElementRow, parent: string, expand: (type: string) => TypeDefinition): ElementDefinition {
  const [text, childRows] = typeof row === 'string' ? [row, []] : row
  const [label = '', cardinality = '', ...rest] = text.split(' ')
  const [min, max] = cardinality.split('..')
  const path = `${parent}.${label}`
  const reference = rest[0]?.startsWith('#') ? rest[0].slice(1) : undefined
  const types = reference === undefined ? rest.map(expandType) : []
  const inline = childRows.length === 0 ? [] : expand(types[0]?.code ?? '').elements
  return {
    path,
    name: label.replace('[x]', ''),
    choice: label.endsWith('[x]'),
    min: Number(min),
    max: max === '*' ? Infinity : Number(max),
    types,
    children: override(
      inline.map((element) => moveTo(path, element)),
      childRows.map((child) => expandRow(child, path, expand)),
    ),
    ...(reference === undefined ? {} : { contentReference: reference }),
  }
}

function expandType(text: string): TypeReference {
  const [type = '', valueSet] = text.split('=')
  if (valueSet !== undefined) return { code: type, targets: [], valueSet }
  const [code = '', targets] = text.replace(')', '').split('(')
  return { code, targets: targets === undefined ? [] : targets.split(',') }
}

/** An inherited element with the path it has under the inheriting type. */
function moveTo(parent: string, element: ElementDefinition): ElementDefinition {
  const path = `${parent}.${element.path.slice(element.path.lastIndexOf('.') + 1)}`
  return { ...element, path, children: element.children.map((child) => moveTo(path, child)) }
}

function override(inherited: readonly ElementDefinition[], own: readonly ElementDefinition[]): ElementDefinition[] {
  const byName = new Map(own.map((element) => [element.name, element]))
  const replaced = inherited.map((element) => byName.get(element.name) ?? element)
  const names = new Set(inherited.map((element) => element.name))
  return [...replaced, ...own.filter((element) => !names.has(element.name))].filter((element) => element.max > 0)
}
