import { isUtf8 } from 'node:buffer'
import { LIMITS } from '../../contract/limits.ts'
import { SluiceError } from '../../contract/errors.ts'
import { isJson } from '../sniff.ts'
import { charsetInMarkup, charsetOf, charsetOfMark, type Charset } from './charset.ts'
import { 
  allPieces, allWithheld, placeInSource, writeSource, type OpaqueWhy, type RewriteResource, type TextSource, type Withheld,
} from './content.ts'
import { readContentType, type DeclaredType, type TextFormat } from './content-type.ts'
import { isCsv, readCsv } from './csv.ts'
import { readJson } from './json-text.ts'
import { binaryFormatOf } from './magic.ts'
import { readMarkup } from './markup.ts'
import { isHtmlElement } from './markup-names.ts'
import type { Opener } from './nested.ts'
import type { Replacement, TextPiece } from './piece.ts'
import { readHl7, readMarkdown, readPlain } from './plain.ts'
import { readInside, type InsideOptions } from './read-inside.ts'
import { readRtf } from './rtf.ts'
import { innerValues, toldValues } from './told-values.ts'

/** Values of plain text, whose format says nothing of them. */
const OF_PLAIN: InsideOptions = { told: toldValues, toldBy: /[\n("'*]/ }
const OF_OTHERS: InsideOptions = { told: innerValues }
/** Those of HL7 v2 are told where it is read. */
const TOLD: Readonly<Partial<Record<TextFormat, InsideOptions>>> = { plain: OF_PLAIN, markdown: OF_PLAIN, hl7: { told: () => [] } }
/** Control characters that no text holds; NUL first of all. */
const CONTROLS = /[^\P{Cc}\t\n\r\f\u{80}-\u{9F}]/u

export interface ReadableContent<T extends string | Uint8Array> {
  readonly kind: 'text'
  readonly format: TextFormat
  readonly pieces: readonly TextPiece[]
  /** What `write` takes out or rewrites always. Where there is any, content has to be written. */
  readonly withheld: readonly Withheld[]
  /** The content with the replacements made. Without any, and with nothing withheld, it is the same to the byte. */
  write(replacements: readonly Replacement[]): T
  /** Where a part of a piece stands in the content, in UTF-16 code units; undefined where nothing of it does. */
  placeOf(piece: number, start: number, end: number): { readonly start: number; readonly end: number } | undefined
}

export type OpenedContent<T extends string | Uint8Array> = ReadableContent<T> | { readonly kind: 'opaque'; readonly why: OpaqueWhy }

interface Declared {
  readonly contentType?: string | undefined
  /** Asked for every FHIR resource that stands in it as JSON. */
  readonly rewriteResource?: RewriteResource | undefined
}

/**
 * Opens content so that the text a reader sees in it can be searched and replaced. The bytes are checked against the
 * declared type, and what is not understood is opaque: it must not pass unread.
 */
export function openContent(input: { readonly bytes: Uint8Array } & Declared): OpenedContent<Uint8Array>
export function openContent(input: { readonly text: string } & Declared): OpenedContent<string>
export function openContent(
  input: ({ readonly bytes: Uint8Array } | { readonly text: string }) & Declared,
): OpenedContent<Uint8Array> | OpenedContent<string> {
  const opener = new ContentOpener(0, input.rewriteResource)
  if ('text' in input) {
    const opened = opener.openString(input.text, input.contentType)
    if (typeof opened === 'string') return { kind: 'opaque', why: opened }
    return readable(opened.content, opened.format, (text) => text)
  }
  const opened = opener.openBytes(input.bytes, input.contentType)
  if (typeof opened === 'string') return { kind: 'opaque', why: opened }
  return readable(opened.content, opened.format, (text) => opened.charset.encode(text))
}

function readable<T extends string | Uint8Array>(content: TextSource, format: TextFormat, encode: (text: string) => T): ReadableContent<T> {
  const pieces = allPieces(content)
  return {
    kind: 'text', format, pieces, withheld: allWithheld(content),
    placeOf: (piece, start, end) => placeInSource(content, piece, start, end),
    write(replacements) {
      if (replacements.some(({ piece }) => piece < 0 || piece >= pieces.length)) {
        throw new SluiceError('SLUICE_INTERNAL', { detail: 'A replacement names a text that is not there.' })
      }
      return encode(writeSource(content, replacements))
    },
  }
}

interface Opened {
  readonly content: TextSource
  readonly format: TextFormat
  readonly charset: Charset
}

class ContentOpener implements Opener {
  private readonly depth: number
  readonly rewriteResource: RewriteResource | undefined

  constructor(depth: number, rewriteResource: RewriteResource | undefined) {
    this.depth = depth
    this.rewriteResource = rewriteResource
  }

  openBytes(bytes: Uint8Array, contentType: string | undefined): Opened | OpaqueWhy {
    if (this.depth > LIMITS.contentDepthMax) return 'it is nested too deep'
    if (bytes.length > LIMITS.contentBytesMax) return 'it is too large'
    const declared = readContentType(contentType)
    if (declared.format === 'opaque') return 'its type is not text'
    const binary = binaryFormatOf(bytes)
    if (binary !== undefined) return `it is ${binary}`
    const isRtf = declared.format === 'rtf' || startsLikeRtf(bytes)
    const charset = isRtf ? RTF_BYTES : charsetFor(bytes, declared)
    if (charset === undefined) return 'its charset is not known'
    let text: string
    try {
      text = charset.decode(bytes)
    } catch {
      return 'it is not in its charset'
    }
    return this.open(text, declared, charset)
  }

  openString(text: string, contentType: string | undefined): Opened | OpaqueWhy {
    if (text.length > LIMITS.contentBytesMax) return 'it is too large'
    const declared = readContentType(contentType)
    if (declared.format === 'opaque') return 'its type is not text'
    return this.open(text, declared, charsetOf('utf-8') as Charset)
  }

  openText(text: string, format: TextFormat): TextSource | OpaqueWhy {
    if (this.depth > LIMITS.contentDepthMax) return 'it is nested too deep'
    return CONTROLS.test(text) ? 'it holds control characters' : this.read(text, format)
  }

  private open(text: string, declared: DeclaredType, charset: Charset): Opened | OpaqueWhy {
    if (CONTROLS.test(text)) return 'it holds control characters'
    const format = formatOf(text, declared)
    if (format === undefined) return 'it is not what its type says'
    const content = this.read(text, format)
    if (typeof content === 'string') return content
    return allPieces(content).length > LIMITS.contentPiecesMax ? 'it is too large' : { content, format, charset }
  }

  private read(text: string, format: TextFormat): TextSource | OpaqueWhy {
    const read = this.readAs(text, format)
    if (typeof read === 'string') return read
    return readInside(read, new ContentOpener(this.depth + 1, this.rewriteResource), TOLD[format] ?? OF_OTHERS)
  }

  private readAs(text: string, format: TextFormat): TextSource | OpaqueWhy {
    const inside = new ContentOpener(this.depth + 1, this.rewriteResource)
    switch (format) {
      case 'plain': return readPlain(text)
      case 'csv': return readCsv(text)
      case 'markdown': return readMarkdown(text)
      case 'hl7': return readHl7(text)
      case 'html': return readMarkup(text, inside, { syntax: 'html' })
      case 'xml': return readMarkup(text, inside, { syntax: 'xml' })
      case 'rtf': return readRtf(text)
      case 'json': return readJson(text, inside, { lines: false })
      case 'json-lines': return readJson(text, inside, { lines: true })
    }
  }
}

/** RTF is ASCII with bytes of a code page that it names itself. */
const RTF_BYTES: Charset = {
  name: 'rtf', isUnicode: false,
  decode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
  encode: (text) => Buffer.from(text, 'latin1'),
}

function startsLikeRtf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1').trimStart().startsWith('{\\rtf')
}

/** A byte order mark says more than a declaration, and that more than the markup itself. */
function charsetFor(bytes: Uint8Array, declared: DeclaredType): Charset | undefined {
  const marked = charsetOfMark(bytes)
  if (marked !== undefined) return marked
  const isMarkup = declared.format === 'html' || declared.format === 'xml' || declared.format === 'any' || declared.format === 'plain'
  const said = charsetOf(declared.charset ?? (isMarkup ? charsetInMarkup(bytes) : undefined) ?? 'utf-8')
  // Bytes that make sense as UTF-8 are hardly ever anything else, whereas UTF-8 sent as Latin-1 is common.
  return said?.isSingleByte === true && isUtf8(bytes) ? charsetOf('utf-8') : said
}

/** The format to read the text in: the declared one where the text can be that, else undefined; sniffed where none is declared. */
function formatOf(text: string, declared: DeclaredType): TextFormat | undefined {
  const start = /^\uFEFF?\s*(?:<!--[^]*?-->\s*)*/.exec(text)?.[0].length ?? 0
  const head = text.slice(start, start + 256)
  const isRtf = head.startsWith('{\\rtf')
  switch (declared.format) {
    case 'opaque': return undefined
    case 'rtf': return isRtf ? 'rtf' : undefined
    case 'xml': return isRtf ? undefined : head.startsWith('<') ? 'xml' : undefined
    case 'json': case 'json-lines': return isRtf ? undefined : declared.format
    case 'html': case 'csv': case 'hl7': return isRtf ? undefined : sniff(head, text) ?? declared.format
    case 'markdown': case 'plain': case 'any': return sniff(head, text) ?? (declared.format === 'markdown' ? 'markdown' : 'plain')
  }
}

/** What a text is by its first characters, whatever it is called. */
function sniff(head: string, text: string): TextFormat | undefined {
  if (head.startsWith('{\\rtf')) return 'rtf'
  if (/^(?:MSH|FHS|BHS)[^A-Za-z0-9\s]|^PID\|/.test(head)) return 'hl7'
  if (/^<!doctype\s+html|^<html\b|^<head\b|^<body\b/i.test(head)) return 'html'
  if (/^<\?xml\b|^<!DOCTYPE\s|^<ClinicalDocument\b|^<div\b[^>]*xmlns/.test(head) || RECORD.test(head) || isWholeElement(head, text))
    return 'xml'
  if (/^<[a-z][a-z0-9]*[\s/>]/i.test(head)) return 'html'
  if (/^[[{]/.test(head) && isJson(text)) return 'json'
  if (/^[^\r\n]*[,;|\t]/.test(head) && isCsv(text)) return 'csv'
  return undefined
}

/** An element in a namespace of HL7: CDA, version 3, FHIR. */
const RECORD = /^<[A-Za-z][\w.:-]*\s[^<>]*xmlns(?::[\w.-]+)?=["'](?:urn:hl7-org:|http:\/\/hl7\.org\/fhir)/

/** A part of some other XML: from the tag of an element that HTML does not have to its end tag. */
function isWholeElement(head: string, text: string): boolean {
  const name = /^<([A-Za-z][\w.:-]*)[\s>]/.exec(head)?.[1]
  return name !== undefined && !isHtmlElement(name.toLowerCase()) && text.trimEnd().endsWith(`</${name}>`)
}
