import type { Encode, Segment, SourcePiece } from './piece.ts'
import { PLUS, searchFields } from './search-fields.ts'

const asIs: Encode = (text) => text
/** What is escaped in the value of a form: a blank as plus, and percent-encoded characters. */
const ESCAPED = new RegExp(`${PLUS.source}|(?:%[0-9A-Fa-f]{2})+`, 'gu')

/** What is put into a text at a place, or in the place of some characters of it. */
interface Mark {
  readonly at: number
  readonly length: number
  readonly text: string
}

/** A piece in which each value of a search or form stands on a line of its own, behind what it is; of any format that has no labels for it. */
export function tellPiece(piece: SourcePiece): SourcePiece {
  const marks = piece.text.includes('=') && !isAddress(piece) ? marksIn(piece.text) : []
  if (marks.length === 0) return piece
  const segments: Segment[] = []
  let text = ''
  const add = (part: string, segment: Omit<Segment, 'at' | 'length'>): void => {
    if (part === '') return
    segments.push({ ...segment, at: text.length, length: part.length })
    text += part
  }
  let next = 0
  for (const segment of piece.segments) {
    const end = segment.at + segment.length
    let from = segment.at
    const upTo = (to: number): void => {
      const raw = segment.kind === 'raw' ? { start: segment.start + from - segment.at, end: segment.start + to - segment.at } : {}
      add(piece.text.slice(from, to), { ...segment, ...raw })
      from = to
    }
    for (let mark = marks[next]; mark !== undefined && mark.at < end; mark = marks[++next]) {
      if (mark.at > from && segment.kind !== 'raw') continue
      upTo(Math.max(mark.at, from))
      if (mark.length === 0) add(mark.text, { kind: 'fixed', start: 0, end: 0, encode: asIs })
      else if (segment.kind === 'raw' && from + mark.length <= end) {
        const start = segment.start + from - segment.at
        add(mark.text, { kind: 'atom', start, end: start + mark.length, encode: segment.encode })
        from += mark.length
      }
    }
    upTo(end)
  }
  for (const mark of marks.slice(next)) add(mark.text, { kind: 'fixed', start: 0, end: 0, encode: asIs })
  return { ...piece, text, segments }
}

/** Of the address of a site all that is asked there goes with it, blanks in it or not. */
function isAddress({ role, text }: SourcePiece): boolean {
  return role === 'url' && /^\s*[a-z][a-z\d+.-]*:\/\//i.test(text)
}

function marksIn(text: string): Mark[] {
  const marks: Mark[] = []
  let last = 0
  for (const { start, end, label } of [...searchFields(text)].sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (start < last || !/[\p{L}\p{N}]/u.test(text.slice(start, end))) continue
    last = end
    marks.push({ at: start, length: 0, text: `\n${label}` })
    for (const { index, 0: escaped } of text.slice(start, end).matchAll(ESCAPED))
      marks.push({ at: start + index, length: escaped.length, text: escaped === '+' ? ' ' : decoded(escaped) })
    marks.push({ at: end, length: 0, text: ';\n' })
  }
  return marks
}

function decoded(escaped: string): string {
  try {
    return decodeURIComponent(escaped)
  } catch {
    return escaped
  }
}
