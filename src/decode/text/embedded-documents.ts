import { isJson } from '../sniff.ts'
import { isHtmlElement } from './markup-names.ts'

/** A document that somebody put into a text, in a format of its own. */
export interface EmbeddedDocument {
  readonly start: number
  readonly end: number
  readonly format: 'json' | 'rtf' | 'xml'
}

const OPENING = /\{\\rtf\d|[[{][ \t\r\n]{0,64}["{[]|<(?<element>[A-Za-z][\w:.-]{0,63})(?:\s[^<>]{0,2000})?>/g
/** How many times as long as the text all that is gone through for nothing may be: what is never closed, or closed and no JSON. */
const FOR_NOTHING_MAX = 16

/** JSON objects and arrays, RTF, and elements of XML that is no HTML, within a text, in order. */
export function* embeddedDocuments(source: string): Generator<EmbeddedDocument> {
  let left = source.length * FOR_NOTHING_MAX
  OPENING.lastIndex = 0
  for (let match = OPENING.exec(source); match !== null && left > 0; match = OPENING.exec(source)) {
    const { index: start } = match
    const element = match.groups?.element
    if (element !== undefined && isHtmlElement(element.toLowerCase())) continue
    const format = element !== undefined ? 'xml' : match[0].startsWith('{\\') ? 'rtf' : 'json'
    const end =
      element !== undefined
        ? endOfElement(source, start, element)
        : format === 'rtf' ? endOfGroup(source, start) : endOfJson(source, start)
    if (end !== undefined && (format !== 'json' || isJson(source.slice(start, end)))) {
      yield { start, end, format }
      OPENING.lastIndex = end
    } else {
      left -= (end ?? source.length) - start
      OPENING.lastIndex = start + 1
    }
  }
}

function endOfGroup(source: string, start: number): number | undefined {
  let depth = 0
  for (const { 0: sign, index } of source.slice(start).matchAll(/\\[\s\S]|[{}]/g)) {
    if (sign === '{') depth++
    else if (sign === '}' && --depth === 0) return start + index + 1
  }
  return undefined
}

function endOfElement(source: string, start: number, element: string): number | undefined {
  let depth = 0
  for (const { 0: tag, 1: name, index } of source.slice(start).matchAll(/<\/?([A-Za-z][\w:.-]{0,63})(?:\s[^<>]{0,2000})?>/g)) {
    if (name !== element || tag.endsWith('/>')) continue
    depth += tag.startsWith('</') ? -1 : 1
    if (depth === 0) return start + index + tag.length
  }
  return undefined
}

/** Where an object or array of JSON that begins there ends; undefined where it does not. */
export function endOfJson(source: string, start: number): number | undefined {
  let depth = 0
  for (const { 0: sign, index } of source.slice(start).matchAll(/"(?:[^"\\\r\n]|\\.)*"|[[\]{}]/g)) {
    if (sign === '{' || sign === '[') depth++
    else if ((sign === '}' || sign === ']') && --depth === 0) return start + index + 1
  }
  return undefined
}
