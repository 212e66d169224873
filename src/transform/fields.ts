/** Joins fields so that no two lists give the same text: each after its length in UTF-16 code units and a colon. */
export function joinFields(...fields: readonly string[]): string {
  let joined = ''
  for (const field of fields) joined += `${field.length}:${field}`
  return joined
}
