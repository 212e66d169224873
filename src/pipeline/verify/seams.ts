import { arena, memory } from '../../json/arena.ts'
import type { Spans } from '../../json/spans.ts'
import { REMOVED_CELLS, type Removed } from '../../json/removed.ts'

const BYTES = memory.bytes

const QUOTE = 0x22
const BACKSLASH = 0x5c

const TRIPLES_BITS = 15
const TRIPLES_SHIFT = 32 - TRIPLES_BITS
/** The bytes of removed values, and their runs of three by a hash, marked by the number of the message. */
const BYTE_IN = new Int32Array(256)
const TRIPLE_IN = new Int32Array(1 << TRIPLES_BITS)
let message = 0
let triplesOf = 0

const NONE: readonly number[] = []

/**
 * The seams of the output that was just assembled across which a removed value of `bytesMin` bytes or more (at least
 * four) might stand. Such a value holds no quote without a backslash before it, both bytes beside the seam, and three in
 * a row around it. The first settles nearly all: under 1 µs a message, against 10 for a search of everything.
 */
export function openSeams(removed: Removed, spans: Spans, outputBytes: number, bytesMin: number): readonly number[] {
  message = (message + 1) | 0
  markBytes(removed, bytesMin, message)
  let open: number[] | undefined
  for (let span = 0; span < spans.count; span++) {
    const start = spans.textStart(span)
    const end = spans.textEnd(span)
    if (isOpen(start, outputBytes, removed, bytesMin)) (open ??= []).push(start)
    if (end !== start && isOpen(end, outputBytes, removed, bytesMin)) (open ??= []).push(end)
  }
  return open ?? NONE
}

function isOpen(seam: number, outputBytes: number, removed: Removed, bytesMin: number): boolean {
  if (seam === 0 || seam === outputBytes) return false
  const at = arena.outputAt + seam
  const left = BYTES[at - 1] as number
  // Inside a string of JSON every quote has a backslash before it.
  if (left === QUOTE && BYTES[at - 2] !== BACKSLASH) return false
  if (BYTES[at] === QUOTE && left !== BACKSLASH) return false
  if (BYTE_IN[left] !== message || BYTE_IN[BYTES[at] as number] !== message) return false
  if (triplesOf !== message) markTriples(removed, bytesMin, message)
  return (seam >= 2 && TRIPLE_IN[tripleAt(at - 2)] === message) || (seam + 2 <= outputBytes && TRIPLE_IN[tripleAt(at - 1)] === message)
}

function markBytes({ cells, length }: Removed, bytesMin: number, mark: number): void {
  // Read inside a loop, constants of the module are only written into the code from variables outside it.
  const bytes = BYTES
  const byteIn = BYTE_IN
  for (let i = 0; i < length; i += REMOVED_CELLS) {
    const start = cells[i + 1] as number
    const end = cells[i + 2] as number
    if (end - start < bytesMin) continue
    for (let at = start; at < end; at++) byteIn[bytes[at] as number] = mark
  }
}

function markTriples({ cells, length }: Removed, bytesMin: number, mark: number): void {
  triplesOf = mark
  const tripleIn = TRIPLE_IN
  for (let i = 0; i < length; i += REMOVED_CELLS) {
    const start = cells[i + 1] as number
    const end = cells[i + 2] as number
    if (end - start < bytesMin) continue
    for (let at = start; at + 3 <= end; at++) tripleIn[tripleAt(at)] = mark
  }
}

function tripleAt(at: number): number {
  const triple = ((BYTES[at] as number) << 16) | ((BYTES[at + 1] as number) << 8) | (BYTES[at + 2] as number)
  return Math.imul(triple, 0x9e3779b1) >>> TRIPLES_SHIFT
}
