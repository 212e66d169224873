import { SluiceError } from '../../src/contract/errors.ts'

/** Parameters in order, decoded. */
export type Query = readonly (readonly [string, string])[]

const PARAMETERS_MAX = 200
/** Longer ones, of a form or within a body, take long enough to look through that others would notice. */
const QUERY_LENGTH_MAX = 1024 * 1024

/** Reads `application/x-www-form-urlencoded`, strictly: what two readers might read differently is refused. */
export function parseQuery(text: string): Query {
  if (text === '') return []
  requireShort(text)
  const pairs = text.split('&').filter((pair) => pair !== '')
  if (pairs.length > PARAMETERS_MAX) throw badRequest('There are too many parameters.')
  return pairs.map((pair) => {
    const at = pair.indexOf('=')
    return [decode(at < 0 ? pair : pair.slice(0, at)), at < 0 ? '' : decode(pair.slice(at + 1))] as const
  })
}

/** Throws SLUICE_TOO_COSTLY for parameters that are too long. */
export function requireShort(text: { readonly length: number }): void {
  if (text.length > QUERY_LENGTH_MAX) throw new SluiceError('SLUICE_TOO_COSTLY')
}

/** Throws SLUICE_HTTP_REQUEST for half of a character, which no address can hold. */
export function printQuery(query: Query): string {
  if (!query.every(([name, value]) => name.isWellFormed() && value.isWellFormed()))
    throw badRequest('A parameter holds half of a character.')
  return query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
}

/** What `_type` says, be it once or more than once; undefined where it is not given. */
export function askedTypes(query: Query): readonly string[] | undefined {
  const values = query.filter(([name]) => name === '_type')
  return values.length === 0 ? undefined : values.flatMap(([, value]) => value.split(','))
}

/** Splits at a separator that no backslash escapes (FHIR R4 Search, Escaping Search Parameters). */
export function splitEscaped(text: string, separator: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === separator) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  return [...parts, text.slice(from)]
}

export function badRequest(detail: string): SluiceError {
  return new SluiceError('SLUICE_HTTP_REQUEST', { detail })
}

function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    if (/[\u0000-\u001f\u007f]/.test(decoded)) throw badRequest('A parameter holds control characters.')
    return decoded
  } catch (error) {
    if (error instanceof SluiceError) throw error
    throw badRequest('A parameter is badly encoded.')
  }
}
