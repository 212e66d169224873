import { applyEdits, editsOf, type Edit, type Region } from './edits.ts'
import type { Replacement, SourcePiece, TextPiece } from './piece.ts'

/** Why content cannot be read, in words that hold nothing of it. */
export type OpaqueWhy =
  | `it is ${string}` | 'its type is not text' | 'it is not in its charset' | 'its charset is not known' | 'it holds control characters'
  | 'it is not what its type says' | 'it declares entities' | 'it is nested too deep' | 'it is too large' | 'it is not well-formed'

/** Something within readable content that nobody could read, and that `write` therefore always takes out. */
export type Withheld = 'script' | 'style' | 'embedded-content' | 'picture' | 'object'

/** Content inside a value: base64 in JSON, a document in a URL. `encode` brings what is written back into the place. */
export interface Nested {
  readonly start: number
  readonly end: number
  readonly content: TextSource
  readonly encode: (text: string) => string
}

/** What a reader of one format found in a source. Regions and what is nested or taken out are disjoint. */
export interface TextSource {
  readonly source: string
  readonly pieces: readonly SourcePiece[]
  readonly regions: readonly Region[]
  readonly nested: readonly Nested[]
  readonly taken: readonly (Edit & { readonly what: Withheld })[]
}

/** All pieces, those of nested content last, in the order that `writeSource` counts them. */
export function allPieces(source: TextSource): TextPiece[] {
  return [...source.pieces, ...source.nested.flatMap(({ content }) => allPieces(content))]
}

export function allWithheld(source: TextSource): Withheld[] {
  return [...source.taken.map(({ what }) => what), ...source.nested.flatMap(({ content }) => allWithheld(content))]
}

/** The source with the replacements made, and without what is always taken out. */
export function writeSource(source: TextSource, replacements: readonly Replacement[]): string {
  const own = replacements.filter(({ piece }) => piece < source.pieces.length)
  const edits = editsOf(source.pieces, own)
  for (const { start, end, text } of source.taken) edits.push({ start, end, text })
  let first = source.pieces.length
  for (const { start, end, content, encode } of source.nested) {
    const next = first + allPieces(content).length
    const inside = replacements.filter(({ piece }) => piece >= first && piece < next)
    const written = writeSource(content, inside.map((one) => ({ ...one, piece: one.piece - first })))
    if (written !== content.source) edits.push({ start, end, text: encode(written) })
    first = next
  }
  edits.sort((one, other) => one.start - other.start || one.end - other.end)
  return applyEdits(source.source, edits, source.regions)
}
