import { memory } from '../../json/arena.ts'
import type { CivilDay } from '../../transform/dates/dates.ts'

const VIEW = memory.view

/** `-`, and `T` and `:` where a time has them, as little-endian words with zeros in the places of digits. */
const DASHES = 0x2d00002d
const T_COLON = 0x3a000054
const COLONS = 0x3a00003a
const DOT = 0x2e
const ZERO = 0x30
const DASH = 0x2d
const PLUS = 0x2b
const ZULU = 0x5a
const COLON = 0x3a

/**
 * The year of a FHIR date or dateTime written in the plainest way, or -1. Days above 28 and anything unusual are left
 * to the full grammar; what is recognised here, that accepts as well. Read four bytes at a time from the memory.
 */
export function plainYear(start: number, end: number): number {
  const length = end - start
  if (length !== 10 && length < 20) return -1
  const view = VIEW
  const first = view.getInt32(start, true)
  const second = view.getInt32(start + 4, true) ^ DASHES
  const last = view.getInt16(start + 8, true)
  if (!areDigits(first) || !areDigits(second | 0x30000030) || (second & 0xff0000ff) !== 0 || !areDigits(last | 0x30300000)) return -1
  const year = pair(first) * 100 + pair(first >>> 16)
  const month = pair(second >>> 8)
  const day = pair(last)
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 28) return -1
  return length === 10 || isPlainTime(start + 10, end) ? year : -1
}

/** The day that a date known to be valid begins with. */
export function readDay(start: number): CivilDay {
  const view = VIEW
  return {
    year: pair(view.getInt16(start, true)) * 100 + pair(view.getInt16(start + 2, true)),
    month: pair(view.getInt16(start + 5, true)), day: pair(view.getInt16(start + 8, true)),
  }
}

/** Writes a day of the years from 0 to 9999 as FHIR does, in ten bytes. */
export function writeDay({ year, month, day }: CivilDay, at: number): void {
  const bytes = memory.bytes
  const century = Math.floor(year / 100)
  writePair(bytes, at, century)
  writePair(bytes, at + 2, year - century * 100)
  bytes[at + 4] = DASH
  writePair(bytes, at + 5, month)
  bytes[at + 7] = DASH
  writePair(bytes, at + 8, day)
}

function writePair(bytes: Uint8Array, at: number, value: number): void {
  const tens = Math.floor(value / 10)
  bytes[at] = ZERO + tens
  bytes[at + 1] = ZERO + value - tens * 10
}

/** `Thh:mm:ss`, optionally a fraction, then `Z` or an offset. */
function isPlainTime(start: number, end: number): boolean {
  const view = VIEW
  const hour = view.getInt32(start, true) ^ T_COLON
  const minute = view.getInt32(start + 3, true) ^ COLONS
  const second = view.getInt16(start + 7, true)
  if ((hour & 0xff0000ff) !== 0 || (minute & 0xff0000ff) !== 0) return false
  if (!areDigits(hour | 0x30000030) || !areDigits(minute | 0x30000030) || !areDigits(second | 0x30300000)) return false
  if (pair(hour >>> 8) > 23 || pair(minute >>> 8) > 59 || pair(second) > 59) return false
  let p = start + 9
  if (view.getUint8(p) === DOT) {
    const digits = ++p
    while (p < end && isDigit(view.getUint8(p))) p++
    if (p === digits) return false
  }
  const sign = view.getUint8(p)
  if (p === end - 1) return sign === ZULU
  if (p !== end - 6 || (sign !== DASH && sign !== PLUS) || view.getUint8(p + 3) !== COLON) return false
  const hours = view.getInt16(p + 1, true)
  const minutes = view.getInt16(p + 4, true)
  return areDigits((hours & 0xffff) | (minutes << 16)) && pair(hours) <= 13 && pair(minutes) <= 59
}

/** Whether all four bytes of a word are ASCII digits. */
function areDigits(word: number): boolean {
  return (((word & 0xf0f0f0f0) ^ 0x30303030) | (((word + 0x06060606) & 0xf0f0f0f0) ^ 0x30303030)) === 0
}

/** The number that the two digits in the low half of a word stand for. */
function pair(word: number): number {
  return (word & 0xf) * 10 + ((word >>> 8) & 0xf)
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}
