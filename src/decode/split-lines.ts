import { createHash, type Hash } from 'node:crypto'
import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'

const NEWLINE = 0x0a
const RETURN = 0x0d
const EMPTY = new Uint8Array(0)
const LF = Uint8Array.of(NEWLINE)
const CRLF = Uint8Array.of(RETURN, NEWLINE)

/** One line that is not blank, with what stands around it. */
export interface Line {
  /** 1-based, counting blank lines. */
  readonly number: number
  /** Byte offset of the line in the stream. */
  readonly offset: number
  readonly body: Uint8Array
  readonly before: Uint8Array
  readonly after: Uint8Array
  /** Set when the line is over `entryBytesMax`: the body is empty, and this is what it was. */
  readonly tooLarge?: { readonly sha256: string; readonly bytes: number }
}

/** Splits NDJSON into lines as chunks come in; `push` returns the lines that are now whole, `end` what is left. */
export interface LineSplitter {
  push(chunk: Uint8Array): readonly Line[]
  end(): { readonly lines: readonly Line[]; readonly rest: Uint8Array }
}

function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x09 && byte !== RETURN) return false
  return true
}

/** A run of bytes that comes in pieces and is joined once; over `bytesMax` it is only hashed. */
interface Pending {
  pieces: Uint8Array[]
  bytes: number
  hash: Hash | undefined
}

function addPiece(pending: Pending, piece: Uint8Array, bytesMax: number): void {
  pending.bytes += piece.length
  if (pending.hash === undefined && pending.bytes > bytesMax) {
    pending.hash = createHash('sha256')
    for (const kept of pending.pieces) pending.hash.update(kept)
    pending.pieces = []
  }
  if (pending.hash === undefined) pending.pieces.push(piece)
  else pending.hash.update(piece)
}

/**
 * Splits a stream at `\n` or `\r\n` and keeps every byte: lines, their ends, and blank lines between. A line over
 * `entryBytesMax` is passed over and marked; a run of blank lines over it throws SLUICE_LIMIT_SIZE.
 */
export function createLineSplitter(limits: Limits): LineSplitter {
  let number = 0
  let offset = 0
  let pending: Pending = { pieces: [], bytes: 0, hash: undefined }
  let blanks: Uint8Array[] = []
  let blankBytes = 0

  function takeBlanks(): Uint8Array {
    const taken = blanks.length === 0 ? EMPTY : Buffer.concat(blanks)
    blanks = []
    blankBytes = 0
    return taken
  }

  /** `whole` holds the line and its end. */
  function close(whole: Uint8Array, terminated: boolean): Line | undefined {
    number += 1
    const start = offset
    offset += whole.length
    const bodyEnd = whole.length - (terminated ? 1 : 0)
    const cut = terminated && whole[bodyEnd - 1] === RETURN ? bodyEnd - 1 : bodyEnd
    const body = whole.subarray(0, cut)
    if (isBlank(body)) {
      blanks.push(whole)
      blankBytes += whole.length
      if (blankBytes > limits.entryBytesMax) throw new SluiceError('SLUICE_LIMIT_SIZE', { where: { line: number } })
      return undefined
    }
    const after = terminated ? (cut === bodyEnd ? LF : CRLF) : EMPTY
    return { number, offset: start, body, before: takeBlanks(), after }
  }

  function closePending(terminated: boolean): Line | undefined {
    const { pieces, bytes, hash } = pending
    pending = { pieces: [], bytes: 0, hash: undefined }
    if (hash === undefined) {
      const [only] = pieces
      return close(pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces), terminated)
    }
    number += 1
    const start = offset
    offset += bytes
    const tooLarge = { sha256: hash.digest('hex'), bytes }
    return { number, offset: start, body: EMPTY, before: takeBlanks(), after: EMPTY, tooLarge }
  }

  function push(chunk: Uint8Array): readonly Line[] {
    const lines: Line[] = []
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      const piece = chunk.subarray(from, at + 1)
      let line: Line | undefined
      if (pending.bytes === 0 && piece.length <= limits.entryBytesMax) line = close(piece, true)
      else {
        addPiece(pending, piece, limits.entryBytesMax)
        line = closePending(true)
      }
      if (line !== undefined) lines.push(line)
      from = at + 1
    }
    if (from < chunk.length) addPiece(pending, chunk.subarray(from), limits.entryBytesMax)
    return lines
  }

  return {
    push,
    end() {
      const line = pending.bytes === 0 ? undefined : closePending(false)
      return { lines: line === undefined ? [] : [line], rest: takeBlanks() }
    },
  }
}
