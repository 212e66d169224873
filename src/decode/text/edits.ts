import { SluiceError } from '../../contract/errors.ts'
import type { Replacement, Segment, SourcePiece } from './piece.ts'

/** `start` to `end` of the source becomes `text`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A part of the source that has rules of its own: what stands in it after edits is put right before it goes back. */
export interface Region {
  readonly start: number
  readonly end: number
  readonly mend: (content: string) => string
}

/** The edits of the source that make the replacements. They come out sorted and do not overlap. */
export function editsOf(pieces: readonly SourcePiece[], replacements: readonly Replacement[]): Edit[] {
  const edits: MadeEdit[] = []
  const sorted = [...replacements].sort((one, other) => one.piece - other.piece || one.start - other.start)
  let before: Replacement | undefined
  let from = 0
  for (const replacement of sorted) {
    const piece = pieces[replacement.piece]
    const isSame = before?.piece === replacement.piece
    if (piece === undefined || replacement.start < 0 || replacement.end <= replacement.start ||
      replacement.end > piece.text.length || isSame && replacement.start < (before as Replacement).end) {
      throw new SluiceError('SLUICE_INTERNAL', { detail: 'A replacement lies outside its text or over another one.' })
    }
    if (!isSame) from = 0
    while (from < piece.segments.length && endOf(piece.segments[from] as Segment) <= replacement.start) from++
    addEdits(edits, piece, from, replacement)
    before = replacement
  }
  return edits.sort((one, other) => one.start - other.start || one.end - other.end)
}

function endOf(segment: Segment): number {
  return segment.at + segment.length
}

/** An edit of an atom, with what is made of it up to a place in it. */
interface MadeEdit extends Edit {
  readonly of?: Segment
  readonly made?: string
  readonly behind?: number
}

const SAYS = /[\p{L}\p{N}]/u

/** The end of a block, or what parts cells. */
const PARTS = /\n|^[,;|\t]$/

/** The first stretch of each block that can be changed takes the new text, the others lose theirs; markup between them stays. */
function addEdits(edits: MadeEdit[], piece: SourcePiece, from: number, replacement: Replacement): void {
  let text = replacement.with
  for (let index = from; index < piece.segments.length; index++) {
    const segment = piece.segments[index] as Segment
    if (segment.at >= replacement.end) return
    if (segment.kind === 'fixed') {
      const rest = piece.text.slice(endOf(segment), replacement.end)
      if (text === '' && PARTS.test(piece.text.slice(segment.at, endOf(segment))) && SAYS.test(rest)) text = replacement.with
      continue
    }
    const start = Math.max(0, replacement.start - segment.at)
    const end = Math.min(segment.length, replacement.end - segment.at)
    if (segment.kind === 'raw') {
      push(edits, { start: segment.start + start, end: segment.start + end, text: segment.encode(text) })
    } else {
      const whole = piece.text.slice(segment.at, endOf(segment))
      // A second replacement within it goes on from the first.
      const begun = edits.at(-1)?.of === segment ? edits.pop() as MadeEdit : undefined
      const made = (begun?.made ?? '') + whole.slice(begun?.behind ?? 0, start) + text
      push(edits, {
        start: segment.start, end: segment.end, text: segment.encode(made + whole.slice(end)), of: segment, made, behind: end,
      })
    }
    text = ''
  }
}

/** Text that only goes away goes with the edit right before it. */
function push(edits: MadeEdit[], edit: MadeEdit): void {
  const before = edits.at(-1)
  if (edit.text === '' && before !== undefined && before.end === edit.start) edits[edits.length - 1] = { ...before, end: edit.end }
  else edits.push(edit)
}

/** Where a part of a piece stands in its source; undefined where it is nothing but labels and edges. */
export function placeOf(
  { segments }: SourcePiece,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  const touched = segments.filter((one) => one.kind !== 'fixed' && one.at < end && endOf(one) > start)
  const [first] = touched
  const last = touched.at(-1)
  if (first === undefined || last === undefined) return undefined
  return {
    start: first.kind === 'raw' ? first.start + Math.max(0, start - first.at) : first.start,
    end: last.kind === 'raw' ? last.end - Math.max(0, endOf(last) - end) : last.end,
  }
}

/** The source with its edits made. Regions are disjoint; an edit lies within a region or outside of all. */
export function applyEdits(source: string, edits: readonly Edit[], regions: readonly Region[]): string {
  if (edits.length === 0) return source
  const made: Edit[] = []
  let region = 0
  for (let index = 0; index < edits.length;) {
    const edit = edits[index] as Edit
    while (region < regions.length && (regions[region] as Region).end < edit.end) region++
    const around = regions[region]
    if (around === undefined || edit.start < around.start) {
      made.push(edit)
      index++
      continue
    }
    let last = index
    while (last < edits.length && (edits[last] as Edit).end <= around.end) last++
    const content = splice(source, around.start, around.end, edits.slice(index, last))
    made.push({ start: around.start, end: around.end, text: around.mend(content) })
    index = last
  }
  return splice(source, 0, source.length, made)
}

function splice(source: string, start: number, end: number, edits: readonly Edit[]): string {
  let made = ''
  let at = start
  for (const edit of edits) {
    if (edit.start < at) throw new SluiceError('SLUICE_INTERNAL', { detail: 'Two edits of one text overlap.' })
    made += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return made + source.slice(at, end)
}
