import { arena, memory } from '../../json/arena.ts'
import { isReadAsWritten } from '../texts/message-texts.ts'
import type { TextGate } from '../texts/text-gate.ts'

/** A shorter string that begins with a letter or digit is not marked up, unless it is a segment of HL7 v2 or holds an encoding. */
const SHORT_BYTES = 60
const [PIPE, PERCENT, EQUALS, PLUS, SLASH, UNDERSCORE, HYPHEN] = [0x7C, 0x25, 0x3D, 0x2B, 0x2F, 0x5F, 0x2D]
/** So many signs of base64 in a row may be such: see `isReadAsWritten`. */
const BASE64_RUN = 16

/**
 * Whether a text in the memory, a string without escapes, stays as it is where nobody is known to be named in it: nothing
 * at all is found in it, and a reader sees it as it is written.
 */
export function isCleanText(gate: TextGate | undefined, type: string, start: number, end: number): boolean {
  const needsLook =
    type !== 'string' ||
    end - start >= SHORT_BYTES ||
    !isPlainStart(memory.bytes[start] as number) ||
    memory.bytes[start + 3] === PIPE ||
    mayBeEncoded(start, end)
  if (needsLook && !isReadAsWritten(type, arena.text.toString('utf8', start, end))) return false
  return gate?.isClean(arena.text, start, end) === true
}

/** Whether percent-encoding, quoted-printable or base64 may stand in a string. */
function mayBeEncoded(start: number, end: number): boolean {
  const { bytes } = memory
  let run = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (byte === PERCENT || byte === EQUALS) return true
    run = isPlainStart(byte) || byte === PLUS || byte === SLASH || byte === UNDERSCORE || byte === HYPHEN ? run + 1 : 0
    if (run === BASE64_RUN) return true
  }
  return false
}

function isPlainStart(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
}
