import { applyEdits, editsOf, placeOf, type Edit, type Region } from './edits.ts'
import type { Replacement, SourcePiece, TextPiece } from './piece.ts'

/** Why content cannot be read, in words that hold nothing of it. */
export type OpaqueWhy =
  | `it is ${string}` | 'its type is not text' | 'it is not in its charset' | 'its charset is not known' | 'it holds control characters'
  | 'it is not what its type says' | 'it declares entities' | 'it is nested too deep' | 'it is too large' | 'it is not well-formed'

/** Of a resource in XML, whose elements nobody here tells apart: its displays, numbers and labels would be words among others. */
export const FHIR_IN_XML = 'it is FHIR in XML' satisfies OpaqueWhy

/** Something within readable content that `write` always takes out, because nobody could read it; or a resource that was rewritten. */
export type Withheld = 'script' | 'style' | 'embedded-content' | 'picture' | 'object' | 'resource'

/** What becomes of a FHIR resource that stands in content as JSON: its new JSON, or undefined where it is none. */
export type RewriteResource = (json: string) => string | undefined

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
  /** With what stands there instead. */
  readonly taken: readonly (Edit & { readonly what: Withheld })[]
}

/** All pieces, those of nested content last, in the order that `writeSource` counts them. */
export function allPieces(source: TextSource): TextPiece[] {
  return [...source.pieces, ...source.nested.flatMap(({ content }) => allPieces(content))]
}

export function allWithheld(source: TextSource): Withheld[] {
  return [...source.taken.map(({ what }) => what), ...source.nested.flatMap(({ content }) => allWithheld(content))]
}

/** Where a part of a piece stands in the outermost source: of what is nested, all of the value that holds it. Undefined where it is only said to the reader. */
export function placeInSource(
  source: TextSource,
  piece: number,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  const own = source.pieces[piece]
  if (own !== undefined) return placeOf(own, start, end)
  let first = source.pieces.length
  for (const nested of source.nested) {
    const count = allPieces(nested.content).length
    if (piece < first + count) return { start: nested.start, end: nested.end }
    first += count
  }
  return undefined
}

/** The source with the replacements made, and without what is always taken out. */
export function writeSource(source: TextSource, replacements: readonly Replacement[]): string {
  return writeFrom(source, [...replacements].sort((one, other) => one.piece - other.piece), { first: 0, next: 0 })
}

/** Writes one source and what is nested in it; `at` counts the pieces and the replacements that were passed. */
function writeFrom(source: TextSource, sorted: readonly Replacement[], at: { first: number; next: number }): string {
  const { first } = at
  at.first += source.pieces.length
  const own: Replacement[] = []
  for (; at.next < sorted.length; at.next++) {
    const replacement = sorted[at.next] as Replacement
    if (replacement.piece >= at.first) break
    own.push({ ...replacement, piece: replacement.piece - first })
  }
  const edits = editsOf(source.pieces, own)
  for (const { start, end, text } of source.taken) edits.push({ start, end, text })
  for (const { start, end, content, encode } of source.nested) {
    const written = writeFrom(content, sorted, at)
    if (written !== content.source) edits.push({ start, end, text: encode(written) })
  }
  edits.sort((one, other) => one.start - other.start || one.end - other.end)
  return applyEdits(source.source, edits, source.regions)
}
