import { holdsRun } from './base64-runs.ts'
import { codedMarks } from './coded.ts'
import type { Nested, TextSource, Withheld } from './content.ts'
import type { Edit } from './edits.ts'
import { hl7Structure } from './hl7-fields.ts'
import { innerContent } from './inner-content.ts'
import { markPiece, sortMarks, spanOf, type Mark } from './mark-piece.ts'
import type { Opener } from './nested.ts'
import type { SourcePiece } from './piece.ts'
import { PLUS } from './search-fields.ts'
import { isHl7, type ToldValue } from './told-values.ts'

/** Without one of these, and without a long run of letters, a text is what it seems. */
const SIGN = /[%=\\|<{[]/
const SAYS = /[\p{L}\p{N}]/u

export interface InsideOptions {
  /** Values of a text whose labels stand elsewhere. */
  readonly told: (text: string) => Iterable<ToldValue>
  /** What such values have, or one of the signs that are looked for everywhere. */
  readonly toldBy?: RegExp
}

/**
 * What stands inside the values of any format, read the same everywhere: characters in code, values apart from their labels, segments
 * of HL7 v2, and documents, in base64 or as they are.
 */
export function readInside(source: TextSource, opener: Opener, options: InsideOptions): TextSource {
  const pieces: SourcePiece[] = []
  const nested: Nested[] = []
  const taken: (Edit & { readonly what: Withheld })[] = []
  for (const piece of source.pieces) {
    if (isAddress(piece) || !SIGN.test(piece.text) && options.toldBy?.test(piece.text) !== true && !holdsRun(piece.text)) {
      pieces.push(piece)
      continue
    }
    const marks: Mark[] = []
    let from = 0
    for (const { start, end, inner } of innerContent(piece.text, opener)) {
      const span = start < from ? undefined : spanOf(piece, start, end)
      if (span === undefined) continue
      addMarks(marks, piece.text, { start: from, end: start, options })
      const isEdge = start === 0 || piece.text[start - 1] === '\n'
      marks.push({ at: start, length: end - start, text: isEdge ? '' : '\n', kind: 'fixed' })
      if (inner === 'opaque') taken.push({ start: span.start, end: span.end, text: '', what: 'embedded-content' })
      else {
        const encode = span.encode.document ?? span.encode
        nested.push({ start: span.start, end: span.end, content: inner.content, encode: (text) => encode(inner.encode(text)) })
      }
      from = end
    }
    addMarks(marks, piece.text, { start: from, end: piece.text.length, options })
    const read = marks.length === 0 ? piece : markPiece(piece, sortMarks(marks))
    if (from === 0 || read.segments.some(({ kind, at, length }) => kind !== 'fixed' && SAYS.test(read.text.slice(at, at + length))))
      pieces.push(read)
  }
  return { ...source, pieces, nested: [...source.nested, ...nested], taken: [...source.taken, ...taken] }
}

/** Of the address of a site all that is asked there goes with it, blanks in it or not. */
function isAddress({ role, text }: SourcePiece): boolean {
  return role === 'url' && /^\s*[a-z][a-z\d+.-]*:\/\//i.test(text)
}

function addMarks(marks: Mark[], text: string, { start, end, options }: {
  readonly start: number
  readonly end: number
  readonly options: InsideOptions
}): void {
  const stretch = text.slice(start, end)
  for (const mark of codedMarks(text, start, end)) marks.push(mark)
  for (const value of options.told(stretch)) addTold(marks, stretch, start, value)
  if (isHl7(stretch)) for (const mark of hl7Structure(stretch)) marks.push({ ...mark, at: mark.at + start })
}

/** A value that is told stands on a line of its own, behind what it is. */
export function addTold(marks: Mark[], text: string, from: number, { start, end, label, isForm, hyphen }: ToldValue): void {
  marks.push({ at: from + start, length: 0, text: `\n${label}`, kind: 'fixed' })
  for (const { index } of isForm === true ? text.slice(start, end).matchAll(PLUS) : [])
    marks.push({ at: from + start + index, length: 1, text: ' ', kind: 'atom' })
  if (hyphen !== undefined) marks.push({ at: from + hyphen, length: 1, text: '-', kind: 'fixed' })
  marks.push({ at: from + end, length: 0, text: ';\n', kind: 'fixed' })
}
