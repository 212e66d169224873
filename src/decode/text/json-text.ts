import { LIMITS } from '../../contract/limits.ts'
import type { TextSource, OpaqueWhy, Nested, Withheld } from './content.ts'
import type { Edit, Region } from './edits.ts'
import { endOfJson } from './embedded-documents.ts'
import { mayBeName, spokenHead } from './head-words.ts'
import { tableHeads, toldBeside, type TableHeads } from './json-tables.ts'
import { labelOf, spokenName } from './labels.ts'
import { nestedValue, RESOURCE, type Opener } from './nested.ts'
import { PieceBuilder, type SourcePiece } from './piece.ts'

const DEPTH_MAX = 100
const TOKEN = /[\s,:]*(?:([{}[\]])|(")|(-?\d[\d.eE+-]*)|true|false|null)/y
const RESOURCE_HERE = new RegExp(RESOURCE.source, 'y')
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
const INSTANT = /^-?\d{9,13}$/
const BIRTH = /(?:dob|birth[_-]?(?:date|time|day)|date[_-]?of[_-]?birth)(?:[_-]?(?:ms|millis|s|sec|seconds|ts|timestamp|epoch|utc))*$/i
/** In seconds that is the year 5138. */
const MILLISECONDS_MIN = 1e11
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

const encodeString = (text: string): string => JSON.stringify(text).slice(1, -1)
const encodeNumber = (text: string): string => text
/** A number that is a number no more is written as a string. */
const mendNumber = (content: string): string => NUMBER.test(content) ? content : JSON.stringify(content)

interface Frame {
  readonly isObject: boolean
  /** What this container stands under, spoken; of an array what the object around it stands under. */
  readonly label: string
  key: { readonly start: number; readonly end: number } | undefined
  /** True once the key was shown where it can be changed. */
  keyShown: boolean
  /** The same as JSON.parse has it; of two members of one name the last. */
  readonly value: unknown
  /** How many items of an array are behind. */
  at: number
  /** Of a table its heads, and of a row of it. */
  readonly table: TableHeads | undefined
}

/**
 * JSON (RFC 8259), one document, or one a line: every string and number is a piece with the key it stands under as its
 * label, so that a number under `mrn` reads as `mrn: 123`. Keys are pieces too. Documents in strings are opened, and FHIR
 * resources are taken whole where somebody rewrites them.
 */
export function readJson(source: string, opener: Opener, options: { readonly lines: boolean }): TextSource | OpaqueWhy {
  const documents = parseAll(source, options.lines)
  if (documents === undefined) return 'it is not well-formed'
  const reader = new JsonReader(source, opener, documents)
  return reader.read() ?? reader.result()
}

function parseAll(source: string, lines: boolean): unknown[] | undefined {
  try {
    return (lines ? source.split('\n').filter((line) => line.trim() !== '') : [source]).map((text): unknown => JSON.parse(text))
  } catch {
    return undefined
  }
}

class JsonReader {
  private readonly pieces: SourcePiece[] = []
  private readonly regions: Region[] = []
  private readonly nested: Nested[] = []
  private readonly taken: (Edit & { readonly what: Withheld })[] = []
  private readonly frames: Frame[] = []
  private readonly source: string
  private readonly opener: Opener
  private readonly documents: readonly unknown[]
  private documentsRead = 0

  constructor(source: string, opener: Opener, documents: readonly unknown[]) {
    this.source = source
    this.opener = opener
    this.documents = documents
  }

  result(): TextSource {
    const { source, pieces, regions, nested, taken } = this
    return { source, pieces, regions, nested, taken }
  }

  read(): OpaqueWhy | undefined {
    TOKEN.lastIndex = 0
    for (let match = TOKEN.exec(this.source); match !== null; match = TOKEN.exec(this.source)) {
      let at = TOKEN.lastIndex
      const [, bracket, quote, number] = match
      const after = bracket === '{' ? this.resource(at - 1) : undefined
      if (after !== undefined) at = after
      else if (bracket === '{' || bracket === '[') {
        if (this.frames.length >= DEPTH_MAX) return 'it is nested too deep'
        this.open(bracket === '{')
      } else if (bracket !== undefined) this.close()
      else if (quote !== undefined) {
        const end = this.endOfString(at)
        this.string(at, end)
        at = end + 1
      }
      else if (number !== undefined) this.number(at - number.length, at)
      else this.endValue()
      TOKEN.lastIndex = at
      if (this.pieces.length > LIMITS.contentPiecesMax) return 'it is too large'
    }
    return undefined
  }

  private endOfString(start: number): number {
    for (let at = this.source.indexOf('"', start); ; at = this.source.indexOf('"', at + 1)) {
      let slashes = at
      while (slashes > start && this.source[slashes - 1] === '\\') slashes--
      if ((at - slashes) % 2 === 0) return at
    }
  }

  private open(isObject: boolean): void {
    const above = this.frames[this.frames.length - 1]
    const key = above?.key
    let label = above?.label ?? ''
    if (above !== undefined && key !== undefined && isObject) {
      label = spokenName(this.source.slice(key.start, key.end))
      this.showKey(above)
    }
    const value = this.parsed(above)
    const table = isObject ? undefined : above?.table ?? tableHeads(value, above?.value)
    const keyShown = isObject ? false : above?.keyShown ?? false
    this.frames.push({ isObject, label, key: isObject ? undefined : key, keyShown, value, at: 0, table })
  }

  /** Takes a FHIR resource whole, if one begins here and there is somebody to rewrite it; where it ends. */
  private resource(start: number): number | undefined {
    const { rewriteResource } = this.opener
    if (rewriteResource === undefined || !this.mayBeResource(start)) return undefined
    const end = endOfJson(this.source, start)
    const json = this.source.slice(start, end)
    const text = end === undefined ? undefined : rewriteResource(json)
    if (end === undefined || text === undefined) return undefined
    if (text !== json) this.taken.push({ start, end, text, what: 'resource' })
    this.endValue()
    return end
  }

  private mayBeResource(start: number): boolean {
    const value = this.parsed(this.frames[this.frames.length - 1]) as { readonly resourceType?: unknown } | undefined
    RESOURCE_HERE.lastIndex = start
    // Of two members of one name only the last is parsed.
    return typeof value?.resourceType === 'string' || RESOURCE_HERE.test(this.source)
  }

  /** The value that begins here, as parsed. */
  private parsed(above: Frame | undefined): unknown {
    if (above === undefined) return this.documents[this.documentsRead]
    if (!above.isObject) return (above.value as readonly unknown[] | undefined)?.[above.at]
    const name = this.keyOf(above)
    return name === undefined ? undefined : (above.value as Readonly<Record<string, unknown>> | undefined)?.[name]
  }

  private keyOf({ key }: Frame): string | undefined {
    return key === undefined ? undefined : JSON.parse(`"${this.source.slice(key.start, key.end)}"`) as string
  }

  /** What the value that begins here is called elsewhere: above its column, or beside it. */
  private toldElsewhere(frame: Frame): string | undefined {
    if (frame.isObject) return toldBeside(frame.value, this.keyOf(frame) ?? '')
    const rows = this.frames[this.frames.length - 2]
    return frame.table === undefined || rows?.table !== frame.table || rows.at < frame.table.from ? undefined : frame.table.heads[frame.at]
  }

  private close(): void {
    const frame = this.frames.pop()
    if (frame !== undefined && !frame.isObject) this.showKey(frame)
    const above = this.frames[this.frames.length - 1]
    if (above !== undefined) above.keyShown = true
    this.endValue()
  }

  private endValue(): void {
    const frame = this.frames[this.frames.length - 1]
    if (frame === undefined) this.documentsRead++
    else if (frame.isObject) {
      this.showKey(frame)
      frame.key = undefined
    } else frame.at++
  }

  /** A key that no value showed is a piece of its own. */
  private showKey(frame: Frame): void {
    if (frame.key === undefined || frame.keyShown) return
    const piece = new PieceBuilder(this.source)
    this.addKey(piece, frame.key.start, frame.key.end)
    frame.keyShown = true
    if (piece.holdsSource && /[\p{L}\p{N}]/u.test(piece.text)) this.pieces.push(piece.build('key'))
  }

  private string(start: number, end: number): void {
    const frame = this.frames[this.frames.length - 1]
    if (frame !== undefined && frame.isObject && frame.key === undefined) {
      frame.key = { start, end }
      frame.keyShown = false
      return
    }
    const value = this.source.slice(start, end)
    const inner = nestedValue(value.includes('\\') ? JSON.parse(`"${value}"`) as string : value, this.opener, { markup: true })
    if (inner === 'opaque') this.taken.push({ start, end, text: '', what: 'embedded-content' })
    else if (inner !== undefined)
      this.nested.push({ start, end, content: inner.content, encode: (text) => encodeString(inner.encode(text)) })
    else
      this.value((piece) => {
        this.addString(piece, start, end)
      })
    this.endValue()
  }

  private number(start: number, end: number): void {
    const day = this.dayOf(this.source.slice(start, end))
    this.value((piece) => {
      if (day === undefined) piece.raw(start, end, encodeNumber)
      else piece.atom(day, start, end, encodeNumber)
    })
    this.regions.push({ start, end, mend: mendNumber })
    this.endValue()
  }

  /** The day of a birth that is told in seconds or milliseconds since 1970 (ECMA-262, 21.4.1.1). */
  private dayOf(number: string): string | undefined {
    const { key } = this.frames[this.frames.length - 1] ?? {}
    if (!INSTANT.test(number) || key === undefined || !BIRTH.test(this.source.slice(key.start, key.end))) return undefined
    const date = new Date(Number(number) * (Math.abs(Number(number)) < MILLISECONDS_MIN ? 1000 : 1))
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10)
  }

  /** One value with its label before it. */
  private value(add: (piece: PieceBuilder) => void): void {
    const frame = this.frames[this.frames.length - 1]
    const piece = new PieceBuilder(this.source)
    const told = frame === undefined ? undefined : this.toldElsewhere(frame)
    if (told !== undefined) piece.fixed(labelOf([told]))
    else if (frame !== undefined) {
      if (frame.key !== undefined && frame.label !== '') piece.fixed(`${frame.label} `)
      if (frame.key !== undefined) {
        if (frame.keyShown) piece.fixed(spokenName(this.source.slice(frame.key.start, frame.key.end)))
        else this.addKey(piece, frame.key.start, frame.key.end)
        frame.keyShown = true
        piece.fixed(': ')
      }
    }
    add(piece)
    this.pieces.push(piece.build('value'))
  }

  private addKey(piece: PieceBuilder, start: number, end: number): void {
    const key = this.source.slice(start, end)
    if (key.includes('\\')) {
      this.addString(piece, start, end)
      return
    }
    // What is a head and no name stays, whatever is found in it with its value.
    const said = mayBeName(key) ? undefined : spokenHead(key)
    if (said !== undefined) {
      piece.fixed(said)
      return
    }
    for (const part of key.matchAll(/[_.-]+|[A-Z]?[^A-Z_.-]+|[A-Z]+/g)) {
      const from = start + part.index
      if (/^[_.-]/.test(part[0])) piece.atom(' ', from, from + part[0].length, encodeString)
      else {
        if (/[a-z0-9]$/.test(piece.text) && /^[A-Z]/.test(part[0])) piece.fixed(' ')
        piece.raw(from, from + part[0].length, encodeString)
      }
    }
  }

  private addString(piece: PieceBuilder, start: number, end: number): void {
    let from = start
    for (let at = start; at < end;) {
      if (this.source[at] !== '\\') {
        at++
        continue
      }
      piece.raw(from, at, encodeString)
      const pair = /^\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}/.exec(this.source.slice(at, at + 12))
      const length = pair !== null ? 12 : this.source[at + 1] === 'u' ? 6 : 2
      piece.atom(readEscape(this.source.slice(at, at + length)), at, at + length, encodeString)
      at += length
      from = at
    }
    piece.raw(from, end, encodeString)
  }
}

function readEscape(escape: string): string {
  if (escape[1] === 'u') return escape.replace(/\\u(.{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return ESCAPES[escape[1] as string] ?? escape[1] as string
}
