import type { TextSource } from './content.ts'
import { PieceBuilder, type Encode } from './piece.ts'

/** What ends a cell may not be written into one. */
const encode: Encode = (text) => text.replace(/ *["\t\r\n,;|]["\t\r\n,;| ]*/g, ' ')

/** CSV (RFC 4180): text, into which nothing may be written that ends a field. */
export function readCsv(source: string): TextSource {
  const piece = new PieceBuilder(source)
  piece.raw(source.startsWith('\uFEFF') ? 1 : 0, source.length, encode)
  return { source, pieces: piece.holdsSource ? [piece.build('text')] : [], regions: [], nested: [], taken: [] }
}
