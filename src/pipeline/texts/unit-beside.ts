import { memory } from '../../json/arena.ts'

/** Where the unit of a Quantity stands, whatever the order of its members: no further than this from the number, in bytes. */
const NEAR = 96
const QUOTE = 0x22
const [OPEN, CLOSE] = [0x7B, 0x7D]
/** `unit` and `code`, as little-endian words. */
const [UNIT, CODE] = [0x74696E75, 0x65646F63]
/** How words for years start, in UCUM too: a, years, Jahre, let, vuotta, rok, tahun, {#}; what is no ASCII may be one. */
const YEARS = lettersOf('aAyYjJlvVrRtT#')
/** How words for degrees start. */
const DEGREES = lettersOf('dD')

/** Whether a number may be in years: the unit beside it in the same object starts so, or is not there. */
export function mayBeInYears(start: number, end: number): boolean {
  return mayStart(start, end, YEARS)
}

/** Whether a number may be in degrees: of latitude, too. */
export function mayBeInDegrees(start: number, end: number): boolean {
  return mayStart(start, end, DEGREES)
}

function lettersOf(text: string): ReadonlySet<number> {
  return new Set(Array.from(text, (letter) => letter.charCodeAt(0)))
}

function mayStart(start: number, end: number, letters: ReadonlySet<number>): boolean {
  for (let at = end; at < end + NEAR && memory.bytes[at] !== CLOSE; at++) if (isUnit(at)) return startsLike(at, letters)
  for (let at = start; at > start - NEAR && at > 0 && memory.bytes[at] !== OPEN; at--) if (isUnit(at)) return startsLike(at, letters)
  return true
}

function isUnit(at: number): boolean {
  if (memory.bytes[at] !== QUOTE || memory.bytes[at + 5] !== QUOTE) return false
  const name = memory.view.getInt32(at + 1, true)
  return name === UNIT || name === CODE
}

/** What stands behind the quote that opens the value, or a brace of UCUM behind that. */
function startsLike(name: number, letters: ReadonlySet<number>): boolean {
  let at = name + 6
  while (at < name + NEAR && memory.bytes[at] !== QUOTE) at++
  const first = memory.bytes[at + 1] as number
  const letter = first === OPEN ? memory.bytes[at + 2] as number : first
  return letter >= 0x80 || letters.has(letter)
}
