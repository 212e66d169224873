import { arena, memory } from './arena.ts'
import * as framing from './frames.ts'
import { failure, lastString, readEscape, readNumber, readString, skipSpace } from './lexer.ts'
import { REMOVED_CELLS, REMOVED_MAX, removed } from './removed.ts'
import { REGISTER, registers } from './kernel/load-kernel.ts'
import { edits, pastComma, SPAN_CELLS, SPANS_MAX } from './spans.ts'
import { findKey, keyIs, meetStranger, selectState } from './look-up.ts'
import * as machinery from './machine.ts'
import type { Machine } from './machine.ts'
import * as taping from './tape.ts'

const { frames: FRAMES, framePairs: PAIRS, seen: SEEN, FRAME, FRAME_STRIDE, SEEN_WORDS } = framing
const { ACCEPTS, EDGE, FATE, FATE_MASK, FATE_SHIFT, ITEM_SHIFT, KEY_DOUBLE, STATE, STATE_SKIP, TOKEN } = machinery
const { FLAG, KIND } = taping
const BYTES = memory.bytes
const VIEW = memory.view

const CHARACTER = {
  quote: 0x22,
  backslash: 0x5c,
  space: 0x20,
  colon: 0x3a,
  comma: 0x2c,
  openObject: 0x7b,
  closeObject: 0x7d,
  openArray: 0x5b,
  closeArray: 0x5d,
} as const
/** `true`, `alse` and `null` as little-endian words. */
const WORD = { wordTrue: 0x65757274, wordAlse: 0x65736c61, wordNull: 0x6c6c756e } as const

/** An item's flag on the tape, from its shift. */
const ITEM_FLAG_UP = FLAG.item / ITEM_SHIFT

/** Thrown when the machine's tables were replaced under the loop: the message is read again with the new ones. */
export const STALE = new Error('the tables of the machine have grown')

/** Is told of recorded values and of those in a form that their edge does not accept. */
export interface Listener {
  /** Whether the loop cuts out by itself what goes in any case. */
  readonly cuts: boolean
  /** A message is read, or read once more from its start. */
  begin(machine: Machine): void
  value(frame: number, edge: number, key: number, cut: number, start: number, end: number, ordinal: number, info: number): void
  open(frame: number, edge: number): void
  /** A container closes whose frame says that it is watched, or that it has lost all that it held, or all but one. */
  close(frame: number, end: number, size: number): void
}

/** How often the message held something that the machine does not know. */
export const total = { odd: 0 }

/**
 * The one loop over the bytes. It is long because everything in it is local: a call per value would take longer than
 * the value. Returns all bytes of strings or-ed together, whose high bits say whether there was anything but ASCII.
 *
 * It begins by copying every constant it uses into a variable of its own. V8 folds constants of a module into the code,
 * addresses of arrays included, but not imported ones, and not those first read inside a loop; these it loads and checks
 * at every use. Together with `| 0`, which keeps what calls return an integer, that is 4.0 against 2.4 µs for a message
 * of 1.8 KB.
 */
export function readDocument(machine: Machine, root: number, listener: Listener, frameMax: number): number {
  const bytes = BYTES
  const view = VIEW
  const frames = FRAMES
  const pairs = PAIRS
  const seen = SEEN
  const {
    edge: frameEdge, cut: frameCut, key: frameKey, start: frameStart, ordinal: frameOrdinal, watched: frameWatched, lost: frameLost,
    cuts: frameCuts, info: frameInfo, state: frameState,
  } = FRAME
  const {
    keyBytes: edgeKeyBytes, headWord: edgeHeadWord, tailWord: edgeTailWord, seenBit: edgeSeenBit, seenWord: edgeSeenWord,
    accepts: edgeAccepts, child: edgeChild,
  } = EDGE
  const { ready: stateReady, discriminator: stateDiscriminator, words: stateWords, otherwise: stateOtherwise } = STATE
  const { object: kindObject, array: kindArray, string: kindString, boolean: kindBoolean, null: kindNull, number: kindNumber } = KIND
  const { object: tokenObject, string: tokenString, boolean: tokenBoolean, null: tokenNull, number: tokenNumber } = TOKEN
  const { mismatch: flagMismatch, escaped: flagEscaped, item: flagItem } = FLAG
  const { array: acceptsArray, whole: acceptsWhole, record: acceptsRecord } = ACCEPTS
  const fateMask = listener.cuts ? FATE_MASK << FATE_SHIFT : 0
  const goes = FATE.goes << FATE_SHIFT
  const goneCells = removed.cells
  const spanCells = edits
  const counts = registers
  const { edits: editCount, removed: goneCount } = REGISTER
  const [goneStride, goneMax, spanStride, spansMax] = [REMOVED_CELLS, REMOVED_MAX, SPAN_CELLS, SPANS_MAX]
  const { head: keyHead, tail: keyTail, second: keySecond } = KEY_DOUBLE
  const { quote, backslash, space, colon, comma, openObject, closeObject, openArray, closeArray } = CHARACTER
  const { wordTrue, wordAlse, wordNull } = WORD
  const stride = FRAME_STRIDE
  const itemShift = ITEM_SHIFT
  const itemFlagUp = ITEM_FLAG_UP
  const skip = skipSpace
  const seenUp = SEEN_WORDS / FRAME_STRIDE
  const { rows, doubles, generation } = machine
  let p = skipSpace(0) | 0
  if (!startsContainer(p)) return readScalar(machine, root, listener, p)
  let high = 0
  let frame = 0
  let shift = 0
  /** At a key: the row that predicts it, its state's or that of the member before. */
  let edge = root | 0
  let key = p
  let cut = p
  let ordinal = 0
  let atKey = false
  document: for (;;) {
    if (atKey) {
      key = p
      const previous = edge
      edge = rows[previous] as number
      const length = rows[edge + edgeKeyBytes] as number
      const half = edge >> 1
      const known = length < 8
        ? view.getInt32(p, true) === rows[edge + edgeHeadWord] && view.getInt32(p + length - 4, true) === rows[edge + edgeTailWord]
        : view.getFloat64(p, true) === doubles[half + keyHead] && view.getFloat64(p + length - 8, true) === doubles[half + keyTail] &&
          (length <= 16 || (view.getFloat64(p + 8, true) === doubles[half + keySecond] && (length <= 24 || keyIs(machine, edge, p))))
      if (known) p += length
      else {
        if (bytes[p] !== quote) throw failure('SLUICE_JSON_SYNTAX', p)
        edge = readKey(machine, frame, previous, p) | 0
        high |= lastString.high | 0
        p = keyEnd | 0
      }
      const bit = rows[edge + edgeSeenBit] as number
      const word = frame * seenUp + (rows[edge + edgeSeenWord] as number)
      const before = seen[word] as number
      if ((before & bit) !== 0) throw failure('SLUICE_JSON_DUPLICATE_KEY', key)
      seen[word] = before | bit
      if (bytes[p] !== colon) {
        p = skip(p) | 0
        if (bytes[p] !== colon) throw failure('SLUICE_JSON_SYNTAX', p)
      }
      p++
      if (bytes[p] === space) p++
      if ((bytes[p] as number) <= space) p = skip(p) | 0
    }
    for (;;) {
      const accepts = (rows[edge + edgeAccepts] as number) >> shift
      const c = bytes[p]
      const start = p
      let closing = false
      if (c === openObject || c === openArray) {
        if (frame >= frameMax) throw failure('SLUICE_LIMIT_DEPTH', p)
        frame += stride
        frames[frame + frameEdge] = edge
        frames[frame + frameCut] = cut
        frames[frame + frameKey] = key
        frames[frame + frameStart] = p
        frames[frame + frameOrdinal] = ordinal
        const empty = (frame + frameWatched) >> 1
        pairs[empty] = 0
        pairs[empty + 1] = 0
        pairs[empty + 2] = 0
        const isObject = c === openObject
        const fits = (accepts & (isObject ? tokenObject : acceptsArray)) !== 0
        frames[frame + frameInfo] = (isObject ? kindObject : kindArray) | (shift * itemFlagUp) | (fits ? 0 : flagMismatch)
        const led = edge
        if (isObject) {
          let state = fits ? (rows[edge + edgeChild] as number) : machine.stray
          if (rows[state + stateReady] !== 1 || rows[state + stateDiscriminator] !== 0)
            state = settleState(machine, p, state, generation) | 0
          frames[frame + frameState] = state
          const from = frame * seenUp
          for (let i = (rows[state + stateWords] as number) - 1; i >= 0; i--) seen[from + i] = 0
          edge = state
          shift = 0
        } else {
          if (!fits || (accepts & acceptsWhole) !== 0)
            edge = rows[(fits ? (rows[edge + edgeChild] as number) : machine.stray) + stateOtherwise] as number
          shift = itemShift
        }
        if (!fits) total.odd++
        if (!fits || (accepts & acceptsRecord) !== 0) listener.open(frame, led)
        p++
        cut = p
        if ((bytes[p] as number) <= space) p = skip(p) | 0
        ordinal = 0
        if (isObject) {
          if (bytes[p] !== closeObject) {
            atKey = true
            continue document
          }
        } else if (bytes[p] !== closeArray) {
          key = p
          continue
        }
        closing = true
      } else {
        let info: number
        let token: number
        if (c === quote) {
          token = tokenString
          info = kindString
          p++
          for (;;) {
            const word = view.getInt32(p, true)
            high |= word
            const stops = ((((word ^ 0x02020202) - 0x21212121) | ((word ^ 0x5c5c5c5c) - 0x01010101)) & ~word) & 0x80808080
            if (stops === 0) {
              p = (p + 4) | 0
              continue
            }
            p = (p + ((31 - Math.clz32(stops & -stops)) >> 3)) | 0
            const end = bytes[p]
            if (end === quote) break
            if (end !== backslash) throw failure('SLUICE_JSON_SYNTAX', p)
            info = kindString | flagEscaped
            p = readEscape(p) | 0
          }
          p++
        } else if (c === 0x74 && view.getInt32(p, true) === wordTrue) {
          p += 4
          token = tokenBoolean
          info = kindBoolean
        } else if (c === 0x66 && view.getInt32(p + 1, true) === wordAlse) {
          p += 5
          token = tokenBoolean
          info = kindBoolean
        } else if (c === 0x6e && view.getInt32(p, true) === wordNull) {
          p += 4
          token = tokenNull
          info = kindNull
        } else {
          p = readNumber(p) | 0
          token = tokenNumber
          info = kindNumber
        }
        if ((accepts & (token | acceptsRecord)) !== token) {
          if ((accepts & fateMask) === goes && (accepts & token) !== 0 && token !== tokenNull) {
            const at = counts[goneCount] as number
            const span = counts[editCount] as number
            if (at === goneMax || span === spansMax) throw failure('SLUICE_LIMIT_SIZE', p)
            goneCells[at] = edge
            goneCells[at + 1] = start + 1
            goneCells[at + 2] = token === tokenString ? p - 1 : start + 1
            goneCells[at + 3] = 0
            counts[goneCount] = at + goneStride
            frames[frame + frameLost] = (frames[frame + frameLost] as number) + 1
            const cuts = frames[frame + frameCuts] as number
            frames[frame + frameCuts] = cuts + 1
            const to = span * spanStride
            spanCells[to] = ordinal === cuts ? key : cut
            spanCells[to + 1] = ordinal === cuts ? pastComma(p) | 0 : p
            spanCells[to + 2] = 0
            spanCells[to + 3] = 0
            spanCells[to + 4] = edge
            counts[editCount] = span + 1
          } else {
            const fits = (accepts & token) !== 0
            if (!fits) total.odd++
            listener.value(frame, edge, key, cut, start, p, ordinal, info | (shift * itemFlagUp) | (fits ? 0 : flagMismatch))
          }
        }
      }
      // A value is behind, or its container ends.
      for (;;) {
        if (closing) {
          p++
          const lost = frames[frame + frameLost] as number
          if (frames[frame + frameWatched] !== 0 || (lost !== 0 && lost >= ordinal - 1)) listener.close(frame, p, ordinal)
          edge = frames[frame + frameEdge] as number
          ordinal = frames[frame + frameOrdinal] as number
          shift = ((frames[frame + frameInfo] as number) & flagItem) >> 1
          frame -= stride
          if (frame === 0) break document
        }
        cut = p
        ordinal++
        let d = bytes[p] as number
        if (d <= space) {
          p = skip(p) | 0
          d = bytes[p] as number
        }
        if (d === comma) {
          p++
          if ((bytes[p] as number) <= space) p = skip(p) | 0
          if (shift === 0) {
            atKey = true
            continue document
          }
          break
        }
        if (d !== (shift === 0 ? closeObject : closeArray)) throw failure('SLUICE_JSON_SYNTAX', p)
        closing = true
      }
      key = p
    }
  }
  p = skip(p) | 0
  if (p !== arena.length) throw failure('SLUICE_JSON_SYNTAX', p)
  return high
}

/** Where the key that `readKey` read ends, past its quote. */
let keyEnd = 0

/** A key that was not predicted: its edge, which is predicted from now on. */
function readKey(machine: Machine, frame: number, previous: number, p: number): number {
  const { rows } = machine
  const state = FRAMES[frame + FRAME.state] as number
  const quote = readString(p + 1)
  keyEnd = quote + 1
  const skips = rows[state + STATE.number] === STATE_SKIP
  const edge = skips ? 0 : findKey(machine, state, p + 1, quote)
  if (edge !== 0) {
    rows[previous] = edge
    return edge
  }
  if (!skips) total.odd++
  if (rows[state + STATE.words] !== 0) meetStranger(frame, p, quote + 1)
  return rows[state + STATE.otherwise] as number
}

/** Whether an object or array starts at `p`. */
export function startsContainer(p: number): boolean {
  return BYTES[p] === CHARACTER.openObject || BYTES[p] === CHARACTER.openArray
}

/** Describes the state that an object is read in, once its discriminator has said which. */
export function settleState(machine: Machine, p: number, from: number, generation: number): number {
  let state = from
  if (machine.rows[state + STATE.ready] !== 1) machine.expand(state)
  if (machine.rows[state + STATE.discriminator] !== 0) {
    const fallback = machine.rows[state + STATE.fallback] as number
    state = selectState(machine, p, state)
    if (state === fallback) total.odd++
    if (machine.rows[state + STATE.ready] !== 1) machine.expand(state)
  }
  if (machine.generation !== generation) throw STALE
  return state
}

/** A document that is a single string, number or literal. */
export function readScalar(machine: Machine, root: number, listener: Listener, start: number): number {
  const c = BYTES[start]
  const accepts = machine.rows[root + EDGE.accepts] as number
  lastString.high = 0
  lastString.escaped = false
  let kind: number
  let p = start
  if (c === CHARACTER.quote) {
    p = readString(p + 1) + 1
    kind = KIND.string
  } else if (VIEW.getInt32(p, true) === WORD.wordTrue || (c === 0x66 && VIEW.getInt32(p + 1, true) === WORD.wordAlse)) {
    p += c === 0x66 ? 5 : 4
    kind = KIND.boolean
  } else if (VIEW.getInt32(p, true) === WORD.wordNull) {
    p += 4
    kind = KIND.null
  } else {
    p = readNumber(p)
    kind = KIND.number
  }
  const fits = (accepts & (1 << (kind - 1))) !== 0
  if (!fits) total.odd++
  const end = skipSpace(p)
  if (end !== arena.length) throw failure('SLUICE_JSON_SYNTAX', end)
  const info = kind | (lastString.escaped ? FLAG.escaped : 0) | (fits ? 0 : FLAG.mismatch)
  if (!fits || (accepts & ACCEPTS.record) !== 0) listener.value(0, root, start, start, start, p, 0, info)
  return lastString.high
}
