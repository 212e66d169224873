import { isUtf8 } from 'node:buffer'
import { SluiceError } from '../contract/errors.ts'
import { arena, loadArena, memory, type Arena } from './arena.ts'
import { DEPTH_MAX, FRAME_STRIDE } from './frames.ts'
import { failure } from './lexer.ts'
import { allowLookahead, siblingJson, siblingText } from './look-up.ts'
import type { Machine } from './machine.ts'
import { readByKernel } from './read-by-kernel.ts'
import { readDocument, STALE, total, type Listener } from './read-document.ts'
import { Recorder } from './record.ts'
import { GIVEN_UP, type Rewriter } from './rewrite.ts'
import type { Tape } from './tape.ts'

const BYTES = memory.bytes

/** Every message may look ahead this far, however small it is. */
const LOOKAHEAD_FREE = 4096

export interface WalkLimits {
  readonly depthMax: number
  /** Look-ahead budget as a multiple of the message's bytes. */
  readonly lookaheadFactor: number
  /** Read without the kernel, for comparing the two. */
  readonly portable?: boolean
}

/** Reads messages one after the other into the same memory: use what it says before the next message, of any walker. */
export interface Walker {
  readonly arena: Arena
  readonly tape: Tape
  /** Reads `body` whole, from the machine's root edge or another; the tape then holds its recorded nodes. */
  walk(machine: Machine, body: Uint8Array, root?: number): Tape
  /** Reads `body` and edits it on the way. False when that cannot be done value by value: then walk it. */
  rewrite(machine: Machine, body: Uint8Array, rewriter: Rewriter): boolean
  /** Reads the bytes already in the arena again, by another machine. */
  rewalk(machine: Machine, root?: number): Tape
  /** The decoded string value of a member of the object that starts at `from`; undefined when missing or no string. */
  siblingText(from: number, name: string): string | undefined
  /** The value of a member that is an object, array or string; undefined when missing, null when anything else. */
  siblingJson(from: number, name: string): unknown
}

/**
 * Validates one JSON document (RFC 8259, strict, UTF-8) while following a machine over its keys, and records values on
 * a tape. It throws a SluiceError with the byte offset for anything malformed. One walker serves one thread.
 */
export function createWalker(limits: WalkLimits): Walker {
  if (limits.depthMax > DEPTH_MAX) throw new RangeError(`a depth over ${DEPTH_MAX} has no frames`)
  const recorder = new Recorder()

  function walk(machine: Machine, body: Uint8Array, root = machine.root): Tape {
    loadArena(body)
    return rewalk(machine, root)
  }

  function rewalk(machine: Machine, root = machine.root): Tape {
    recorder.end(read(machine, root, recorder, limits))
    return recorder.tape
  }

  function rewrite(machine: Machine, body: Uint8Array, rewriter: Rewriter): boolean {
    loadArena(body)
    try {
      read(machine, machine.root, rewriter, limits)
      return true
    } catch (error) {
      if (error === GIVEN_UP) return false
      throw error
    }
  }

  return { arena, tape: recorder.tape, walk, rewalk, rewrite, siblingText, siblingJson }
}

function read(machine: Machine, root: number, listener: Listener, limits: WalkLimits): number {
  allowLookahead(arena.length * limits.lookaheadFactor + LOOKAHEAD_FREE)
  listener.begin(machine)
  total.odd = 0
  let high: number
  try {
    const by = limits.portable === true || !machine.isInKernel ? readDocument : readByKernel
    high = by(machine, root, listener, limits.depthMax * FRAME_STRIDE)
  } catch (error) {
    if (error === STALE) return read(machine, root, listener, limits)
    throw encodingFirst(error)
  }
  if ((high & 0x80808080) !== 0 && !isUtf8(BYTES.subarray(0, arena.length))) throw failure('SLUICE_JSON_ENCODING', 0)
  return total.odd
}

/** A message in another encoding fails early as syntax; naming the encoding is more use than the offset. */
function encodingFirst(error: unknown): unknown {
  if (!(error instanceof SluiceError) || error.code !== 'SLUICE_JSON_SYNTAX') return error
  const byteOrderMark = BYTES[0] === 0xef && BYTES[1] === 0xbb && BYTES[2] === 0xbf
  return byteOrderMark || !isUtf8(BYTES.subarray(0, arena.length)) ? failure('SLUICE_JSON_ENCODING', 0) : error
}
