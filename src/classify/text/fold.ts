import { decodeHTML } from 'entities'
import { LOOK_ALIKES } from '../../contract/look-alikes.ts'
import { scriptEdges } from './script-edges.ts'
import { foldSign } from './signs.ts'

/** Text as detectors see it, with the way back. Offsets are UTF-16 code units of the original; undefined maps are identity. */
export interface Folded {
  /** UTF-8, nearly always ASCII. */
  readonly bytes: Uint8Array
  /** Where the character that each byte comes from starts, and where it ends with what was folded into it. */
  readonly from: Int32Array | undefined
  readonly to: Int32Array | undefined
}

const MARKS = /^\p{M}+$/u
/** Zero-width and bidirectional controls, soft hyphen, variation selectors: nobody sees them. */
const INVISIBLE = /^(?:\p{Default_Ignorable_Code_Point}|\p{Cf})$/u
const BLANK = /^\p{Zs}$/u
const ENTITY = /^&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/
const AMPERSAND = 38

/** What a control character is to a reader: the separators of ASCII part fields, the others are not seen. */
const SEPARATORS_FROM = 0x1C
const SPACE = 0x20
const isControl = (code: number): boolean => code < SPACE && (code < 0x09 || code > 0x0D) || code === 0x7F
/** 1 for a byte that is folded, or part of a character that may be. */
const ODD_BYTES = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 || byte === AMPERSAND || byte === 0x60 || isControl(byte) ? 1 : 0,
)

/** True where folding changes nothing, so that offsets are the same on both sides. */
export function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (ODD_BYTES[byte] === 1) return false
  }
  return true
}

/** The same of a text. */
export function isPlainText(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (ODD_BYTES[text.charCodeAt(at)] !== 0) return false
  return true
}

const folds = new Map<string, string>()

/** One character as ASCII where it looks like ASCII; a mark or an invisible character as nothing. */
function foldCharacter(character: string): string {
  const known = folds.get(character)
  if (known !== undefined) return known
  let made = ''
  for (const part of character.normalize('NFKD')) {
    if (MARKS.test(part) || INVISIBLE.test(part)) continue
    made += BLANK.test(part) ? ' ' : LOOK_ALIKES[part] ?? foldSign(part) ?? part
  }
  made = LOOK_ALIKES[character] ?? made
  if (folds.size < 20_000) folds.set(character, made)
  return made
}

function looksLatin(character: string): boolean {
  return /^[\0-\x7F]*$/.test(foldCharacter(character))
}

/** Folds a text; see `Pattern.re` for what that means. Where the script changes within a word, a blank comes between. */
export function foldText(text: string): Folded {
  const folding = new Folding(text.length)
  let from = 0
  for (const edge of scriptEdges(text, looksLatin)) {
    foldStretch(text, from, edge, folding)
    folding.part()
    from = edge
  }
  foldStretch(text, from, text.length, folding)
  return folding.end()
}

function foldStretch(text: string, start: number, end: number, folding: Folding): void {
  for (let at = folding.givePlain(text, start, end); at < end; at = folding.givePlain(text, at, end)) {
    const code = text.charCodeAt(at)
    if (code === AMPERSAND) {
      const entity = ENTITY.exec(text.slice(at, at + 40))?.[0]
      const read = entity === undefined ? undefined : decodeHTML(entity)
      if (entity !== undefined && read !== undefined && read !== entity) {
        let folded = ''
        for (const character of read) folded += foldCharacter(character)
        folding.give(folded, at, at + entity.length)
        at += entity.length
        continue
      }
    }
    if (code < 0x80) {
      if (isControl(code) && code < SEPARATORS_FROM || code === 0x7F) folding.give('', at, at + 1)
      else folding.giveByte(code === GRAVE ? APOSTROPHE : isControl(code) ? SPACE : code, at, at + 1)
      at++
      continue
    }
    const size = code >= 0xD800 && code < 0xDC00 && at + 1 < text.length ? sizeAt(text, at) : 1
    const short = size === 1 ? shortFolds[code] ?? learn(code) : undefined
    if (short !== undefined && short !== LONG) folding.giveByte(short, at, at + 1)
    else folding.give(foldCharacter(text.slice(at, at + size)), at, at + size)
    at += size
  }
}

const GRAVE = 0x60
const APOSTROPHE = 0x27

/** By UTF-16 code unit: the one ASCII character that it folds to, or `LONG` where it is anything else. */
const shortFolds: (number | undefined)[] = []
const LONG = -1
const SHORT_CODES_MAX = 0x2100

function learn(code: number): number {
  if (code >= SHORT_CODES_MAX) return LONG
  const folded = foldCharacter(String.fromCharCode(code))
  const short = folded.length === 1 && folded.charCodeAt(0) < 0x80 ? folded.charCodeAt(0) : LONG
  shortFolds[code] = short
  return short
}

function sizeAt(text: string, at: number): number {
  return (text.codePointAt(at) as number) > 0xFFFF ? 2 : 1
}

/** What is folded so far, byte by byte, with the places that the bytes come from. */
class Folding {
  private bytes: Buffer
  private from: Int32Array
  private to: Int32Array
  private length = 0

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size + 16)
    this.from = new Int32Array(size + 16)
    this.to = new Int32Array(size + 16)
  }

  /** Gives characters that fold to themselves, up to the first that may not, and returns where that stands. */
  givePlain(text: string, start: number, end: number): number {
    this.reserve(end - start)
    const { bytes, from, to } = this
    let { length } = this
    let at = start
    for (; at < end; at++, length++) {
      const code = text.charCodeAt(at)
      if (code >= 0x80 || ODD_BYTES[code] === 1) break
      bytes[length] = code
      from[length] = at
      to[length] = at + 1
    }
    this.length = length
    return at
  }

  giveByte(byte: number, start: number, end: number): void {
    if (this.length === this.bytes.length) this.reserve(1)
    const at = this.length++
    this.bytes[at] = byte
    this.from[at] = start
    this.to[at] = end
  }

  /** Ends a word where nothing stands: the blank has the place of the character before it. */
  part(): void {
    if (this.length > 0) this.giveByte(SPACE, this.from[this.length - 1] as number, this.to[this.length - 1] as number)
  }

  give(folded: string, start: number, end: number): void {
    if (folded === '') {
      // What nobody sees belongs to the character before it.
      if (this.length > 0 && this.to[this.length - 1] === start) this.to[this.length - 1] = end
      return
    }
    const size = Buffer.byteLength(folded)
    this.reserve(size)
    this.bytes.write(folded, this.length)
    this.from.fill(start, this.length, this.length + size)
    this.to.fill(end, this.length, this.length + size)
    this.length += size
  }

  end(): Folded {
    const { length } = this
    return { bytes: this.bytes.subarray(0, length), from: this.from.subarray(0, length), to: this.to.subarray(0, length) }
  }

  private reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return
    const larger = (this.length + size) * 2
    const { bytes, from, to } = this
    this.bytes = Buffer.allocUnsafe(larger)
    this.from = new Int32Array(larger)
    this.to = new Int32Array(larger)
    bytes.copy(this.bytes, 0, 0, this.length)
    this.from.set(from)
    this.to.set(to)
  }
}
