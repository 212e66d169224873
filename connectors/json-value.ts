/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The value as an object; an empty one for anything else, so that nothing is found in it. */
export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {}
}

/** The items of a list as objects; none for anything else. */
export function asList(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(asObject) : []
}
