import { arena, memory } from '../../json/arena.ts'
import { isReadAsWritten, mayBeMarked } from '../texts/marked.ts'
import type { TextGate } from '../texts/text-gate.ts'

/**
 * Whether a text in the memory, a string without escapes, stays as it is where nobody is known to be named in it: nothing
 * at all is found in it, and a reader sees it as it is written.
 */
export function isCleanText(gate: TextGate | undefined, type: string, start: number, end: number): boolean {
  const needsLook = type !== 'string' || mayBeMarked(memory.bytes, start, end)
  if (needsLook && !isReadAsWritten(type, arena.text.toString('utf8', start, end))) return false
  return gate?.isClean(arena.text, start, end) === true
}
