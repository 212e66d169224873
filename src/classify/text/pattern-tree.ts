/** A pattern taken apart as far as it matters for what every match must contain. */
export type PatternNode =
  /** One character: one of the symbols, or of too many to tell where there are none, though all may be letters. */
  | {
    readonly is: 'character'
    readonly symbols: readonly string[] | undefined
    readonly isLetter: boolean
    /** False where no blank is among them. */
    readonly mayBeBlank: boolean
    readonly bytesMax: number
  }
  /** Between a word character and another. */
  | { readonly is: 'boundary' }
  | { readonly is: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly is: 'choice'; readonly items: readonly PatternNode[] }
  | { readonly is: 'repeat'; readonly item: PatternNode; readonly min: number; readonly max: number }

/** Stands for any character beyond ASCII, or several of them. */
export const FOREIGN = '\u00A4'

/**
 * What a character is taken for where texts and patterns are compared: letters without case, every digit as `0`, every
 * kind of blank as one, everything beyond ASCII as one; `undefined` for what patterns are never compared by.
 */
export function symbolOf(code: number): string | undefined {
  if (code >= 0x80) return FOREIGN
  if (code >= 0x41 && code <= 0x5A) return String.fromCharCode(code | 0x20)
  if (code >= 0x30 && code <= 0x39) return '0'
  if (code === 0x20 || code >= 0x09 && code <= 0x0D && code !== 0x0B) return ' '
  return code > 0x20 && code < 0x7F && code !== 0x7C && code !== 0x7E ? String.fromCharCode(code) : undefined
}

/** Classes of more symbols than this say too little. */
const SYMBOLS_MAX = 8
/** A character of UTF-8 may take four bytes. */
const CHARACTER_BYTES_MAX = 4
const EMPTY: PatternNode = { is: 'sequence', items: [] }
const ANY: PatternNode = { is: 'character', symbols: undefined, isLetter: false, mayBeBlank: true, bytesMax: CHARACTER_BYTES_MAX }
const NOT_BLANK: PatternNode = { ...ANY, mayBeBlank: false }
const WORD_CHARACTER: PatternNode = { ...NOT_BLANK, bytesMax: 1 }
const BLANK: PatternNode = { ...ANY, symbols: [' '], bytesMax: 1 }
const DIGIT: PatternNode = { ...WORD_CHARACTER, symbols: ['0'] }
const CONTROLS: Readonly<Record<string, number>> = { t: 0x09, n: 0x0A, v: 0x0B, f: 0x0C, r: 0x0D }

/** Reads a pattern in RE2's syntax; undefined where there is something in it that is not understood. */
export function readPatternTree(source: string): PatternNode | undefined {
  try {
    const reader = new Reader(source)
    const tree = reader.choice()
    return reader.atEnd ? tree : undefined
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined
    throw error
  }
}

const SIGNS: ReadonlySet<string | undefined> = new Set(['?', '*', '+', '{'])

class NotUnderstood extends Error {}

class Reader {
  private at = 0
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  get atEnd(): boolean {
    return this.at === this.source.length
  }

  choice(): PatternNode {
    const items = [this.sequence()]
    while (this.source[this.at] === '|') {
      this.at++
      items.push(this.sequence())
    }
    return items.length === 1 ? items[0] as PatternNode : { is: 'choice', items }
  }

  private sequence(): PatternNode {
    const items: PatternNode[] = []
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') items.push(this.repeated())
    return { is: 'sequence', items }
  }

  private repeated(): PatternNode {
    let node = this.atom()
    while (SIGNS.has(this.source[this.at])) {
      const sign = this.take(/^(?:[?*+]|\{(\d+)(?:(,)(\d*))?\})\??/)
      if (sign === undefined) return node
      node = { is: 'repeat', item: node, ...timesOf(sign) }
    }
    return node
  }

  private atom(): PatternNode {
    const character = this.source[this.at++] as string
    switch (character) {
      case '(': return this.group()
      case '[': return this.characterClass()
      case '.': return ANY
      case '^':
      case '$': return EMPTY
      case '\\': return this.escape()
      default: return literal(character.charCodeAt(0))
    }
  }

  private group(): PatternNode {
    const opening = this.source[this.at] !== '?' ? undefined : this.take(/^\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?[:)])/)?.[0]
    if (opening === undefined && this.source[this.at] === '?') throw new NotUnderstood()
    if (opening?.endsWith(')') === true) return EMPTY
    const inside = this.choice()
    if (this.source[this.at++] !== ')') throw new NotUnderstood()
    return inside
  }

  private escape(): PatternNode {
    const character = this.source[this.at++] ?? ''
    const control = CONTROLS[character]
    if (control !== undefined) return literal(control)
    switch (character) {
      case 'd': return DIGIT
      case 's': return BLANK
      case 'w': return WORD_CHARACTER
      case 'b': return { is: 'boundary' }
      case 'A':
      case 'z': return EMPTY
      case 'S': return NOT_BLANK
      case 'D':
      case 'W': return ANY
      case 'x': return literal(this.hexadecimal())
      default:
        if (/[A-Za-z0-9]/.test(character) || character === '') throw new NotUnderstood()
        return literal(character.charCodeAt(0))
    }
  }

  private hexadecimal(): number {
    const digits = this.take(/^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/)
    if (digits === undefined) throw new NotUnderstood()
    return Number.parseInt(digits[1] ?? digits[2] ?? '', 16)
  }

  private characterClass(): PatternNode {
    const isNegated = this.source[this.at] === '^'
    if (isNegated) this.at++
    const symbols = new Set<string | undefined>()
    let previous: number | undefined
    for (let first = true; first || this.source[this.at] !== ']'; first = false) {
      if (this.at >= this.source.length || this.source.startsWith('[:', this.at)) throw new NotUnderstood()
      if (this.source[this.at] === '-' && previous !== undefined && this.source[this.at + 1] !== ']') {
        this.at++
        const to = this.classMember(symbols)
        if (to === undefined) throw new NotUnderstood()
        for (let code = previous; code <= Math.min(to, 0x80); code++) symbols.add(symbolOf(code))
        if (to >= 0x80) symbols.add(FOREIGN)
        previous = undefined
        continue
      }
      previous = this.classMember(symbols)
      if (previous !== undefined) symbols.add(symbolOf(previous))
    }
    this.at++
    return classOf(symbols, isNegated)
  }

  /** The code of the next member, or undefined for a class within the class, whose symbols are added. */
  private classMember(symbols: Set<string | undefined>): number | undefined {
    const character = this.source.codePointAt(this.at) as number
    this.at += character > 0xFFFF ? 2 : 1
    if (character !== 0x5C) return character
    const escaped = this.source[this.at++] ?? ''
    const control = CONTROLS[escaped]
    if (control !== undefined) return control
    switch (escaped) {
      case 'd':
      case 's':
        symbols.add(escaped === 'd' ? '0' : ALL_BLANKS).add(escaped === 'd' ? '0' : ' ')
        return undefined
      case 'w':
        symbols.add(undefined)
        return undefined
      case 'S':
        symbols.add(undefined).add(FOREIGN)
        return undefined
      case 'D':
      case 'W':
        symbols.add(undefined).add(FOREIGN).add(' ')
        return undefined
      case 'x': return this.hexadecimal()
      default:
        if (/[A-Za-z0-9]/.test(escaped) || escaped === '') throw new NotUnderstood()
        return escaped.charCodeAt(0)
    }
  }

  private take(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.source.slice(this.at, this.at + 40))
    if (found === null) return undefined
    this.at += found[0].length
    return found
  }
}

/** Marks a class that has every blank, not just one of them. */
const ALL_BLANKS = 'blanks'

/** The characters of ASCII by themselves. */
const LITERALS = Array.from({ length: 128 }, (_, code) => classOf(new Set([symbolOf(code)]), false))

function literal(code: number): PatternNode {
  return LITERALS[code] ?? classOf(new Set([symbolOf(code)]), false)
}

function classOf(members: ReadonlySet<string | undefined>, isNegated: boolean): PatternNode {
  if (isNegated) return members.has(ALL_BLANKS) ? NOT_BLANK : ANY
  const all = [...members].filter((one) => one !== ALL_BLANKS)
  const known = all.length <= SYMBOLS_MAX ? all.filter((one) => one !== undefined) : []
  return {
    is: 'character', symbols: known.length === all.length && all.length > 0 ? known : undefined,
    isLetter: all.every((one) => one !== undefined && one >= 'a' && one <= 'z'),
    mayBeBlank: members.has(' '),
    bytesMax: members.has(FOREIGN) ? CHARACTER_BYTES_MAX : 1,
  }
}

function timesOf([sign, min, comma, max]: RegExpExecArray): { readonly min: number; readonly max: number } {
  if (sign[0] === '?') return { min: 0, max: 1 }
  if (sign[0] === '*') return { min: 0, max: Number.POSITIVE_INFINITY }
  if (sign[0] === '+') return { min: 1, max: Number.POSITIVE_INFINITY }
  return {
    min: Number(min),
    max: comma === undefined ? Number(min) : max === '' || max === undefined ? Number.POSITIVE_INFINITY : Number(max),
  }
}
