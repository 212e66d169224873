import { isUtf8 } from 'node:buffer'
import { isJson } from '../sniff.ts'
import { decodeBase64, encodeBase64 } from './base64-text.ts'
import type { Charset } from './charset.ts'
import type { OpaqueWhy, RewriteResource, TextSource } from './content.ts'
import type { TextFormat } from './content-type.ts'
import { embeddedDocuments } from './embedded-documents.ts'
import { FHIR_NAMESPACE } from './markup-names.ts'

/** How readers of one format open what stands inside its values, without knowing the other formats. */
export interface Opener {
  readonly rewriteResource: RewriteResource | undefined
  openText(text: string, format: TextFormat): TextSource | OpaqueWhy
  openBytes(bytes: Uint8Array, contentType: string | undefined): { readonly content: TextSource; readonly charset: Charset } | OpaqueWhy
}

/** `opaque` is content that nobody can read; undefined is a value that holds nothing but itself. */
export type NestedValue = { readonly content: TextSource; readonly encode: (text: string) => string } | 'opaque' | undefined

/** Shorter than this a word may be base64 by chance, and decode to text by chance. */
const BASE64_CHARACTERS_MIN = 16
/** From here on what is shaped like base64 is content, even where nobody knows of what. */
const BLOB_CHARACTERS_MIN = 256
const TEXT_SHARE_MIN = 0.75
const BASE64_LINES = /^\s*[A-Za-z0-9+/]{4,}(?:[\r\n\t]+[A-Za-z0-9+/]+)*={0,2}\s*$/
const TAG =
  /<\/?(?:a|abbr|b|big|blockquote|body|br|center|code|div|em|font|h[1-6]|hr|html|i|img|li|mark|ol|p|pre|s|small|span|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul)(?:\s[^<>]*)?\/?>|<!--/i

/** How most FHIR resources begin as JSON (R4, 2.6.2): with what they are. */
export const RESOURCE = /\{\s*"resourceType"\s*:/

/** Base64 whose type and encoding are said elsewhere. */
export function nestedBase64(value: string, contentType: string | undefined, opener: Opener): NestedValue {
  const bytes = decodeBase64(value)
  if (bytes === undefined) return 'opaque'
  return nestedBytes(bytes, contentType, opener, encodeBase64) ?? 'opaque'
}

/** Looks into a value of which nothing is known: base64 of text, of a picture; and, where `markup` says so, a document. */
export function nestedValue(value: string, opener: Opener, options: { readonly markup: boolean }): NestedValue {
  const prose = nestedProse(value, opener)
  if (prose !== undefined) return prose
  if (value.length >= BASE64_CHARACTERS_MIN && BASE64_LINES.test(value)) {
    const bytes = decodeBase64(value)
    if (bytes !== undefined) {
      const read = nestedBytes(bytes, undefined, opener, encodeBase64)
      if (read !== undefined) return read
      const isBlob = value.length >= BLOB_CHARACTERS_MIN && /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value)
      return isBlob ? 'opaque' : undefined
    }
  }
  if (!options.markup && value.length >= BASE64_CHARACTERS_MIN && BASE64_URL.test(value)) return nestedBase64Url(value, opener)
  if (value.startsWith('data:')) return nestedDataUrl(value, opener)
  return options.markup ? nestedDocument(value, opener) : undefined
}

/** The alphabet for URLs, or no padding (RFC 4648, 5); of text only, since many a key is written so. */
const BASE64_URL = /^[A-Za-z0-9_-]{16,}$/

function nestedBase64Url(value: string, opener: Opener): NestedValue {
  const bytes = Buffer.from(value, 'base64url')
  if (bytes.toString('base64url') !== value) return undefined
  const read = nestedBytes(bytes, 'text/plain;charset=utf-8', opener, (written) => Buffer.from(written).toString('base64url'))
  return read === 'opaque' ? undefined : read
}

/** A FHIR resource with what stands around it, which no label is worth as much as. */
export function nestedProse(value: string, opener: Opener): NestedValue {
  if (opener.rewriteResource === undefined || !RESOURCE.test(value) || !holdsResource(value)) return undefined
  const content = opener.openText(value, 'plain')
  return typeof content === 'string' ? 'opaque' : { content, encode: (text) => text }
}

function holdsResource(value: string): boolean {
  for (const { start, end, format } of embeddedDocuments(value))
    if (format === 'json' && RESOURCE.test(value.slice(start, end))) return true
  return false
}

/** HTML, XML or JSON that stands in a string. A document that cannot be read is opaque. */
export function nestedDocument(value: string, opener: Opener): NestedValue {
  const prose = nestedProse(value, opener)
  if (prose !== undefined) return prose
  if (FHIR_NAMESPACE.test(value)) return 'opaque'
  const format = /^\s*[[{]/.test(value) && isJson(value) ? 'json' : TAG.test(value) ? 'html' : /^\s*<\?xml/.test(value) ? 'xml' : undefined
  if (format === undefined) return undefined
  const content = opener.openText(value, format)
  return typeof content === 'string' ? 'opaque' : { content, encode: (text) => text }
}

/** RFC 2397. */
function nestedDataUrl(value: string, opener: Opener): NestedValue {
  const match = /^data:([^,]*?)(;base64)?,([\s\S]*)$/i.exec(value)
  if (match === null) return 'opaque'
  const [, type = '', base64, payload = ''] = match
  const head = value.slice(0, value.length - payload.length)
  if (base64 !== undefined) {
    const bytes = decodeBase64(decodePercent(payload))
    if (bytes === undefined) return 'opaque'
    return nestedBytes(bytes, type === '' ? 'text/plain' : type, opener, (written) => head + encodeBase64(written)) ?? 'opaque'
  }
  const bytes = Buffer.from(decodePercent(payload), 'utf8')
  const written = (content: Uint8Array): string => head + encodeURIComponent(Buffer.from(content).toString('utf8')).replaceAll('\'', '%27')
  return nestedBytes(bytes, type === '' ? 'text/plain;charset=utf-8' : type, opener, written) ?? 'opaque'
}

/** Undefined where the bytes are no text: a word may be base64 by chance. */
function nestedBytes(
  bytes: Uint8Array, contentType: string | undefined, opener: Opener, encode: (bytes: Uint8Array) => string,
): NestedValue {
  const opened = opener.openBytes(bytes, contentType)
  if (typeof opened === 'string') {
    if (opened === 'it holds control characters') return isMostlyText(bytes) ? 'opaque' : undefined
    return opened === 'it is not in its charset' ? undefined : 'opaque'
  }
  return { content: opened.content, encode: (text) => encode(opened.charset.encode(text)) }
}

/** Bytes of a word that is no base64 are hardly ever letters of UTF-8, where a text may have a bell or a form feed of some printer. */
function isMostlyText(bytes: Uint8Array): boolean {
  if (!isUtf8(bytes)) return false
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
  return text.replaceAll(/[^\p{L}\p{N}\s]/gu, '').length > text.length * TEXT_SHARE_MIN
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
