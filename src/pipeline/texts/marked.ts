import type { RewriteResource } from '../../decode/text/content.ts'
import { openContent, type OpenedContent } from '../../decode/text/open-content.ts'

/** What is read otherwise wherever it stands (see decode/text), in letters of either case; bytes written as letters aside. */
const CODED = [
  /%[0-9A-Fa-f]{2}|=(?:[0-9A-F]{2}|\r?\n|\?[a-z])/, // percent-encoding, quoted-printable, words of mail
  /\\(?:u\{|x[0-9A-Fa-f]{2}|000[0-9A-Fa-f]|[0-3][0-7]{2}\\)/, // escapes of other languages than JSON
  /\\(?:[FSTREHN]\\|\.[a-z]{2}|X[0-9A-Fa-f]{2})|(?:MSH|PID|NK1|GT1|IN1|PV1|OB[RX])\|/, // HL7 v2
  /\{\\rtf|[[{]\s{0,64}["{[]|["']\s{0,8}:\s{0,8}["']|=>?\s{0,8}["']|values\s{0,8}\(|VALUES\s{0,8}\(|s:\d{1,3}:"|\\u[0-9A-Fa-f]{4}|<\/[A-Za-z]/, // documents and code
  /(?:^|[?&\n])[ \t]*[A-Za-z_][\w.:-]{1,127}[ \t]{0,4}=/, // settings and fields
  /(?:[:.][\w-]{1,64}|birthdate|death-date|address-(?:city|postalcode)|telecom|phonetic|mothersMaidenName|_id|_filter|family|given)=/, // searches
  /\u202E/, // letters shown from the right
].map(({ source }) => source).join('|')
/** Strings that a reader sees otherwise than they are written; in markdown also its signs. */
const MARKED: Readonly<Record<string, RegExp>> = {
  string: new RegExp(String.raw`^\s*(?:[[{]|<[a-z!?/])|${CODED}`, 'i'),
  markdown: new RegExp(String.raw`^\s*[[{]|[*_~<\\]|\x60|${CODED}`),
}

/** So many letters of base64 in a row may be bytes. */
const RUN = 16
const IN_RUN = 1
/** Without one of these no string is marked, but for the three bytes of U+202E and a bracket behind `values`. */
const SIGN = 2
const MAY_BEGIN = 3
/** By byte, or by the code of a character below 256. */
const KINDS = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCodePoint(code)
  if (/[A-Za-z0-9+/_-]/.test(character)) return IN_RUN
  if ('%=\\|[{<"'.includes(character)) return SIGN
  return character === '(' || character === "'" || code === 0xE2 ? MAY_BEGIN : 0
})
const [BLANK, COLON, BRACKET, QUOTE, LETTER_S] = [0x20, 0x3A, 0x28, 0x27, 0x73]

/** Whether a reader sees a string otherwise than it is written. */
export function isMarked(type: string, text: string): boolean {
  const marks = MARKED[type]
  return marks !== undefined && (hasRun(text) || marks.test(text))
}

function hasRun(text: string): boolean {
  let run = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    run = code < 256 && KINDS[code] === IN_RUN ? run + 1 : 0
    if (run === RUN) return true
  }
  return false
}

/** The same of a string in UTF-8, by its signs: true of all that are marked, and of some others. */
export function mayBeMarked(bytes: Uint8Array, start: number, end: number): boolean {
  let run = 0
  for (let at = start; at < end; at++) {
    const kind = KINDS[bytes[at] as number] as number
    if (kind === IN_RUN) {
      if (++run === RUN) return true
      continue
    }
    run = 0
    if (kind === SIGN || (kind === MAY_BEGIN && begins(bytes, start, at, end))) return true
  }
  return false
}

/** A bracket behind an s and blanks, a quote before blanks and a colon, or U+202E. */
function begins(bytes: Uint8Array, start: number, at: number, end: number): boolean {
  let other = at
  switch (bytes[at]) {
    case BRACKET:
      do other--
      while (other >= start && mayBeBlank(bytes[other] as number))
      return other >= start && ((bytes[other] as number) | 0x20) === LETTER_S
    case QUOTE:
      do other++
      while (other < end && mayBeBlank(bytes[other] as number))
      return other < end && bytes[other] === COLON
    default:
      return bytes[at + 1] === 0x80 && bytes[at + 2] === 0xAE
  }
}

/** Blanks of other scripts are of several bytes, all from 128 on. */
function mayBeBlank(byte: number): boolean {
  return byte <= BLANK || byte >= 0x80
}

/** Whether a reader sees a string as it is written, though it may be marked up: a long word may be base64. */
export function isReadAsWritten(type: string, text: string): boolean {
  if (!isMarked(type, text)) return true
  const content = openMarked(type, text)
  return content.kind === 'text' && content.withheld.length === 0 && content.pieces.length === 1 && content.pieces[0]?.text === text
}

export function openMarked(type: string, text: string, rewriteResource?: RewriteResource): OpenedContent<string> {
  return openContent({ text, contentType: type === 'markdown' ? 'text/markdown' : 'text/plain', rewriteResource })
}
