import { base64Runs, type Base64Run } from './base64-runs.ts'
import { isMailWord } from './coded.ts'
import { FHIR_IN_XML } from './content.ts'
import { embeddedDocuments } from './embedded-documents.ts'
import { nestedValue, type NestedValue, type Opener } from './nested.ts'

/** What stands in a text that is more than text: its places, and what it holds. */
export interface InnerContent {
  readonly start: number
  readonly end: number
  readonly inner: Exclude<NestedValue, undefined>
}

const HEX = /^(?:[0-9A-Fa-f]{2}){8,}$/
/** What a word of mail in base64 begins with (RFC 2047, 4.1), which is read with the others of its line. */
const MAIL_WORD = /=\?[^?\s]{1,40}\?b\?$/i
/** Numbers of cards and accounts are no longer, and every other one would be letters. */
const NUMBER = /^\d{1,34}$/
/** Keys are written so as well, but hardly ever decode to words. */
const WORDS = /^(?=[^]*\p{L}{3})[\p{L}\p{M}\p{N}\p{P}\s=+<>|^$~]*$/u
/** A shorter word alone is as likely a number that somebody has. */
const TEXT_BYTES_MIN = 16

/** Documents within a text, in base64 or hexadecimal digits or as they are, in order; some may lie in others before them. */
export function innerContent(text: string, opener: Opener): readonly InnerContent[] {
  const found: InnerContent[] = [...encodedContent(text, opener)]
  for (const { start, end, format } of embeddedDocuments(text)) {
    const content = opener.openText(text.slice(start, end), format)
    if (typeof content !== 'string') found.push({ start, end, inner: { content, encode: (written) => written } })
    else if (content === FHIR_IN_XML) found.push({ start, end, inner: 'opaque' })
  }
  return found.length < 2 ? found : found.sort((one, other) => one.start - other.start)
}

/** The runs of base64 or hexadecimal digits that hold something. */
export function* encodedContent(text: string, opener: Opener): Generator<InnerContent> {
  for (const run of base64Runs(text)) {
    const from = Math.max(0, run.start - 50)
    const head = MAIL_WORD.exec(text.slice(from, run.start))
    if (head === null || !isMailWord(text, from + head.index)) yield* runContent(run, opener)
  }
}

function* runContent({ start, text, parts }: Base64Run, opener: Opener): Generator<InnerContent> {
  const inner = nestedHex(text, opener) ?? nestedValue(text, opener, { markup: false })
  if (inner !== undefined) yield { start, end: start + text.length, inner }
  else for (const part of parts) yield* runContent(part, opener)
}

function nestedHex(run: string, opener: Opener): NestedValue {
  if (!HEX.test(run) || NUMBER.test(run)) return undefined
  const bytes = Buffer.from(run, 'hex')
  const said = bytes.toString('utf8')
  const isText = WORDS.test(said) && (bytes.length >= TEXT_BYTES_MIN || /\s/.test(said))
  const opened = isText ? opener.openBytes(bytes, 'text/plain;charset=utf-8') : ''
  if (typeof opened === 'string') return undefined
  const { content, charset } = opened
  return { content, encode: (written) => Buffer.from(charset.encode(written)).toString('hex') }
}
