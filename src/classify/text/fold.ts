import { decodeHTML } from 'entities'

/** Text as detectors see it, with the way back. Offsets are UTF-16 code units of the original; undefined maps are identity. */
export interface Folded {
  /** UTF-8, nearly always ASCII. */
  readonly bytes: Uint8Array
  /** Where the character that each byte comes from starts, and where it ends with what was folded into it. */
  readonly from: Int32Array | undefined
  readonly to: Int32Array | undefined
}

/** Letters that no decomposition takes to ASCII: other alphabets' look-alikes (Unicode TR 39) and letters with strokes. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'У': 'Y', 'Х': 'X',
  'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'І': 'I', 'ј': 'j', 'Ј': 'J', 'ѕ': 's', 'Ѕ': 'S',
  'ԁ': 'd', 'ԛ': 'q', 'ԝ': 'w', 'һ': 'h', 'ӏ': 'l', 'к': 'k', 'м': 'm', 'т': 't', 'в': 'b', 'н': 'h',
  'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T',
  'Υ': 'Y', 'Χ': 'X', 'ο': 'o', 'ν': 'v', 'ι': 'i', 'ρ': 'p', 'υ': 'u', 'α': 'a', 'κ': 'k', 'τ': 't',
  'ı': 'i', 'ɑ': 'a', 'ɡ': 'g', 'ß': 'ss', 'æ': 'ae', 'Æ': 'AE', 'œ': 'oe', 'Œ': 'OE', 'ø': 'o', 'Ø': 'O', 'ł': 'l',
  'Ł': 'L', 'đ': 'd', 'Đ': 'D', 'ð': 'd', 'Ð': 'D', 'þ': 'th', 'Þ': 'Th', 'ħ': 'h', 'Ħ': 'H', 'ŧ': 't', 'Ŧ': 'T',
  '‘': '\'', '’': '\'', '‚': '\'', '‛': '\'', 'ʼ': '\'', '′': '\'', '`': '\'', '´': '\'',
  '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '″': '"',
  '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '﹣': '-', '⁃': '-', '⁄': '/', '∕': '/', '·': '.',
  'º': 'o', 'ª': 'a', '℃': 'C', '\u2028': '\n', '\u2029': '\n', '\u0085': '\n',
}

const MARKS = /^\p{M}+$/u
/** Zero-width and bidirectional controls, soft hyphen, variation selectors: nobody sees them. */
const INVISIBLE = /^(?:\p{Default_Ignorable_Code_Point}|\p{Cf})$/u
const BLANK = /^\p{Zs}$/u
const ENTITY = /^&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/
const AMPERSAND = 38

/** True where folding changes nothing, so that offsets are the same on both sides. */
export function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (byte >= 0x80 || byte === AMPERSAND || byte === 0x60) return false
  }
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
    made += BLANK.test(part) ? ' ' : LOOK_ALIKES[part] ?? part
  }
  made = LOOK_ALIKES[character] ?? made
  if (folds.size < 20_000) folds.set(character, made)
  return made
}

/** Folds a text; see `Pattern.re` for what that means. */
export function foldText(text: string): Folded {
  const from: number[] = []
  const to: number[] = []
  let made = ''
  const give = (folded: string, start: number, end: number): void => {
    if (folded === '') {
      // What nobody sees belongs to the character before it.
      if (to.length > 0 && to[to.length - 1] === start) to[to.length - 1] = end
      return
    }
    made += folded
    for (let left = Buffer.byteLength(folded); left > 0; left--) {
      from.push(start)
      to.push(end)
    }
  }
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at)
    if (code === AMPERSAND) {
      const entity = ENTITY.exec(text.slice(at, at + 40))?.[0]
      const read = entity === undefined ? undefined : decodeHTML(entity)
      if (entity !== undefined && read !== undefined && read !== entity) {
        let folded = ''
        for (const character of read) folded += foldCharacter(character)
        give(folded, at, at + entity.length)
        at += entity.length
        continue
      }
    }
    if (code < 0x80) {
      give(code === 0x60 ? '\'' : text[at] as string, at, at + 1)
      at++
      continue
    }
    const character = String.fromCodePoint(text.codePointAt(at) as number)
    give(foldCharacter(character), at, at + character.length)
    at += character.length
  }
  return { bytes: Buffer.from(made), from: Int32Array.from(from), to: Int32Array.from(to) }
}
