import type { TextBatch } from './batch.ts'

const ASCII = 128
/** All strings of one ASCII character, then all of two. */
const SHORT = Array.from({ length: ASCII + ASCII * ASCII }, (_, index) => index < ASCII
  ? String.fromCharCode(index)
  : String.fromCharCode(index - ASCII >> 7, index & ASCII - 1))
/** The same where tabs stand for blanks. */
const SHORT_OF_TABS = SHORT.map((gap) => gap.replaceAll('\t', ' '))

/** Longer ones are made each time. */
const BYTES_MAX = 16
const SLOTS = 1024
const HASH_START = 0x811C9DC5 | 0
const HASH_PRIME = 0x01000193
/** By hash, those of three characters and more that came last. */
const LONG: string[] = Array.from({ length: SLOTS }, () => '')

/**
 * What stands between two words, as a string: nearly always one that is there already, as texts have few of them. It is never part of a
 * character beyond ASCII: words take these.
 */
export function gapString(batch: TextBatch, from: number, to: number, hasTabsForBlanks: boolean): string {
  const { bytes } = batch
  const length = to - from
  if (length > 2) return hasTabsForBlanks ? longGap(batch, from, to).replaceAll('\t', ' ') : longGap(batch, from, to)
  if (length === 0) return ''
  const short = hasTabsForBlanks ? SHORT_OF_TABS : SHORT
  const first = bytes[from] as number
  return short[length === 1 ? first : (first << 7 | (bytes[from + 1] as number)) + ASCII] as string
}

function longGap(batch: TextBatch, from: number, to: number): string {
  if (to - from > BYTES_MAX) return batch.slice(from, to)
  const { bytes } = batch
  let hash = HASH_START
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), HASH_PRIME)
  const slot = (hash ^ hash >>> 15) & SLOTS - 1
  const known = LONG[slot] as string
  return isSame(known, bytes, from, to) ? known : LONG[slot] = batch.slice(from, to)
}

function isSame(known: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false
  for (let at = 0; at < known.length; at++) if (known.charCodeAt(at) !== bytes[from + at]) return false
  return true
}
