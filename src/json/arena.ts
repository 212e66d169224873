import { SluiceError } from '../contract/errors.ts'
import { LIMITS } from '../contract/limits.ts'
import { region } from './kernel/load-kernel.ts'

/** Zero bytes behind the message: no JSON token starts with one, so reading words past the end is safe and stops. */
const PAD_BYTES = 16
const INPUT_BYTES = LIMITS.entryBytesMax + PAD_BYTES
const OUTPUT_BYTES = LIMITS.entryBytesMax + PAD_BYTES
const TEXT_BYTES = LIMITS.entryBytesMax + PAD_BYTES
const KEPT_BYTES = 4 * 1024 * 1024
const CONSTANT_BYTES = 256 * 1024

/**
 * The one memory that every message of this thread is read in, and edited behind it. It never moves, so that the
 * compiler writes its address and length into the code that reads it instead of loading both for every byte: a module
 * that reads often keeps `memory` in a constant of its own. The system hands out its pages only once they are written.
 */
const KEPT_AT = INPUT_BYTES + OUTPUT_BYTES + TEXT_BYTES
const place = region('arena', KEPT_AT + KEPT_BYTES)
export const memory = {
  bytes: new Uint8Array(place.buffer, place.at, place.bytes), view: new DataView(place.buffer, place.at, place.bytes),
} as const

const BYTES = memory.bytes
const VIEW = memory.view

/**
 * The message that is being worked on: at 0, its edited form at `outputAt`, texts that come into it from `textsAt` on.
 * Valid until the next one is loaded.
 */
export interface Arena {
  readonly bytes: Uint8Array
  readonly text: Buffer
  /** Bytes of the message. */
  length: number
  readonly outputAt: number
  /** The longest output that fits. */
  readonly outputBytesMax: number
  readonly textsAt: number
  readonly textsEnd: number
  /** Texts that stay for good: see `keepText`. */
  readonly constantsAt: number
  readonly constantsEnd: number
  /** Texts that outlive the message: those of links seen before. */
  readonly keptAt: number
  readonly keptEnd: number
}

export const arena: Arena = {
  bytes: BYTES,
  text: Buffer.from(place.buffer, place.at, place.bytes),
  length: 0,
  outputAt: INPUT_BYTES,
  outputBytesMax: OUTPUT_BYTES - PAD_BYTES,
  textsAt: INPUT_BYTES + OUTPUT_BYTES,
  textsEnd: KEPT_AT - PAD_BYTES,
  constantsAt: KEPT_AT,
  constantsEnd: KEPT_AT + CONSTANT_BYTES - PAD_BYTES,
  keptAt: KEPT_AT + CONSTANT_BYTES,
  keptEnd: KEPT_AT + KEPT_BYTES - PAD_BYTES,
}

/** Copies the message in. */
export function loadArena(body: Uint8Array): void {
  const { length } = body
  if (length > INPUT_BYTES - PAD_BYTES) throw new SluiceError('SLUICE_LIMIT_SIZE')
  BYTES.set(body, 0)
  for (let i = 0; i < PAD_BYTES; i += 4) VIEW.setInt32(length + i, 0)
  arena.length = length
}
