import { isUtf8 } from 'node:buffer'
import { charsetOf } from './charset.ts'
import { HL7_ESCAPE, readHl7Escape } from './hl7-escapes.ts'
import type { Mark } from './mark-piece.ts'

/** Tags without attributes that stand in a word as well: a reader of the rendered text does not see them. */
const INLINE_TAG = /<\/?(?:[bi]|em|strong|u|s|sub|sup|span|mark|font|B|I|EM|STRONG|U|S|SUB|SUP|SPAN|FONT)\s{0,4}>/
/** Encoded words of mail (RFC 2047, 2), with the white space before another one, which nobody sees (6.2). */
const MAIL_WORD = /=\?[A-Za-z0-9*_.-]{1,40}\?[bBqQ]\?[^?\s]{1,500}\?=(?:[ \t\r\n]{1,8}(?==\?[A-Za-z0-9*_.-]{1,40}\?[bBqQ]\?))?/
/** `\u0041`, `\u{41}`, `\x41`, `\101` and `\000041` as JSON, Java, JavaScript, Python, C and CSS write them. */
const CODE_ESCAPES =
  /(?:\\(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}))+|(?:\\000[0-9A-Fa-f]{3})+|(?:\\[0-3][0-7]{2}){2,}/

/** Percent-encoding (RFC 3986, 2.1), quoted-printable and its soft line breaks (RFC 2045, 6.7), and the above. */
const CODED = new RegExp(
  `${MAIL_WORD.source}|(?:%[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+|=\\r?\\n|${CODE_ESCAPES.source}|${INLINE_TAG.source}|${HL7_ESCAPE.source}`, 'g')

/** Characters of a text that are written as their bytes, and what a reader of the rendered text does not see. */
export function* codedMarks(text: string, start: number, end: number): Generator<Mark> {
  const stretch = text.slice(start, end)
  let isPrintable: boolean | undefined
  for (const { 0: coded, index } of stretch.matchAll(CODED)) {
    if (/^=\r?\n$/.test(coded) && !isSoftBreak(stretch, index) && !(isPrintable ??= QUOTED_PRINTABLE.test(stretch))) continue
    const read = isNumber(coded, stretch.charAt(index + coded.length)) ? undefined : readCoded(coded)
    if (read !== undefined) yield { at: start + index, length: coded.length, text: read, kind: 'atom' }
  }
}

const QUOTED_PRINTABLE = /=[0-9A-F]{2}/
/** Lines of mail are broken where they would be longer than 76 characters (RFC 2045, 6.7); a sign of equality ends shorter ones. */
const SOFT_LINE_MIN = 60
/** A word that goes on in small letters. */
const WITHIN_WORD = /^\p{L}=\r?\n\p{Ll}/u

function isSoftBreak(text: string, at: number): boolean {
  return at - text.lastIndexOf('\n', at - 1) > SOFT_LINE_MIN || WITHIN_WORD.test(text.slice(Math.max(0, at - 1), at + 4))
}

/** `mrn=48217735` and `age=61` have values, where `M=61risol` has a letter, and `=20` is a blank before letters and line ends. */
function isNumber(coded: string, next: string): boolean {
  if (!/^=\d\d$/.test(coded) || /[a-z\u0080-\uFFFF]/.test(next)) return false
  return coded !== '=20' || !/^[A-Z\r\n]?$/.test(next)
}

/** Undefined where the bytes are no text, or such as nobody would write in code. */
function readCoded(coded: string): string | undefined {
  if (coded.startsWith('=?')) return readMailWord(coded)
  if (coded.endsWith('\n') || coded.startsWith('<')) return ''
  if (/^\\[ux\d]/.test(coded)) return readEscapes(coded)
  if (coded.startsWith('\\')) return readHl7Escape(coded)
  return readBytes(Buffer.from(coded.replaceAll(/[%=]/g, ''), 'hex'))
}

const TEXT = /^[\P{Cc}\t\n\r]+$/u

function readBytes(bytes: Buffer): string | undefined {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1')
  return TEXT.test(text) ? text : undefined
}

function readEscapes(coded: string): string | undefined {
  // Of C and of Python each stands for a byte, of JavaScript for a character.
  if (/^(?:\\x..)+$/.test(coded)) return readBytes(Buffer.from(coded.replaceAll('\\x', ''), 'hex'))
  if (/^(?:\\[0-3]\d{2})+$/.test(coded)) return readBytes(Buffer.from(coded.slice(1).split('\\').map((octal) => Number.parseInt(octal, 8))))
  const text = coded.replaceAll(/\\(?:u\{(.+?)\}|u(.{4})|x(.{2})|(.{6}))/g, (_, ...hex: string[]) => {
    const code = Number.parseInt(hex[0] ?? hex[1] ?? hex[2] ?? hex[3] ?? '', 16)
    return code > 0x10FFFF ? '\uD800' : String.fromCodePoint(code)
  })
  return text.isWellFormed() && TEXT.test(text) ? text : undefined
}

function readOne(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}

/** Whether a word of mail that is read begins at this place. */
export function isMailWord(text: string, at: number): boolean {
  const word = new RegExp(MAIL_WORD.source, 'y')
  word.lastIndex = at
  const found = word.exec(text)
  return found !== null && readMailWord(found[0]) !== undefined
}

function readMailWord(coded: string): string | undefined {
  const [, charset = '', encoding = '', word = ''] = coded.split('?')
  const bytes = encoding.toUpperCase() === 'B'
    ? Buffer.from(word, 'base64')
    : Buffer.from(word.replaceAll('_', ' ').replaceAll(/=([0-9A-Fa-f]{2})/g, readOne), 'latin1')
  try {
    const text = charsetOf(charset.replace(/\*.*/, '').toLowerCase())?.decode(bytes)
    return text !== undefined && TEXT.test(text) ? text : undefined
  } catch {
    return undefined
  }
}
