import { isUtf8 } from 'node:buffer'
import { base64Runs } from './base64-runs.ts'
import type { Nested, TextSource, Withheld } from './content.ts'
import type { Edit } from './edits.ts'
import { hl7Components } from './hl7-fields.ts'
import { nestedValue, type Opener } from './nested.ts'
import { PieceBuilder, type Encode } from './piece.ts'

/** One piece of all the source but documents in base64, which are opened or taken out. */
function whole(source: string, opener: Opener, add: (piece: PieceBuilder, start: number, end: number) => void): TextSource {
  const piece = new PieceBuilder(source)
  const nested: Nested[] = []
  const taken: (Edit & { readonly what: Withheld })[] = []
  // A byte order mark is no part of the text.
  let from = source.startsWith('\uFEFF') ? 1 : 0
  for (const { index, 0: run } of base64Runs(source)) {
    const inner = nestedValue(run, opener, { markup: false })
    if (inner === undefined) continue
    const end = index + run.length
    add(piece, from, index)
    piece.edge('\n')
    from = end
    if (inner === 'opaque') taken.push({ start: index, end, text: '', what: 'embedded-content' })
    else nested.push({ start: index, end, content: inner.content, encode: inner.encode })
  }
  add(piece, from, source.length)
  return { source, pieces: piece.holdsSource ? [piece.build('text')] : [], regions: [], nested, taken }
}

/** Percent-encoding (RFC 3986, 2.1), quoted-printable and its soft line breaks (RFC 2045, 6.7). */
const CODED = /(?:%[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+|=\r?\n/g

/** Text as it stands, but for characters that are written as their bytes. */
export function readPlain(source: string, opener: Opener): TextSource {
  return whole(source, opener, (piece, start, end) => { addCoded(piece, source.slice(start, end), start) })
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

const asIs: Encode = (text) => text

/** Undefined where the bytes are no text, or such as nobody would write in code. */
function readCoded(coded: string): string | undefined {
  if (coded.endsWith('\n')) return ''
  const bytes = Buffer.from(coded.replaceAll(/[%=]/g, ''), 'hex')
  const text = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1')
  return /^[\P{Cc}\t\n\r]+$/u.test(text) ? text : undefined
}

/** CSV (RFC 4180): text, into which nothing may be written that ends a field. */
export function readCsv(source: string, opener: Opener): TextSource {
  const encode: Encode = (text) => text.replace(/ *["\t\r\n,;|]["\t\r\n,;| ]*/g, ' ')
  return whole(source, opener, (piece, start, end) => { piece.raw(start, end, encode) })
}

/** Marks inside a word, and tags without attributes: a reader of the rendered text does not see them. */
const MARKDOWN_HIDDEN = /(?<=[\p{L}\p{N}])(?:\*{1,3}|~~)(?=[\p{L}\p{N}])|<\/?(?:b|i|em|strong|u|s|sub|sup|span|mark|font)\s*>/giu

/** Markdown (RFC 7763) as text, without the marks that split a word: `**Smi**th` is `**Smith`. */
export function readMarkdown(source: string, opener: Opener): TextSource {
  return whole(source, opener, (piece, start, end) => {
    let from = start
    for (const match of source.slice(start, end).matchAll(MARKDOWN_HIDDEN)) {
      addCoded(piece, source.slice(from, start + match.index), from)
      from = start + match.index + match[0].length
    }
    addCoded(piece, source.slice(from, end), from)
  })
}

const HL7_ESCAPE = /\\([FSTREPfstrep]|\.br|X(?:[0-9A-Fa-f]{2})+)\\/g

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
      piece.atom(readHl7Escape(match[1] as string, names), at, from, encode)
    }
    piece.raw(from, end, encode)
  }
  return whole(source, opener, (piece, start, end) => {
    let from = start
    for (const one of hl7Components(source.slice(start, end), { field, component, repetition })) {
      addEscaped(piece, from, start + one.start)
      piece.fixed(`\n${one.label}`)
      from = start + one.end
      addEscaped(piece, start + one.start, from)
      piece.fixed(';\n')
    }
    addEscaped(piece, from, end)
  })
}

function readHl7Escape(escape: string, names: Readonly<Record<string, string>>): string {
  if (escape === '.br') return '\n'
  if (escape.startsWith('X')) return Buffer.from(escape.slice(1), 'hex').toString('latin1')
  return names[escape.toUpperCase()] ?? '\\'
}
