/**
 * How far the matches of a pattern reach from their digits, read off the pattern. Most of what identifies is a number:
 * where a text has none, patterns that need one need not be asked.
 */
export interface PatternFacts {
  /** The least number of digits in a match. */
  readonly digitsMin: number
  /** The most bytes before the first digit, after the last, and between two; a match without digits counts whole. */
  readonly leadBytesMax: number
  readonly trailBytesMax: number
  readonly gapBytesMax: number
}

interface Part extends PatternFacts {
  readonly bytesMax: number
}

const UNBOUNDED = Number.POSITIVE_INFINITY
/** A character of UTF-8 may take four bytes. */
const CHARACTER_BYTES_MAX = 4
const NOTHING: Part = { digitsMin: 0, bytesMax: 0, leadBytesMax: 0, trailBytesMax: 0, gapBytesMax: 0 }
const DIGIT: Part = { digitsMin: 1, bytesMax: 1, leadBytesMax: 0, trailBytesMax: 0, gapBytesMax: 0 }
const ANYTHING = characters(CHARACTER_BYTES_MAX)
const UNKNOWN = characters(UNBOUNDED)

/** Reads the facts off a pattern in RE2's syntax. What it does not understand counts as reaching anywhere, without digits. */
export function readPatternFacts(source: string): PatternFacts {
  const reader = new Reader(source)
  const facts = reader.alternatives()
  return reader.atEnd ? facts : UNKNOWN
}

class Reader {
  private at = 0
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  get atEnd(): boolean {
    return this.at === this.source.length
  }

  alternatives(): Part {
    let all = this.sequence()
    while (this.source[this.at] === '|') {
      this.at++
      all = either(all, this.sequence())
    }
    return all
  }

  private sequence(): Part {
    let whole = NOTHING
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') whole = then(whole, this.repeated())
    return whole
  }

  private repeated(): Part {
    let part = this.atom()
    for (;;) {
      const sign = /^(?:[?*+]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.source.slice(this.at, this.at + 16))
      if (sign === null) return part
      this.at += sign[0].length
      part = repeat(part, timesOf(sign))
    }
  }

  private atom(): Part {
    const character = this.source[this.at++] as string
    switch (character) {
      case '(': return this.group()
      case '[': return this.charClass()
      case '.': return ANYTHING
      case '^':
      case '$': return NOTHING
      case '\\': return this.escape()
      default: return /\d/.test(character) ? DIGIT : characters(Buffer.byteLength(character))
    }
  }

  private group(): Part {
    const opening = /^\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?[:)])/.exec(this.source.slice(this.at, this.at + 40))?.[0]
    if (opening === undefined && this.source[this.at] === '?') return this.giveUp()
    this.at += opening?.length ?? 0
    if (opening?.endsWith(')') === true) return NOTHING
    const inside = this.alternatives()
    if (this.source[this.at] !== ')') return this.giveUp()
    this.at++
    return inside
  }

  private escape(): Part {
    const character = this.source[this.at++] ?? ''
    if (character === 'd') return DIGIT
    if (/[bBAz]/.test(character)) return NOTHING
    if (/[wsSDWtnrfv]/.test(character)) return /[SDW]/.test(character) ? ANYTHING : characters(1)
    if (/[xpP]/.test(character)) {
      this.at += /^(?:\{[^}]*\}|[0-9A-Fa-f]{2}|[A-Z])/.exec(this.source.slice(this.at, this.at + 30))?.[0].length ?? 0
      return ANYTHING
    }
    return /[A-Za-z0-9]/.test(character) ? this.giveUp() : characters(1)
  }

  private charClass(): Part {
    const from = this.at
    if (this.source[this.at] === '^') this.at++
    if (this.source[this.at] === ']') this.at++
    while (this.at < this.source.length && this.source[this.at] !== ']') this.at += this.source[this.at] === '\\' ? 2 : 1
    const inside = this.source.slice(from, this.at)
    this.at++
    if (inside.includes('[:')) return this.giveUp()
    if (/^(?:\d|\d-\d|\\d)+$/.test(inside)) return DIGIT
    return /^[\x20-\x5d\x5f-\x7e][\x20-\x7e]*$/.test(inside) && !/\\[SDWxpP]/.test(inside) ? characters(1) : ANYTHING
  }

  private giveUp(): Part {
    this.at = this.source.length + 1
    return UNKNOWN
  }
}

function characters(bytesMax: number): Part {
  return { digitsMin: 0, bytesMax, leadBytesMax: bytesMax, trailBytesMax: bytesMax, gapBytesMax: bytesMax }
}

function timesOf([sign, min, comma, max]: RegExpExecArray): { readonly min: number; readonly max: number } {
  if (sign[0] === '?') return { min: 0, max: 1 }
  if (sign[0] === '*') return { min: 0, max: UNBOUNDED }
  if (sign[0] === '+') return { min: 1, max: UNBOUNDED }
  return { min: Number(min), max: comma === undefined ? Number(min) : max === '' || max === undefined ? UNBOUNDED : Number(max) }
}

function then(one: Part, other: Part): Part {
  return {
    digitsMin: one.digitsMin + other.digitsMin,
    bytesMax: one.bytesMax + other.bytesMax,
    leadBytesMax: one.digitsMin > 0 ? one.leadBytesMax : one.bytesMax + other.leadBytesMax,
    trailBytesMax: other.digitsMin > 0 ? other.trailBytesMax : one.trailBytesMax + other.bytesMax,
    gapBytesMax: Math.max(one.gapBytesMax, other.gapBytesMax, one.trailBytesMax + other.leadBytesMax),
  }
}

function either(one: Part, other: Part): Part {
  return {
    digitsMin: Math.min(one.digitsMin, other.digitsMin),
    bytesMax: Math.max(one.bytesMax, other.bytesMax),
    leadBytesMax: Math.max(one.leadBytesMax, other.leadBytesMax),
    trailBytesMax: Math.max(one.trailBytesMax, other.trailBytesMax),
    gapBytesMax: Math.max(one.gapBytesMax, other.gapBytesMax),
  }
}

function repeat(part: Part, { min, max }: { readonly min: number; readonly max: number }): Part {
  const bytesMax = part.bytesMax === 0 ? 0 : part.bytesMax * max
  // With a digit in every round, only the first may have a lead and the last a trail; without, the whole may be one gap.
  const whole = part.digitsMin > 0
    ? { ...part, gapBytesMax: Math.max(part.gapBytesMax, part.trailBytesMax + part.leadBytesMax) }
    : { ...part, leadBytesMax: bytesMax, trailBytesMax: bytesMax, gapBytesMax: bytesMax }
  const repeated = { ...whole, bytesMax, digitsMin: part.digitsMin * Math.max(min, 1) }
  return min > 0 ? repeated : either(repeated, NOTHING)
}
