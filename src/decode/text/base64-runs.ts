/** Base64 of any length worth looking into (RFC 4648, either alphabet), on one line or on several. */
const BASE64_RUN =
  /[A-Za-z0-9+/]{16,}(?:\r?\n[A-Za-z0-9+/]{16,})*\r?\n[A-Za-z0-9+/]+={0,2}|[A-Za-z0-9+/_-]{16,}={0,2}/g

/** Shorter runs are words more often than not, and what they would decode to is hardly a name. */
const RUN_MIN = 16

/** What is hardly ever the end of a document, but often the word below one. */
const WORD = /^(?:[A-Za-z][a-z]{2,}|[A-Z]{3,})$/

function isBase64(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2f && code <= 0x39) ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x5f
  )
}

/** Whether there is a run at all, looking at one character in sixteen where there is none. */
export function holdsRun(source: string): boolean {
  let start = 0
  for (let at = RUN_MIN - 1; at < source.length; at = start + RUN_MIN - 1) {
    while (at >= start && isBase64(source.charCodeAt(at))) at--
    if (at < start) return true
    start = at + 1
  }
  return false
}

/** A place of a text that may hold a document in base64, and parts of it that may do so where all of it does not. */
export interface Base64Run {
  readonly start: number
  readonly text: string
  readonly parts: readonly Base64Run[]
}

/** Lines are of one width, but for the last, as mail and HL7 v2 carry documents; others are no run together. */
export function* base64Runs(source: string): Generator<Base64Run> {
  for (const { index, 0: text } of holdsRun(source) ? source.matchAll(BASE64_RUN) : []) {
    if (!text.includes('\n')) {
      yield { start: index, text, parts: [] }
      continue
    }
    const lines = [...text.matchAll(/[^\r\n]+/g)].map((line): Base64Run => ({ start: index + line.index, text: line[0], parts: [] }))
    for (let at = 0; at < lines.length;) {
      const width = lines[at]?.text.length ?? 0
      let full = at + 1
      while (lines[full]?.text.length === width) full++
      const tail = lines[full]
      const hasTail = tail !== undefined && width % 4 === 0 && tail.text.length < width && !WORD.test(tail.text)
      yield* runOf(source, lines.slice(at, full), hasTail ? tail : undefined)
      at = hasTail ? full + 1 : full
    }
  }
}

/** Of lines that hold nothing together each is looked into: the last one may be a word of the text. */
function* runOf(source: string, full: readonly Base64Run[], tail: Base64Run | undefined): Generator<Base64Run> {
  const [first] = full
  const last = full.at(-1)
  if (first === undefined || last === undefined) return
  const long = tail === undefined || tail.text.length < RUN_MIN ? [] : [tail]
  const head = full.length === 1 ? first : { start: first.start, text: textOf(source, first, last), parts: full }
  if (tail !== undefined) yield { start: first.start, text: textOf(source, first, tail), parts: [head, ...long] }
  else if (first.text.length >= RUN_MIN) yield head
}

function textOf(source: string, first: Base64Run, last: Base64Run): string {
  return source.slice(first.start, last.start + last.text.length)
}
