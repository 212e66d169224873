import { isUtf8 } from 'node:buffer'
import { base64Runs } from './base64-runs.ts'
import { FHIR_IN_XML, type Nested, type TextSource, type Withheld } from './content.ts'
import type { Edit } from './edits.ts'
import { embeddedDocuments } from './embedded-documents.ts'
import { HL7_ESCAPE, readHl7Escape } from './hl7-escapes.ts'
import { hl7Components } from './hl7-fields.ts'
import { nestedValue, type NestedValue, type Opener } from './nested.ts'
import { PieceBuilder, type Encode } from './piece.ts'
import { PLUS } from './search-fields.ts'
import { toldValues, type ToldValue } from './told-values.ts'

const asIs: Encode = (text) => text

/** One piece of all the source but documents in it, in base64 or as they are, which are opened or taken out. */
function whole(source: string, opener: Opener, add: (piece: PieceBuilder, start: number, end: number) => void): TextSource {
  const piece = new PieceBuilder(source)
  const nested: Nested[] = []
  const taken: (Edit & { readonly what: Withheld })[] = []
  // A byte order mark is no part of the text.
  let from = source.startsWith('\uFEFF') ? 1 : 0
  for (const { start, end, inner } of insideOf(source, opener)) {
    if (start < from) continue
    add(piece, from, start)
    piece.edge('\n')
    from = end
    if (inner === 'opaque') taken.push({ start, end, text: '', what: 'embedded-content' })
    else nested.push({ start, end, content: inner.content, encode: inner.encode })
  }
  add(piece, from, source.length)
  return { source, pieces: piece.holdsSource ? [piece.build('text')] : [], regions: [], nested, taken }
}

interface Inside {
  readonly start: number
  readonly end: number
  readonly inner: Exclude<NestedValue, undefined>
}

/** What stands in a text that is more than text, in order. */
function insideOf(source: string, opener: Opener): readonly Inside[] {
  const found: Inside[] = []
  for (const { index: start, 0: run } of base64Runs(source)) {
    const inner = nestedValue(run, opener, { markup: false })
    if (inner !== undefined) found.push({ start, end: start + run.length, inner })
  }
  for (const { start, end, format } of embeddedDocuments(source)) {
    const content = opener.openText(source.slice(start, end), format)
    if (typeof content !== 'string') found.push({ start, end, inner: { content, encode: asIs } })
    else if (content === FHIR_IN_XML) found.push({ start, end, inner: 'opaque' })
  }
  return found.length < 2 ? found : found.sort((one, other) => one.start - other.start)
}

/** A stretch of the source in which each value that is told stands on a line of its own, behind what it is. */
function addTold(piece: PieceBuilder, told: Iterable<ToldValue>, { start, end, add }: {
  readonly start: number
  readonly end: number
  add(from: number, to: number): void
}): void {
  let from = start
  const addForm = (valueStart: number, valueEnd: number): void => {
    let next = valueStart
    for (const { index } of piece.sourceOf(valueStart, valueEnd).matchAll(PLUS)) {
      add(next, valueStart + index)
      next = valueStart + index + 1
      piece.atom(' ', next - 1, next, asIs)
    }
    add(next, valueEnd)
  }
  for (const one of told) {
    add(from, start + one.start)
    piece.fixed(`\n${one.label}`)
    from = start + one.end
    if (one.isForm === true) addForm(start + one.start, from)
    else add(start + one.start, from)
    piece.fixed(';\n')
  }
  add(from, end)
}

/** Tags without attributes that stand in a word as well: a reader of the rendered text does not see them. */
const INLINE_TAG = /<\/?(?:[bi]|em|strong|u|s|sub|sup|span|mark|font|B|I|EM|STRONG|U|S|SUB|SUP|SPAN|FONT)\s{0,4}>/

/** Percent-encoding (RFC 3986, 2.1), quoted-printable and its soft line breaks (RFC 2045, 6.7), escapes of HL7 v2. */
const CODED = new RegExp(
  `(?:%[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+|=\\r?\\n|(?:\\\\u[0-9A-Fa-f]{4})+|${INLINE_TAG.source}|${HL7_ESCAPE.source}`, 'g')

/** Text as it stands, but for characters that are written as their bytes, and values apart from their labels. */
export function readPlain(source: string, opener: Opener): TextSource {
  return readTold(source, opener, (piece, start, end) => { addCoded(piece, source.slice(start, end), start) })
}

function readTold(source: string, opener: Opener, read: (piece: PieceBuilder, start: number, end: number) => void): TextSource {
  return whole(source, opener, (piece, start, end) => {
    const add = (from: number, to: number): void => { read(piece, from, to) }
    addTold(piece, toldValues(source.slice(start, end)), { start, end, add })
  })
}

function addCoded(piece: PieceBuilder, stretch: string, start: number): void {
  let from = start
  for (const match of stretch.matchAll(CODED)) {
    const [coded] = match
    const read = isNumber(coded, stretch.charAt(match.index + coded.length)) ? undefined : readCoded(coded)
    if (read === undefined) continue
    const at = start + match.index
    piece.raw(from, at, asIs)
    from = at + coded.length
    piece.atom(read, at, from, asIs)
  }
  piece.raw(from, start + stretch.length, asIs)
}

/** `mrn=48217735` and `age=61` have values, where `M=61risol` has a letter, and `=20` is a blank before letters and line ends. */
function isNumber(coded: string, next: string): boolean {
  if (!/^=\d\d$/.test(coded) || /[a-z\u0080-\uFFFF]/.test(next)) return false
  return coded !== '=20' || !/^[A-Z\r\n]?$/.test(next)
}

/** Undefined where the bytes are no text, or such as nobody would write in code. */
function readCoded(coded: string): string | undefined {
  if (coded.endsWith('\n') || coded.startsWith('<')) return ''
  if (coded.startsWith('\\u')) return readUnicode(coded)
  if (coded.startsWith('\\')) return readHl7Escape(coded)
  const bytes = Buffer.from(coded.replaceAll(/[%=]/g, ''), 'hex')
  const text = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1')
  return /^[\P{Cc}\t\n\r]+$/u.test(text) ? text : undefined
}

/** `\u0041` as JSON, Java and JavaScript write it, outside of them. */
function readUnicode(coded: string): string | undefined {
  const text = coded.replaceAll(/\\u(.{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return text.isWellFormed() && /^[\P{Cc}\t\n\r]+$/u.test(text) ? text : undefined
}

/** CSV (RFC 4180): text, into which nothing may be written that ends a field. */
export function readCsv(source: string, opener: Opener): TextSource {
  const encode: Encode = (text) => text.replace(/ *["\t\r\n,;|]["\t\r\n,;| ]*/g, ' ')
  return whole(source, opener, (piece, start, end) => { piece.raw(start, end, encode) })
}

/** Marks inside a word: a reader of the rendered text does not see them. */
const MARKDOWN_HIDDEN = /(?<=[\p{L}\p{N}])(?:\*{1,3}|~~)(?=[\p{L}\p{N}])/giu

/** Markdown (RFC 7763) as text, without the marks that split a word: `**Smi**th` is `**Smith`. */
export function readMarkdown(source: string, opener: Opener): TextSource {
  return readTold(source, opener, (piece, start, end) => {
    let from = start
    for (const match of source.slice(start, end).matchAll(MARKDOWN_HIDDEN)) {
      addCoded(piece, source.slice(from, start + match.index), from)
      from = start + match.index + match[0].length
    }
    addCoded(piece, source.slice(from, end), from)
  })
}

/**
 * HL7 v2 in ER7 (2.7, chapter 2.7): delimiters stay as they are, escapes are read, and what is written is escaped. Components
 * that tell of people stand on lines of their own, behind what they are.
 */
export function readHl7(source: string, opener: Opener): TextSource {
  const delimiters = /^\uFEFF?\s*(?:MSH|FHS|BHS)(.)([^\r\n])([^\r\n]?)([^\r\n]?)([^\r\n]?)/.exec(source)
  const [, field = '|', component = '^', repetition = '~', escape = '\\', subcomponent = '&'] = delimiters ?? []
  const names: Readonly<Record<string, string>> = { F: field, S: component, T: subcomponent, R: repetition, E: escape }
  const encode: Encode = (text) => {
    let made = ''
    for (const character of text.replace(/\r\n?|\n/g, ' ')) {
      const name = Object.keys(names).find((one) => names[one] === character)
      made += name === undefined ? character : `${escape}${name}${escape}`
    }
    return made
  }
  const addEscaped = (piece: PieceBuilder, start: number, end: number): void => {
    let from = start
    for (const match of escape === '\\' ? source.slice(start, end).matchAll(HL7_ESCAPE) : []) {
      const at = start + match.index
      piece.raw(from, at, encode)
      from = at + match[0].length
      piece.atom(readHl7Escape(match[0], names), at, from, encode)
    }
    piece.raw(from, end, encode)
  }
  return whole(source, opener, (piece, start, end) => {
    const add = (from: number, to: number): void => { addEscaped(piece, from, to) }
    addTold(piece, hl7Components(source.slice(start, end), { field, component, repetition }), { start, end, add })
  })
}
