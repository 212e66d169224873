import type { Segment, SourcePiece } from './piece.ts'

/**
 * `length` characters of a piece that a reader sees as `text`: an `atom` stands for them, and is replaced as a whole; what is
 * `fixed` is only said to the reader, and what it stands for stays in the source. Of no length it is put in between.
 */
export interface Mark {
  readonly at: number
  readonly length: number
  readonly text: string
  readonly kind: 'atom' | 'fixed'
}

const NOWHERE = { start: 0, end: 0, encode: (text: string): string => text }

/** In order, and labels before what they stand at. */
export function sortMarks(marks: Mark[]): Mark[] {
  return marks.sort((one, other) => one.at - other.at || Number(one.length > 0) - Number(other.length > 0))
}

/** The piece as a reader of its marks sees it; a mark that another one covers, or that parts what comes from one place, is left out. */
export function markPiece(piece: SourcePiece, marks: readonly Mark[]): SourcePiece {
  const segments: Segment[] = []
  let text = ''
  let [at, index] = [0, 0]
  const add = (part: string, kind: Segment['kind'], { start, end, encode }: Pick<Segment, 'start' | 'end' | 'encode'>): void => {
    if (part === '') return
    segments.push({ kind, at: text.length, length: part.length, start, end, encode })
    text += part
  }
  const copyTo = (to: number): void => {
    while (at < to) {
      const segment = piece.segments[index] as Segment
      const end = Math.min(to, endOf(segment))
      if (end <= at) {
        index++
        continue
      }
      const from = segment.start + at - segment.at
      const place = segment.kind === 'raw' ? { start: from, end: from + end - at, encode: segment.encode } : segment
      add(piece.text.slice(at, end), segment.kind, place)
      at = end
    }
  }
  for (const mark of marks) {
    if (mark.length === 0) {
      copyTo(Math.max(at, behindAtom(piece, mark.at)))
      add(mark.text, 'fixed', NOWHERE)
      continue
    }
    const end = mark.at + mark.length
    if (mark.at < at || behindAtom(piece, mark.at) !== mark.at || behindAtom(piece, end) !== end) continue
    const place = mark.kind === 'fixed' || mark.text === '' ? undefined : spanOf(piece, mark.at, end)
    if (mark.kind === 'atom' && mark.text !== '' && place === undefined) continue
    copyTo(mark.at)
    add(mark.text, place === undefined ? 'fixed' : 'atom', place ?? NOWHERE)
    at = end
  }
  copyTo(piece.text.length)
  return { ...piece, text, segments }
}

/** The stretch of the source that a part of a piece comes from; undefined where something else stands in it, or a label is part of it. */
export function spanOf(piece: SourcePiece, start: number, end: number): Pick<Segment, 'start' | 'end' | 'encode'> | undefined {
  let index = segmentAt(piece, start)
  const first = piece.segments[index]
  if (first === undefined) return undefined
  let last = first
  for (let segment: Segment | undefined = first; segment !== undefined && segment.at < end; segment = piece.segments[++index]) {
    if (segment.kind === 'fixed' || segment !== first && segment.start !== last.end) return undefined
    last = segment
  }
  const isWhole = first.kind === 'raw' || first.at === start
  if (!isWhole || last.kind !== 'raw' && endOf(last) !== end) return undefined
  return {
    start: first.start + start - first.at,
    end: last.kind === 'raw' ? last.start + end - last.at : last.end,
    encode: first.encode,
  }
}

/** The place itself, or where the atom ends that it lies in. */
function behindAtom(piece: SourcePiece, at: number): number {
  const segment = piece.segments[piece.segments.length === 1 ? 0 : segmentAt(piece, at)]
  return segment !== undefined && segment.kind === 'atom' && segment.at < at ? endOf(segment) : at
}

/** The segment in which the character at this place stands. */
function segmentAt({ segments }: SourcePiece, at: number): number {
  let [low, high] = [0, segments.length]
  while (low < high) {
    const middle = low + high >> 1
    if (endOf(segments[middle] as Segment) <= at) low = middle + 1
    else high = middle
  }
  return low
}

function endOf(segment: Segment): number {
  return segment.at + segment.length
}
