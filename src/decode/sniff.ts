/**
 * Tells NDJSON from one JSON document by its first bytes: NDJSON is a first value that ends on the line it began on
 * and is followed by an object on a later line. Everything else is one document, for the engine to read or refuse.
 */
export interface Sniffer {
  /** Returns the answer once it is certain, and undefined while more bytes are needed. */
  push(chunk: Uint8Array): 'json' | 'ndjson' | undefined
}

const NEWLINE = 0x0a
const QUOTE = 0x22
const BACKSLASH = 0x5c

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === NEWLINE
}

/** Creates a sniffer for one stream. */
export function createSniffer(): Sniffer {
  let depth = 0
  let inString = false
  let escaped = false
  let state: 'before' | 'inside' | 'after' = 'before'
  let newline = false

  /** Inside the first value: returns an answer as soon as a line ends within it. */
  function inside(byte: number): 'json' | undefined {
    if (byte === NEWLINE) return 'json'
    if (inString) {
      if (escaped) escaped = false
      else if (byte === BACKSLASH) escaped = true
      else if (byte === QUOTE) inString = false
    } else if (byte === QUOTE) inString = true
    else if (byte === 0x7b || byte === 0x5b) depth += 1
    else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1
      if (depth === 0) state = 'after'
    }
    return undefined
  }

  function step(byte: number): 'json' | 'ndjson' | undefined {
    if (state === 'inside') return inside(byte)
    if (state === 'after') {
      if (byte === NEWLINE) newline = true
      if (isSpace(byte)) return undefined
      return newline && byte === 0x7b ? 'ndjson' : 'json'
    }
    if (isSpace(byte)) return undefined
    if (byte !== 0x7b) return 'json'
    state = 'inside'
    depth = 1
    return undefined
  }

  return {
    push(chunk) {
      for (const byte of chunk) {
        const answer = step(byte)
        if (answer !== undefined) return answer
      }
      return undefined
    },
  }
}

/** True for the first two bytes of gzip (RFC 1952, 2.3.1). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** True for a JSON object or array, and nothing behind it. */
export function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}
