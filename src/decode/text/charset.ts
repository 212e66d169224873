/** Reads bytes as text and writes text as bytes, so that what was not touched comes out as the same bytes. */
export interface Charset {
  readonly name: string
  decode(bytes: Uint8Array): string
  /** What the charset cannot write becomes `?`, or goes through `fallback`. */
  encode(text: string): Uint8Array
  /** True where the charset can write every character. */
  readonly isUnicode: boolean
  /** True where every sequence of bytes is some text, so that bytes never tell that they are in another charset. */
  readonly isSingleByte?: true
}

const UTF8: Charset = {
  name: 'utf-8',
  isUnicode: true,
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  encode: (text) => Buffer.from(text, 'utf8'),
}

/** Bytes that are one charset's letters only where all of them are below 0x80. */
const ASCII: Charset = {
  name: 'us-ascii',
  isUnicode: false,
  decode(bytes) {
    if (bytes.some((byte) => byte >= 0x80)) throw new RangeError('Not ASCII.')
    return Buffer.from(bytes).toString('latin1')
  },
  encode: (text) => Buffer.from(text.replace(/[^\0-\x7F]/gu, '?'), 'latin1'),
}

/** Text of one byte a character that is called UTF-16: every two letters would pass as one character that nobody knows. */
function readsAsBytes(bytes: Uint8Array): boolean {
  const letters = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return /^[\t\n\r\x20-\x7E]+$|[\x20-\x7E]{16}/.test(letters)
}

/** ASCII in the other byte order: characters whose low byte is zero, side by side or nothing else. */
function readsSwapped(text: string): boolean {
  let run = 0
  let longest = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    run = (code & 0xFF) === 0 && code >= 0x900 && code < 0x7F00 ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest >= 4 || longest > 0 && longest === text.length
}

function utf16(name: 'utf-16le' | 'utf-16be'): Charset {
  return {
    name,
    isUnicode: true,
    decode(bytes) {
      const text = new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(bytes)
      if (readsAsBytes(bytes) || readsSwapped(text)) throw new RangeError('Not UTF-16.')
      return text
    },
    encode(text) {
      const bytes = Buffer.from(text, 'utf16le')
      return name === 'utf-16be' ? bytes.swap16() : bytes
    },
  }
}

/** A charset of one byte a character, from the tables of the WHATWG Encoding Standard. Undefined where some byte has no character. */
export function singleByteCharset(label: string): Charset | undefined {
  let characters: string
  try {
    characters = new TextDecoder(label, { fatal: true }).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  } catch {
    return undefined
  }
  if (characters.length !== 256 || new Set(characters).size !== 256) return undefined
  const bytes = new Map(Array.from(characters, (character, byte) => [character, byte]))
  return {
    name: label,
    isUnicode: false,
    isSingleByte: true,
    decode: (input) => new TextDecoder(label).decode(input),
    encode: (text) => Uint8Array.from(text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, '?'), (character) => bytes.get(character) ?? 0x3F),
  }
}

/** RFC 2978 names that senders use. As browsers do, iso-8859-1 is read as windows-1252, which holds it. */
const LABELS: ReadonlyMap<string, string> = new Map(Object.entries({
  'iso-8859-1': 'windows-1252', 'iso8859-1': 'windows-1252', 'latin1': 'windows-1252', 'l1': 'windows-1252', 'cp1252': 'windows-1252',
  'windows-1252': 'windows-1252',
}))

/** Undefined for a charset that is not read. */
export function charsetOf(label: string): Charset | undefined {
  if (label === 'utf-8' || label === 'utf8' || label === 'unicode-1-1-utf-8') return UTF8
  if (label === 'us-ascii' || label === 'ascii') return ASCII
  if (label === 'utf-16le' || label === 'utf-16be') return utf16(label)
  const known = LABELS.get(label)
  return known === undefined ? undefined : singleByteCharset(known)
}

/** The charset that a byte order mark tells. */
export function charsetOfMark(bytes: Uint8Array): Charset | undefined {
  if (bytes[0] === 0xEF && bytes[1] === 0xBB && bytes[2] === 0xBF) return UTF8
  if (bytes[0] === 0xFF && bytes[1] === 0xFE) return utf16('utf-16le')
  if (bytes[0] === 0xFE && bytes[1] === 0xFF) return utf16('utf-16be')
  return undefined
}

/** XML 1.0, 4.3.3 and HTML, 13.2.3.2: what the first bytes of markup say about their own charset. */
export function charsetInMarkup(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1')
  const said = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/i.exec(head) ?? /<meta[^>]*?charset\s*=\s*["']?([^\s"'/>;]+)/i.exec(head)
  return said?.[1]?.toLowerCase()
}
