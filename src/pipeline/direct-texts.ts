import { arena, memory } from '../json/arena.ts'
import { isMarked } from './message-texts.ts'
import type { TextGate } from './text-gate.ts'

/** A shorter string that begins with a letter or digit is not marked up, unless it is a segment of HL7 v2. */
const SHORT_BYTES = 60
const PIPE = 0x7C

/**
 * Whether a text in the memory, a string without escapes, stays as it is where nobody is known to be named in it: nothing
 * at all is found in it, and a reader sees it as it is written.
 */
export function isCleanText(gate: TextGate | undefined, type: string, start: number, end: number): boolean {
  const needsLook = type !== 'string' || end - start >= SHORT_BYTES || !isPlainStart(memory.bytes[start] as number) || memory.bytes[start + 3] === PIPE
  if (needsLook && isMarked(type, arena.text.toString('utf8', start, end))) return false
  return gate?.isClean(arena.text, start, end) === true
}

function isPlainStart(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
}
