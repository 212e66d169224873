import { asObject, type JsonObject } from '../json-value.ts'

/** An entry of a Bundle, read. */
export interface ReadEntry {
  readonly read: JsonObject
}

const NAME = /([A-Z][A-Za-z]{0,63}\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/

/** `Type/id` of a reference or an address, or else all of it. */
export function nameOf(reference: string): string {
  return NAME.exec(reference)?.[1] ?? reference
}

/** What an entry may be referred to by: its own type and id, and its address. */
export function namesOf({ read }: ReadEntry): string[] {
  const { resourceType, id } = asObject(read['resource'])
  const own = typeof resourceType === 'string' && typeof id === 'string' ? [`${resourceType}/${id}`] : []
  return typeof read['fullUrl'] === 'string' ? [...own, nameOf(read['fullUrl'])] : own
}

/**
 * Of what came along with the matches of a search, each once and only what some match still leads to: what they refer to, and
 * so on, and what refers to one of them. All else came along with what is not shown, and would tell of it.
 */
export function linkedOnly<E extends ReadEntry>(matches: readonly E[], others: readonly E[]): E[] {
  const byName = new Map(others.flatMap((one) => namesOf(one).map((name) => [name, one] as const)))
  const matched = new Set(matches.flatMap(namesOf))
  const distinct = new Set(others.map((one) => byName.get(namesOf(one)[0] ?? '') ?? one))
  const kept = new Set(
    [...distinct].filter(
      (one) => asObject(one.read['search'])['mode'] === 'outcome' || referencesIn(one.read['resource']).some((name) => matched.has(name)),
    ),
  )
  const waiting: E[] = [...matches, ...kept]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const name of referencesIn(one.read['resource'])) {
      const other = byName.get(name)
      if (other === undefined || kept.has(other)) continue
      kept.add(other)
      waiting.push(other)
    }
  }
  return [...distinct].filter((one) => kept.has(one))
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  return Object.entries(asObject(value)).flatMap(([key, inner]) =>
    key === 'reference' && typeof inner === 'string' ? [nameOf(inner)] : referencesIn(inner),
  )
}
