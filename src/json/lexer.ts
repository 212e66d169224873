import { SluiceError, type ErrorCode } from '../contract/errors.ts'
import type { Arena } from './arena.ts'

export const QUOTE = 0x22
export const SPACE = 0x20
const BACKSLASH = 0x5c
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39
const MINUS = 0x2d
const PLUS = 0x2b
const DOT = 0x2e
/** A double holds 309 digits before the point. */
const DIGITS_SAFE = 300

/** Reads the JSON tokens that have inner structure. Everything malformed throws a SluiceError with its byte offset. */
export interface Lexer {
  /** Whether the last string held an escape. */
  escaped: boolean
  /** The bytes of the last string or-ed together. */
  high: number
  /** From just past the opening quote to the closing one. */
  string(p: number): number
  /** From a backslash to the byte after the escape. */
  escape(p: number): number
  /** From the first byte of a number to the byte after it. */
  number(p: number): number
  failure(code: ErrorCode, byte: number): SluiceError
}

export function createLexer(arena: Arena): Lexer {
  const lexer: Lexer = { escaped: false, high: 0, string, escape, number, failure }

  function failure(code: ErrorCode, byte: number): SluiceError {
    return new SluiceError(code, { where: { byte: Math.min(byte, arena.length) } })
  }

  function string(from: number): number {
    const { bytes, view } = arena
    let p = from
    let high = 0
    lexer.escaped = false
    for (;;) {
      const x = view.getInt32(p, true)
      const q = x ^ 0x22222222
      const b = x ^ 0x5c5c5c5c
      high |= x
      const stop = (((q - 0x01010101) & ~q) | ((b - 0x01010101) & ~b) | ((x - 0x20202020) & ~x)) & 0x80808080
      if (stop === 0) {
        p += 4
        continue
      }
      p += (31 - Math.clz32(stop & -stop)) >> 3
      const c = bytes[p]
      if (c === QUOTE) {
        lexer.high = high
        return p
      }
      if (c !== BACKSLASH) throw failure('SLUICE_JSON_SYNTAX', p)
      lexer.escaped = true
      p = escape(p)
    }
  }

  function escape(p: number): number {
    const { bytes } = arena
    const c = bytes[p + 1] as number
    if (c !== 0x75) {
      const simple = c === QUOTE || c === BACKSLASH || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e ||
        c === 0x72 || c === 0x74
      if (!simple) throw failure('SLUICE_JSON_SYNTAX', p)
      return p + 2
    }
    const unit = hex4(p + 2)
    if (unit >= 0xdc00 && unit <= 0xdfff) throw failure('SLUICE_JSON_ENCODING', p)
    if (unit < 0xd800 || unit > 0xdbff) return p + 6
    if (bytes[p + 6] !== BACKSLASH || bytes[p + 7] !== 0x75) throw failure('SLUICE_JSON_ENCODING', p)
    const low = hex4(p + 8)
    if (low < 0xdc00 || low > 0xdfff) throw failure('SLUICE_JSON_ENCODING', p)
    return p + 12
  }

  function hex4(p: number): number {
    let unit = 0
    for (let i = p; i < p + 4; i++) {
      const c = arena.bytes[i] as number
      const letter = c | 0x20
      const digit = c >= DIGIT_0 && c <= DIGIT_9 ? c - DIGIT_0 : letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
      if (digit < 0) throw failure('SLUICE_JSON_SYNTAX', i)
      unit = unit * 16 + digit
    }
    return unit
  }

  function number(from: number): number {
    const { bytes } = arena
    let p = from
    let large = false
    let c = bytes[p] as number
    if (c === MINUS) c = bytes[++p] as number
    if (c === DIGIT_0) c = bytes[++p] as number
    else {
      p = digits(p)
      c = bytes[p] as number
      large = p - from > DIGITS_SAFE
    }
    if (c === DOT) {
      p = digits(p + 1)
      c = bytes[p] as number
    }
    if ((c | 0x20) === 0x65) {
      large = true
      c = bytes[++p] as number
      p = digits(c === PLUS || c === MINUS ? p + 1 : p)
    }
    if (large && !Number.isFinite(Number(arena.text.toString('latin1', from, p)))) throw failure('SLUICE_JSON_NUMBER', from)
    return p
  }

  /** One digit or more. */
  function digits(from: number): number {
    const { bytes } = arena
    let p = from
    let c = bytes[p] as number
    if (c < DIGIT_0 || c > DIGIT_9) throw failure('SLUICE_JSON_SYNTAX', p)
    do c = bytes[++p] as number
    while (c >= DIGIT_0 && c <= DIGIT_9)
    return p
  }

  return lexer
}
