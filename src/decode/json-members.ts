import { SluiceError } from '../contract/errors.ts'

/** A value of a JSON object, by the bytes it takes. */
export interface JsonSpan {
  readonly start: number
  readonly end: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

function malformed(byte: number): SluiceError {
  return new SluiceError('SLUICE_JSON_SYNTAX', { where: { byte } })
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09)) at++
  return at
}

/** From an opening quote to past the closing one. */
function skipString(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === BACKSLASH) at++
    else if (byte === QUOTE) return at + 1
  }
  throw malformed(from)
}

/** From the first byte of a value to past its last; what stands inside is not looked at but for where it ends. */
function skipValue(bytes: Uint8Array, from: number, end: number): number {
  let depth = 0
  for (let at = from; at < end; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = skipString(bytes, at) - 1
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth++
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (depth === 0) return at
      depth--
    } else if (byte === COMMA && depth === 0) return at
  }
  throw malformed(from)
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start && (bytes[at - 1] as number) <= 0x20) at--
  return at
}

/**
 * The members of the JSON object that a span holds, by their keys. Only the object itself is read: whoever takes a value
 * validates it, and no value may leave unread. Throws SLUICE_JSON_SYNTAX for anything but an object, and
 * SLUICE_JSON_DUPLICATE_KEY.
 */
export function jsonMembers(bytes: Uint8Array, span: JsonSpan = { start: 0, end: bytes.length }): ReadonlyMap<string, JsonSpan> {
  const members = new Map<string, JsonSpan>()
  let at = skipSpace(bytes, span.start)
  if (bytes[at] !== OPEN_OBJECT) throw malformed(at)
  at = skipSpace(bytes, at + 1)
  while (bytes[at] !== CLOSE_OBJECT || members.size > 0) {
    if (bytes[at] !== QUOTE) throw malformed(at)
    const keyEnd = skipString(bytes, at)
    const key = textOf(bytes, { start: at, end: keyEnd })
    at = skipSpace(bytes, keyEnd)
    if (key === undefined || bytes[at] !== COLON) throw malformed(at)
    const start = skipSpace(bytes, at + 1)
    const past = skipValue(bytes, start, span.end)
    const end = trimEnd(bytes, start, past)
    if (end === start) throw malformed(start)
    if (members.has(key)) throw new SluiceError('SLUICE_JSON_DUPLICATE_KEY', { where: { byte: at } })
    members.set(key, { start, end })
    if (bytes[past] === CLOSE_OBJECT) {
      at = past
      break
    }
    if (bytes[past] !== COMMA) throw malformed(past)
    at = skipSpace(bytes, past + 1)
  }
  const rest = skipSpace(bytes, at + 1)
  if (at >= span.end || rest < span.end) throw malformed(rest)
  return members
}

/** The text of a span that is a JSON string and nothing else; undefined for any other value. */
export function textOf(bytes: Uint8Array, { start, end }: JsonSpan): string | undefined {
  if (bytes[start] !== QUOTE) return undefined
  try {
    const text: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end)))
    return typeof text === 'string' && text.isWellFormed() ? text : undefined
  } catch {
    return undefined
  }
}

/** Whether a span is the word null. */
export function isNull(bytes: Uint8Array, { start, end }: JsonSpan): boolean {
  return end - start === 4 && bytes[start] === 0x6e
}
