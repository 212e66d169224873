interface NumberText {
  readonly source: string
}

/** JSON.parse with every number as it is spelled (ECMAScript 2026, JSON.parse source text access). */
function parseSpelled(text: string): unknown {
  const reviver = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' ? { source: context?.source ?? '' } satisfies NumberText : value
  return JSON.parse(text, reviver)
}

/** How every number in a JSON text is spelled, by path without indexes, in document order. */
export function numberTokens(text: string): Map<string, string[]> {
  const tokens = new Map<string, string[]>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    if ('source' in value && typeof value.source === 'string' && Object.keys(value).length === 1 && isNumber(value.source)) {
      tokens.set(path, [...tokens.get(path) ?? [], value.source])
      return
    }
    for (const [key, inner] of Object.entries(value)) walk(inner, Array.isArray(value) ? path : `${path}.${key}`)
  }
  walk(parseSpelled(text), '')
  return tokens
}

/** Whether JSON.parse and stringify would spell a number differently. */
export function isFragile(token: string): boolean {
  return JSON.stringify(JSON.parse(token)) !== token
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)
}
