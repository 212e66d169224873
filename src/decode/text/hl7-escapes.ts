import { isUtf8 } from 'node:buffer'

/** Escape sequences of HL7 v2 (2.7, chapters 2.7 and 2.A.24.1): delimiters, characters in hexadecimal, what is emphasised, how lines break. */
export const HL7_ESCAPE = /\\(?:[FSTREHNfstrehn]|\.(?:br|ce|fi|nf|(?:sp|in|sk|ti)[+-]?\d{0,3})|X(?:[0-9A-Fa-f]{2})+)\\/g

const DELIMITERS: Readonly<Record<string, string>> = { F: '|', S: '^', T: '&', R: '~', E: '\\' }

/** What a reader sees of an escape; nothing of where emphasis begins and ends. */
export function readHl7Escape(escape: string, delimiters: Readonly<Record<string, string>> = DELIMITERS): string {
  const inner = escape.slice(1, -1)
  if (inner.startsWith('.')) return '\n'
  if (inner.length > 1) return readHex(inner.slice(1))
  return delimiters[inner.toUpperCase()] ?? ''
}

function readHex(hex: string): string {
  const bytes = Buffer.from(hex, 'hex')
  // What no text holds is no letter of a name either.
  return (isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1')).replaceAll(/[^\P{Cc}\t\n\r]/gu, '')
}
