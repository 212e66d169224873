import type { TextSource } from './content.ts'
import { PieceBuilder, type Encode } from './piece.ts'

function whole(source: string, add: (piece: PieceBuilder) => void): TextSource {
  const piece = new PieceBuilder(source)
  add(piece)
  return { source, pieces: piece.holdsSource ? [piece.build('text')] : [], regions: [], nested: [], taken: [] }
}

/** A byte order mark is no part of the text. */
function startOf(source: string): number {
  return source.startsWith('\uFEFF') ? 1 : 0
}

/** Text as it stands. */
export function readPlain(source: string): TextSource {
  return whole(source, (piece) => { piece.raw(startOf(source), source.length, (text) => text) })
}

/** CSV (RFC 4180): text, into which nothing may be written that ends a field. */
export function readCsv(source: string): TextSource {
  const encode: Encode = (text) => text.replace(/ *["\t\r\n,;|]["\t\r\n,;| ]*/g, ' ')
  return whole(source, (piece) => { piece.raw(startOf(source), source.length, encode) })
}

/** Marks inside a word, and tags without attributes: a reader of the rendered text does not see them. */
const MARKDOWN_HIDDEN = /(?<=[\p{L}\p{N}])(?:\*{1,3}|~~)(?=[\p{L}\p{N}])|<\/?(?:b|i|em|strong|u|s|sub|sup|span|mark|font)\s*>/giu

/** Markdown (RFC 7763) as text, without the marks that split a word: `**Smi**th` is `**Smith`. */
export function readMarkdown(source: string): TextSource {
  return whole(source, (piece) => {
    let from = startOf(source)
    for (const match of source.matchAll(MARKDOWN_HIDDEN)) {
      piece.raw(from, match.index, (text) => text)
      from = match.index + match[0].length
    }
    piece.raw(from, source.length, (text) => text)
  })
}

const HL7_ESCAPE = /\\([FSTREPfstrep]|\.br|X(?:[0-9A-Fa-f]{2})+)\\/g

/** HL7 v2 in ER7 (2.7, chapter 2.7): delimiters stay as they are, escapes are read, and what is written is escaped. */
export function readHl7(source: string): TextSource {
  const start = startOf(source)
  const delimiters = /^\s*(?:MSH|FHS|BHS)(.)([^\r\n])([^\r\n]?)([^\r\n]?)([^\r\n]?)/.exec(source.slice(start))
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
  return whole(source, (piece) => {
    let from = start
    for (const match of escape === '\\' ? source.matchAll(HL7_ESCAPE) : []) {
      piece.raw(from, match.index, encode)
      from = match.index + match[0].length
      piece.atom(readHl7Escape(match[1] as string, names), match.index, from, encode)
    }
    piece.raw(from, source.length, encode)
  })
}

function readHl7Escape(escape: string, names: Readonly<Record<string, string>>): string {
  if (escape === '.br') return '\n'
  if (escape.startsWith('X')) return Buffer.from(escape.slice(1), 'hex').toString('latin1')
  return names[escape.toUpperCase()] ?? '\\'
}
