import type { Concept, SnapshotElement, Terminology, ValueSetPart } from './definition-packages.ts'

/** Value sets that have no list but a grammar or a register elsewhere: what is bound to them is told by its form. */
const BY_FORM: ReadonlySet<string> = new Set([
  'mimetypes', 'languages', 'all-languages', 'currencies', 'color-codes', 'ucum-units', 'expression-language',
])

/**
 * The lists that elements of type `code` are closed to (FHIR R4 4.1.5, required bindings), by the name of their value set.
 * A list has what any version has under that name: a message need not say which one it is, and a code of another says
 * nothing of anyone.
 */
export class CodeLists {
  private readonly terminologies: readonly Terminology[]
  private readonly lists = new Map<string, readonly string[]>()

  constructor(terminologies: readonly Terminology[]) {
    this.terminologies = terminologies
  }

  /** The value set that a code is bound to, where that says what it may be; undefined where any code is possible. */
  nameOf({ binding }: SnapshotElement): string | undefined {
    const url = binding?.valueSet?.split('|')[0]
    const name = url?.slice(url.lastIndexOf('/') + 1)
    if (url === undefined || name === undefined) return undefined
    if (BY_FORM.has(name)) return name
    if (binding?.strength !== 'required') return undefined
    const codes = this.terminologies.flatMap((terminology) => listOf(terminology, url) ?? [])
    if (codes.length === 0) return undefined
    this.lists.set(name, [...new Set(codes)])
    return name
  }

  /** The lists that were asked for, each code once. */
  get all(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries([...this.lists].toSorted(([a], [b]) => a < b ? -1 : 1))
  }
}

/** Undefined where a part of the value set is not listed in the package. */
function listOf(terminology: Terminology, url: string): string[] | undefined {
  const { include, exclude } = terminology.valueSets.get(url)?.compose ?? {}
  const parts = (include ?? []).map((part) => partOf(terminology, part))
  if (include === undefined || parts.includes(undefined)) return undefined
  const without = new Set((exclude ?? []).flatMap((part) => partOf(terminology, part) ?? []))
  return parts.flatMap((codes) => codes ?? []).filter((code) => !without.has(code))
}

function partOf(terminology: Terminology, { system, concept, filter, valueSet }: ValueSetPart): string[] | undefined {
  if (filter !== undefined) return undefined
  if (concept !== undefined) return concept.map(({ code }) => code)
  if (system !== undefined) {
    const concepts = terminology.codeSystems.get(system)?.concept
    return concepts === undefined ? undefined : codesOf(concepts)
  }
  const lists = (valueSet ?? []).map((url) => listOf(terminology, url.split('|')[0] as string))
  return lists.length === 0 || lists.includes(undefined) ? undefined : lists.flatMap((codes) => codes ?? [])
}

function codesOf(concepts: readonly Concept[]): string[] {
  return concepts.flatMap(({ code, concept }) => [code, ...codesOf(concept ?? [])])
}
