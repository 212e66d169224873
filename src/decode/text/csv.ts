import type { TextSource } from './content.ts'
import { cellsByShape } from './csv-shapes.ts'
import { spokenHead } from './head-words.ts'
import { isPersonalHead } from './json-tables.ts'
import { isAboutPeople, shortName } from './labels.ts'
import { markPiece, sortMarks, type Mark } from './mark-piece.ts'
import { PieceBuilder, type Encode, type Segment, type SourcePiece } from './piece.ts'
import { addTold } from './read-inside.ts'

/** What ends a cell may not be written into one; a document there keeps what does not end this one. */
function cellEncode(document: (text: string) => string): Encode {
  return Object.assign((text: string) => text.replace(/ *["\t\r\n,;|]["\t\r\n,;| ]*/g, ' '), { document })
}

/** Between quotes each quote is written twice. */
const QUOTED = cellEncode((text) => text.replaceAll('"', '""'))

const DELIMITERS = [',', ';', '\t', '|']
const HEAD_LENGTH_MAX = 4000
const COLUMNS_MIN = 3
const HEADS_MIN = 2
/** No head begins so. */
const FIGURE = /^\d/
/** More are a sentence. */
const HEAD_WORDS_MAX = 3
/** CSV (RFC 4180), of any delimiter: its cells are text, and what parts them stays as it is. Heads are read as they are said. */
export function readCsv(source: string): TextSource {
  const builder = new PieceBuilder(source)
  const start = source.startsWith('\uFEFF') ? 1 : 0
  const delimiter = delimiterOf(headOf(source.slice(start)))
  const ends = new RegExp(`[\\r\\n${delimiter ?? ''}]+`, 'g')
  builder.raw(start, source.length, cellEncode((text) => text.replaceAll(ends, ' ')))
  const piece = builder.build('text')
  const pieces = builder.holdsSource ? [withQuoted(markPiece(piece, marksOf(piece.text, delimiter)))] : []
  return { source, pieces, regions: [], nested: [], taken: [] }
}

function marksOf(text: string, delimiter: string | undefined): Mark[] {
  const marks = [...csvMarks(text, delimiter)]
  if (delimiter === undefined || !headsOf(headOf(text), delimiter).some((one) => FIGURE.test(one))) return marks
  for (const value of cellsByShape(text, delimiter)) addTold(marks, text, 0, value)
  return sortMarks(marks)
}

/** Whether the first line says what stands below it: half of it is known to be said of columns, and no cell begins with a digit. */
function isHeadLine(text: string, delimiter: string): boolean {
  const heads = headsOf(headOf(text), delimiter)
  const known = heads.filter((one) => spokenHead(one) !== undefined || shortName(one, () => true) !== undefined)
  return known.length * 2 >= heads.length && !heads.some((one) => FIGURE.test(one))
}

/** The cells between quotes are written as such. */
function withQuoted(piece: SourcePiece): SourcePiece {
  let isQuoted = false
  const segments = piece.segments.map((segment): Segment => {
    if (segment.kind === 'fixed' && segment.length === 1 && piece.text[segment.at] === '"') isQuoted = !isQuoted
    return isQuoted ? { ...segment, encode: QUOTED } : segment
  })
  return { ...piece, segments }
}

/** Whether a text of no such type begins with the head of a table about people and a row of it. */
export function isCsv(text: string): boolean {
  const [head = '', row = ''] = text.slice(0, HEAD_LENGTH_MAX).split(/\r?\n/, 2)
  const delimiter = delimiterOf(head)
  if (delimiter === undefined || /^[|\s]|(?<!\p{L})\d/u.test(head)) return false
  const heads = headsOf(head, delimiter).map((one) => spokenHead(one) ?? one)
  const isOfPeople = isAboutPeople(heads)
  const cells = row.replaceAll(/"(?:[^"]|"")*"/g, '').split(delimiter)
  return (
    heads.length >= COLUMNS_MIN && cells.length === heads.length && heads.every((one) => one.split(/\s+/).length <= HEAD_WORDS_MAX) &&
    heads.filter((one) => isPersonalHead(one) || shortName(one, () => isOfPeople) !== undefined).length >= HEADS_MIN
  )
}

function headsOf(head: string, delimiter: string): string[] {
  return head.split(delimiter).map((one) => one.replaceAll(/^\s*"|"\s*$/g, '').trim())
}

/** The first line, or as much of it as heads take. */
function headOf(text: string): string {
  const end = text.search(/[\r\n]/)
  return text.slice(0, Math.min(end < 0 ? text.length : end, HEAD_LENGTH_MAX))
}

/** The one that stands most often in the first line. */
function delimiterOf(line: string): string | undefined {
  const head = line.replaceAll(/"[^"]*"/g, '')
  const [best] = DELIMITERS.map((sign) => ({ sign, count: head.split(sign).length - 1 })).sort((one, other) => other.count - one.count)
  return best === undefined || best.count === 0 ? undefined : best.sign
}

const SAID = /\S/g

function* csvMarks(text: string, delimiter: string | undefined): Generator<Mark> {
  const signs = delimiter === undefined ? /\r?\n|\r|""?/g : new RegExp(String.raw`\r?\n|\r|""?|[${delimiter}]`, 'g')
  const isQuoting = isClosed(text, delimiter)
  let isQuoted = false
  let from = 0
  let begin = beginOf(text, 0)
  let isHead = true
  const isKnown = delimiter !== undefined && isHeadLine(text, delimiter)
  const isOfPeople = isAboutPeople(headsOf(headOf(text), delimiter ?? '\n').map((one) => spokenHead(one) ?? one))
  for (const { index, 0: sign } of text.matchAll(signs)) {
    if (index < from) continue
    if (sign.startsWith('"')) {
      if (!isQuoting) continue
      if (isQuoted && sign === '""') {
        yield { at: index, length: 2, text: '"', kind: 'atom' }
        continue
      }
      // Within a cell that does not begin with it, it is a sign like others.
      if (!isQuoted && begin < index) continue
      isQuoted = sign === '"' ? !isQuoted : isQuoted
      yield { at: index, length: sign.length, text: sign, kind: 'fixed' }
      continue
    }
    if (isQuoted) continue
    if (isHead) yield* headMarks(text.slice(from, index), from, { isOfPeople, isKnown })
    yield { at: index, length: sign.length, text: sign, kind: 'fixed' }
    from = index + sign.length
    // Blanks may reach over many cells, and are passed once.
    if (begin < from) begin = beginOf(text, from)
    if (sign !== delimiter) isHead = false
  }
}

/** Where something other than blanks stands first. */
function beginOf(text: string, from: number): number {
  SAID.lastIndex = from
  return SAID.exec(text)?.index ?? text.length
}

/** Whether every cell that begins with a quote ends with one. */
function isClosed(text: string, delimiter: string | undefined): boolean {
  const cell = delimiter === undefined ? '[\\r\\n]' : `[\\r\\n${delimiter}]`
  const left = text.replaceAll(new RegExp(`(?:^|${cell}) *"(?:[^"]|"")*"`, 'g'), '')
  return !new RegExp(`(?:^|${cell}) *"`).test(left)
}

/** `LastName`, and `last` beside `first`, as a form has them. */
function* headMarks(head: string, at: number, { isOfPeople, isKnown }: {
  readonly isOfPeople: boolean
  readonly isKnown: boolean
}): Generator<Mark> {
  const said = shortName(head, () => isOfPeople) ?? (isKnown ? spokenHead(head) : undefined)
  if (said !== undefined) {
    const start = at + head.length - head.trimStart().length
    yield { at: start, length: head.trim().length, text: said, kind: 'fixed' }
  } else for (const { index } of head.matchAll(/(?<=\p{Ll})(?=\p{Lu})/gu)) yield { at: at + index, length: 0, text: ' ', kind: 'fixed' }
}
