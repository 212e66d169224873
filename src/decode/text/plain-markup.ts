/** What is told of a tag or text: the same as htmlparser2's tokenizer tells, places in the source. */
export interface MarkupEvents {
  text(start: number, end: number): void
  openName(start: number, end: number): void
  attributeName(start: number, end: number): void
  attributeValue(start: number, end: number): void
  openEnd(end: number): void
  selfClose(end: number): void
  close(start: number, end: number): void
  /** False where no more need be told. */
  goesOn(): boolean
}

const EVENT = { text: 0, openName: 1, attributeName: 2, attributeValue: 3, openEnd: 4, selfClose: 5, close: 6 } as const
const CELLS = 3
const MORE = 0x3E
const SLASH = 0x2F
const BLANK = 0x20
const EQUALS = 0x3D
const QUOTE = 0x22
/** Letters, digits and what else names of XHTML have. */
const NAME = Uint8Array.from({ length: 128 }, (_, code) => /[A-Za-z0-9:_-]/.test(String.fromCharCode(code)) ? 1 : 0)

/**
 * Tells the tags and texts of XML that is as plain as narratives mostly are: elements with attributes in double quotes and one
 * blank before each, no tag left open at the end. False for all other XML, of which nothing is told; that is for a real tokenizer.
 */
export function readPlainMarkup(source: string, events: MarkupEvents): boolean {
  const told = collect(source)
  if (told === undefined) return false
  for (let at = 0; at < told.length && events.goesOn(); at += CELLS)
    tell(events, told[at] as number, told[at + 1] as number, told[at + 2] as number)
  return true
}

function tell(events: MarkupEvents, event: number, start: number, end: number): void {
  switch (event) {
    case EVENT.text: return events.text(start, end)
    case EVENT.openName: return events.openName(start, end)
    case EVENT.attributeName: return events.attributeName(start, end)
    case EVENT.attributeValue: return events.attributeValue(start, end)
    case EVENT.openEnd: return events.openEnd(end)
    case EVENT.selfClose: return events.selfClose(end)
    default: return events.close(start, end)
  }
}

function collect(source: string): number[] | undefined {
  const told: number[] = []
  for (let at = 0; at < source.length;) {
    const less = source.indexOf('<', at)
    const textEnd = less < 0 ? source.length : less
    if (textEnd > at) told.push(EVENT.text, at, textEnd)
    if (less < 0) break
    const behind = source.charCodeAt(less + 1) === SLASH ? readEndTag(source, less + 2, told) : readTag(source, less + 1, told)
    if (behind < 0) return undefined
    at = behind
  }
  return told
}

function nameEnd(source: string, start: number): number {
  let at = start
  while (at < source.length && NAME[source.charCodeAt(at)] === 1) at++
  return at
}

/** Each returns where the tag ends, or -1 where it is not plain. */
function readEndTag(source: string, start: number, told: number[]): number {
  const end = nameEnd(source, start)
  if (end === start || source.charCodeAt(end) !== MORE) return -1
  told.push(EVENT.close, start, end)
  return end + 1
}

function readTag(source: string, start: number, told: number[]): number {
  let at = nameEnd(source, start)
  if (at === start) return -1
  told.push(EVENT.openName, start, at)
  while (source.charCodeAt(at) === BLANK) {
    const name = at + 1
    if (source.charCodeAt(name) === SLASH) {
      at = name
      break
    }
    const equals = nameEnd(source, name)
    if (equals === name || source.charCodeAt(equals) !== EQUALS || source.charCodeAt(equals + 1) !== QUOTE) return -1
    const close = source.indexOf('"', equals + 2)
    if (close < 0) return -1
    told.push(EVENT.attributeName, name, equals, EVENT.attributeValue, equals + 2, close)
    at = close + 1
  }
  if (source.charCodeAt(at) === SLASH && source.charCodeAt(at + 1) === MORE) {
    told.push(EVENT.selfClose, at, at + 1)
    return at + 2
  }
  if (source.charCodeAt(at) !== MORE) return -1
  told.push(EVENT.openEnd, at, at)
  return at + 1
}
