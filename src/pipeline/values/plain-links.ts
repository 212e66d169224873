import { arena, memory } from '../../json/arena.ts'
import type { Spans } from '../../json/spans.ts'
import { HEX_DIGITS } from '../../transform/pseudonymize.ts'
import { writeUuid } from '../../transform/uuid.ts'

const BYTES = memory.bytes
const UUID_BYTES = 36
const ID_BYTES_MAX = 64
const [SLASH, DASH] = [0x2f, 0x2d]
const URN = 'urn:uuid:'
/** The longest name of a resource type is shorter. */
const TYPE_BYTES_MAX = 48

/** What a byte may be in: a UUID in small letters, and an id (FHIR R4, datatype id). */
const [IN_UUID, IN_ID] = [1, 2]
const KINDS = new Uint8Array(256)
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz-.') KINDS[letter.charCodeAt(0)] = IN_ID
for (const letter of '0123456789abcdef') KINDS[letter.charCodeAt(0)] = IN_ID | IN_UUID

/** Whether bytes of the memory are a UUID in small letters. */
function isSmallUuid(start: number, end: number): boolean {
  if (end - start !== UUID_BYTES) return false
  const bytes = BYTES
  const kinds = KINDS
  for (let i = 0; i < UUID_BYTES; i++) {
    const byte = bytes[start + i] as number
    if (i === 8 || i === 13 || i === 18 || i === 23 ? byte !== DASH : ((kinds[byte] as number) & IN_UUID) === 0) return false
  }
  return true
}

/** Whether bytes of the memory are an id, and no UUID that is written in capitals. */
export function isPlainId(start: number, end: number): boolean {
  const length = end - start
  if (length === 0 || length > ID_BYTES_MAX) return false
  if (length === UUID_BYTES && BYTES[start + 8] === DASH) return isSmallUuid(start, end)
  const bytes = BYTES
  const kinds = KINDS
  for (let i = start; i < end; i++) if (kinds[bytes[i] as number] === 0) return false
  return true
}

/** Writes the pseudonym of a plain id, of which the digest is given: of the shape that `Pseudonymizer.id` gives it. */
export function writePlainId(digest: string, start: number, end: number, spans: Spans): number {
  const at = spans.room(UUID_BYTES)
  if (isSmallUuid(start, end)) {
    writeUuid(digest, BYTES, at)
    return spans.written(UUID_BYTES)
  }
  for (let i = 0; i < HEX_DIGITS; i++) BYTES[at + i] = digest.charCodeAt(i)
  return spans.written(HEX_DIGITS)
}

/**
 * The bytes before the id in a reference that is nothing but the name of a type and a plain id, or the URN of a UUID in small
 * letters; 0 for any other.
 */
export function pathBytes(start: number, end: number, resourceTypes: ReadonlySet<string>): number {
  const first = BYTES[start] as number
  if (first === URN.charCodeAt(0)) {
    const path = URN.length
    if (end - start !== path + UUID_BYTES || arena.text.toString('latin1', start, start + path) !== URN) return 0
    return isSmallUuid(start + path, end) ? path : 0
  }
  if (first < 0x41 || first > 0x5a) return 0
  const last = Math.min(end, start + TYPE_BYTES_MAX)
  let slash = start + 1
  while (slash < last && BYTES[slash] !== SLASH) slash++
  if (slash === last || !isPlainId(slash + 1, end)) return 0
  return resourceTypes.has(arena.text.toString('latin1', start, slash)) ? slash + 1 - start : 0
}

/** Writes a reference whose id has become another. */
export function writePath(start: number, path: number, id: number, spans: Spans): number {
  const idAt = spans.textAt(id)
  const idBytes = spans.textBytes(id)
  const at = spans.room(path + idBytes)
  for (let i = 0; i < path; i++) BYTES[at + i] = BYTES[start + i] as number
  for (let i = 0; i < idBytes; i++) BYTES[at + path + i] = BYTES[idAt + i] as number
  return spans.written(path + idBytes)
}
