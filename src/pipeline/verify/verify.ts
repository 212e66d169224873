import type { Limits } from '../../contract/limits.ts'
import type { Arena } from '../../json/arena.ts'
import type { Spans } from '../../json/spans.ts'
import { REMOVED_CELLS, type Removed as RemovedStrings } from '../../json/removed.ts'
import { openSeams } from './seams.ts'

/** Values are told apart by their last bytes: the first ones (`http`, `urn:`, `Patient/`) are often the same. */
const TAIL_BYTES = 5
const SLOTS_BITS = 18
const TAIL_BITS = 30
const TAIL_SHIFT = TAIL_BITS - SLOTS_BITS
/** Values with one tail that are searched for. More of them only repeat the check. */
const SAME_TAIL_MAX = 32

interface Removed {
  readonly owner: number
  readonly start: number
  readonly end: number
}

/** Whether a text is what stands in for every value of its owner, whatever it was. */
type IsStandIn = (owner: number, text: string) => boolean

export interface VerifyFailure {
  readonly owner: number
  /** Offset in the output. */
  readonly byte: number
}

/**
 * Searches outputs for the values that were removed from them. A hit in bytes the policy kept as they were, or in what
 * stands for another value, merely reads the same; so two places need looking at: the value's own replacement, and the
 * seams. Most seams are settled by one byte, since the quote or bracket beside them is in no removed value; only around
 * those that are not is the output searched. One per engine.
 */
export class Verifier {
  private readonly slots = new Uint8Array(1 << SLOTS_BITS)
  private readonly marked: number[] = []
  private readonly byTail = new Map<number, Removed[]>()
  private readonly bytesMin: number
  private isStandIn: IsStandIn = () => false

  constructor(limits: Limits) {
    this.bytesMin = Math.max(TAIL_BYTES, limits.verifyBytesMin)
  }

  /**
   * `removed` holds the owner, start and end of every string that went or was replaced; `output` is what `spans` has
   * just assembled. A hit across a seam is a splice that went wrong, one in the value's own replacement a transform that
   * did: then the message must not leave, and the owner and offset are returned. `isStandIn` tells the texts that hold
   * nothing of any message, whatever value reads like a part of them.
   */
  verify(arena: Arena, removed: RemovedStrings, spans: Spans, output: Uint8Array, isStandIn: IsStandIn): VerifyFailure | undefined {
    if (!Number.isFinite(this.bytesMin)) return undefined
    this.isStandIn = isStandIn
    const own = findInOwnText(arena, removed, { spans, output, bytesMin: this.bytesMin, isStandIn })
    if (own !== undefined) return own
    const seams = openSeams(removed, spans, output.length, this.bytesMin)
    if (seams.length === 0) return undefined
    const bytesMax = this.collect(arena, removed)
    const found = this.searchAround(seams, bytesMax, arena, spans, output)
    for (const slot of this.marked) this.slots[slot] = 0
    this.marked.length = 0
    this.byTail.clear()
    return found
  }

  /** Returns the length of the longest value. */
  private collect({ bytes }: Arena, { cells: removed, length }: RemovedStrings): number {
    let bytesMax = 0
    for (let i = 0; i < length; i += REMOVED_CELLS) {
      const [owner, start, end] = [removed[i] as number, removed[i + 1] as number, removed[i + 2] as number]
      if (end - start < this.bytesMin) continue
      bytesMax = Math.max(bytesMax, end - start)
      const tail = tailAt(bytes, end)
      const others = this.byTail.get(tail)
      if (others === undefined) this.byTail.set(tail, [{ owner, start, end }])
      else if (others.length < SAME_TAIL_MAX && !others.some((other) => sameBytes(bytes, other, start, end))) {
        others.push({ owner, start, end })
      }
      const slot = tail >>> TAIL_SHIFT
      if (this.slots[slot] === 0) this.marked.push(slot)
      this.slots[slot] = 1
    }
    return bytesMax
  }

  /** Searches wherever a value across one of the seams would reach, each byte once. */
  private searchAround(
    seams: readonly number[],
    bytesMax: number,
    arena: Arena,
    spans: Spans,
    output: Uint8Array,
  ): VerifyFailure | undefined {
    let from = 0
    let to = 0
    for (const seam of seams) {
      if (seam - bytesMax > to) {
        const found = this.search(from, to, arena, spans, output)
        if (found !== undefined) return found
        from = seam - bytesMax
      }
      to = Math.min(output.length, seam + bytesMax)
    }
    return this.search(from, to, arena, spans, output)
  }

  private search(from: number, to: number, { bytes }: Arena, spans: Spans, output: Uint8Array): VerifyFailure | undefined {
    const { slots } = this
    let last = 0
    for (let end = from + 1; end <= to; end++) {
      const fifth = last >>> 24
      last = (last << 8) | (output[end - 1] as number)
      const tail = mix(fifth, last)
      if (slots[tail >>> TAIL_SHIFT] === 0) continue
      for (const removed of this.byTail.get(tail) ?? []) {
        const at = end - (removed.end - removed.start)
        if (at < 0 || !occursAt(output, at, bytes, removed)) continue
        const origin = spans.origin(at, end - at)
        if (origin === 'copied' || (typeof origin === 'number' && !(origin === removed.owner && standsAlone(output, at, end)))) continue
        if (origin !== 'torn' && this.isStandIn(removed.owner, textAround(spans, output, at))) continue
        return { owner: removed.owner, byte: at }
      }
    }
    return undefined
  }
}

/** The inserted text that a place of the output is in. */
function textAround(spans: Spans, output: Uint8Array, at: number): string {
  let span = 0
  while (span < spans.count && spans.textEnd(span) <= at) span++
  return textOf(spans, output, span)
}

function textOf(spans: Spans, output: Uint8Array, span: number): string {
  return Buffer.from(output.buffer, output.byteOffset, output.length).toString('utf8', spans.textStart(span), spans.textEnd(span))
}

interface OwnTexts {
  readonly spans: Spans
  readonly output: Uint8Array
  readonly bytesMin: number
  readonly isStandIn: IsStandIn
}

/** A value that stands in a text that replaced some of it. Removed values and spans are both in the order of the bytes. */
function findInOwnText(arena: Arena, { cells, length }: RemovedStrings, texts: OwnTexts): VerifyFailure | undefined {
  const { spans, bytesMin } = texts
  let span = 0
  for (let i = 0; i < length; i += REMOVED_CELLS) {
    const removed = { owner: cells[i] as number, start: cells[i + 1] as number, end: cells[i + 2] as number }
    if (removed.end - removed.start < bytesMin) continue
    span = spans.past(span, removed.start)
    if (span === spans.count) return undefined
    for (let own = span; own < spans.count && spans.start(own) < removed.end; own++) {
      const at = spans.owner(own) === removed.owner ? findIn(own, removed, arena, texts) : undefined
      if (at !== undefined) return { owner: removed.owner, byte: at }
    }
  }
  return undefined
}

/** Where in the output a value stands in what one span has put in. */
function findIn(span: number, removed: Removed, { bytes }: Arena, { spans, output, isStandIn }: OwnTexts): number | undefined {
  const count = removed.end - removed.start
  const last = spans.textEnd(span) - count
  for (let at = spans.textStart(span); at <= last; at++) {
    if (!occursAt(output, at, bytes, removed) || !standsAlone(output, at, at + count)) continue
    return isStandIn(removed.owner, textOf(spans, output, span)) ? undefined : at
  }
  return undefined
}

/** A hash of the last five bytes before `end`, 30 bits. */
function tailAt(bytes: Uint8Array, end: number): number {
  const last = ((bytes[end - 4] as number) << 24) | ((bytes[end - 3] as number) << 16) | ((bytes[end - 2] as number) << 8) |
    (bytes[end - 1] as number)
  return mix(bytes[end - 5] as number, last)
}

function mix(fifth: number, last: number): number {
  return (Math.imul(last, 0x9e3779b1) ^ Math.imul(fifth, 0x85ebca6b)) >>> 2
}

function sameBytes(bytes: Uint8Array, other: Removed, start: number, end: number): boolean {
  return other.end - other.start === end - start && occursAt(bytes, start, bytes, other)
}

function occursAt(haystack: Uint8Array, at: number, bytes: Uint8Array, { start, end }: Removed): boolean {
  for (let i = 0; i < end - start; i++) if (haystack[at + i] !== bytes[start + i]) return false
  return true
}

/** Not a chance prefix of something longer: a short id may well begin the pseudonym that replaces it. */
function standsAlone(output: Uint8Array, at: number, end: number): boolean {
  return !isWord(output[at - 1]) && !isWord(output[end])
}

function isWord(byte: number | undefined): boolean {
  return byte !== undefined && (byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a)
}
