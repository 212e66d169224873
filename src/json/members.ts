const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_OBJECT = 0x7b
const OPEN_ARRAY = 0x5b
const CLOSE_OBJECT = 0x7d
const CLOSE_ARRAY = 0x5d
const COMMA = 0x2c

/** A stretch of bytes, end exclusive. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/**
 * These read JSON that has been found well-formed before, by the walker; anything else gives nonsense, though it ends.
 * `p` is the offset of the opening brace or bracket.
 */
export function memberOf(bytes: Uint8Array, p: number, key: string): Stretch | undefined {
  for (const member of membersOf(bytes, p)) if (member.key === key) return member.value
  return undefined
}

/** The members of an object, in order, with decoded keys. */
export function* membersOf(bytes: Uint8Array, p: number): Generator<{ readonly key: string; readonly value: Stretch }> {
  let at = skipSpace(bytes, p + 1)
  while (at < bytes.length && bytes[at] === QUOTE) {
    const keyEnd = skipString(bytes, at)
    const key = decodeString(bytes, { start: at, end: keyEnd })
    const start = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1)
    const end = skipValue(bytes, start)
    yield { key, value: { start, end } }
    at = skipSpace(bytes, end)
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1)
  }
}

/** The items of an array, in order. */
export function* itemsOf(bytes: Uint8Array, p: number): Generator<Stretch> {
  let at = skipSpace(bytes, p + 1)
  while (at < bytes.length && bytes[at] !== CLOSE_ARRAY && bytes[at] !== CLOSE_OBJECT) {
    const end = skipValue(bytes, at)
    yield { start: at, end }
    at = skipSpace(bytes, end)
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1)
  }
}

/** The offset of the document's value. */
export function rootOf(bytes: Uint8Array): number {
  return skipSpace(bytes, 0)
}

/** A string between its quotes, with escapes undone. */
export function decodeString(bytes: Uint8Array, { start, end }: Stretch): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8', start, end)
  return text.includes('\\') ? JSON.parse(text) as string : text.slice(1, -1)
}

/** Every string that is a value, with the key of the nearest member around it, and the keys above that. */
export function visitStrings(bytes: Uint8Array, visit: (path: readonly string[], value: Stretch) => void): void {
  const path: string[] = []
  const walk = (p: number): void => {
    const c = bytes[p]
    if (c === QUOTE) visit(path, { start: p, end: skipString(bytes, p) })
    else if (c === OPEN_ARRAY) for (const item of itemsOf(bytes, p)) walk(item.start)
    else if (c === OPEN_OBJECT) {
      for (const { key, value } of membersOf(bytes, p)) {
        path.push(key)
        walk(value.start)
        path.pop()
      }
    }
  }
  walk(rootOf(bytes))
}

/** The bytes with some stretches replaced; they are in order and do not overlap. */
export function replaceStretches(bytes: Uint8Array, edits: readonly (Stretch & { readonly with: Uint8Array })[]): Uint8Array {
  if (edits.length === 0) return bytes
  const parts: Uint8Array[] = []
  let from = 0
  for (const edit of edits) {
    parts.push(bytes.subarray(from, edit.start), edit.with)
    from = edit.end
  }
  parts.push(bytes.subarray(from))
  return Buffer.concat(parts)
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let p = from
  while (p < bytes.length && (bytes[p] as number) <= 0x20) p++
  return p
}

function skipString(bytes: Uint8Array, from: number): number {
  let p = from + 1
  while (p < bytes.length && bytes[p] !== QUOTE) p += bytes[p] === BACKSLASH ? 2 : 1
  return p + 1
}

function skipValue(bytes: Uint8Array, from: number): number {
  let p = from
  if (bytes[p] === QUOTE) return skipString(bytes, p)
  let depth = 0
  for (; p < bytes.length; p++) {
    const c = bytes[p]
    if (c === QUOTE) p = skipString(bytes, p) - 1
    else if (c === OPEN_OBJECT || c === OPEN_ARRAY) depth++
    else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) {
      if (depth === 0) return p
      if (--depth === 0) return p + 1
    } else if (depth === 0 && (c === COMMA || (c as number) <= 0x20)) return p
  }
  return p
}
