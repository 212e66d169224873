import { decodeHTML, decodeHTMLAttribute, decodeXML } from 'entities'
import type { Encode, PieceBuilder } from './piece.ts'

const ENTITY = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?/g
const SPACES = /[ \t\r\n\f]{2,}|[\t\r\n\f]/g

export type EntityRules = 'html' | 'html-attribute' | 'xml'

function decodeEntity(entity: string, rules: EntityRules): string {
  if (rules === 'xml') return decodeXML(entity)
  return rules === 'html' ? decodeHTML(entity) : decodeHTMLAttribute(entity)
}

/** Text between tags. Quotes are written as they are. */
export const encodeText: Encode = (text) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)

/** A value in quotes of either kind. */
export const encodeQuoted: Encode = (text) => text.replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`)

/** A value without quotes: whatever could end it is written as a reference. */
export const encodeUnquoted: Encode = (text) =>
  text.replace(/[^A-Za-z0-9\u{80}-\u{10FFFF}[\]_.-]/gu, (character) => `&#${character.charCodeAt(0)};`)

/** Where nothing can be escaped: tags, declarations, processing instructions, comments. */
export const encodeBare: Encode = (text) => text.replace(/[<>&"'?]/g, '')

/** An address: what may not stand in one is percent-encoded, then it is written as a value. */
const encodeUrl: Encode = (text) => encodeQuoted(encodeURI(text.toWellFormed()))

/** A name of an attribute. */
export const encodeName: Encode = (text) => text.replace(/[^A-Za-z0-9_-]/g, '')

export interface TextOptions {
  readonly rules: EntityRules
  readonly encode: Encode
  /** A run of white space is one blank to a reader. */
  readonly collapse?: boolean
}

/** Adds a stretch of source to a piece, entities read. */
export function addText(piece: PieceBuilder, source: string, start: number, end: number, options: TextOptions): void {
  const part = source.slice(start, end)
  if (!part.includes('&')) {
    addPlain(piece, source, start, end, options)
    return
  }
  let from = start
  for (const match of part.matchAll(ENTITY)) {
    const read = decodeEntity(match[0], options.rules)
    if (read === match[0]) continue
    addPlain(piece, source, from, start + match.index, options)
    piece.atom(read, start + match.index, start + match.index + match[0].length, options.encode)
    from = start + match.index + match[0].length
  }
  addPlain(piece, source, from, end, options)
}

function addPlain(piece: PieceBuilder, source: string, start: number, end: number, options: TextOptions): void {
  if (options.collapse !== true) {
    piece.raw(start, end, options.encode)
    return
  }
  const part = source.slice(start, end)
  if (part.search(SPACES) < 0) {
    piece.raw(start, end, options.encode)
    return
  }
  let from = start
  for (const match of part.matchAll(SPACES)) {
    const at = start + match.index
    piece.raw(from, at, options.encode)
    // A soft line break of quoted-printable (RFC 2045, 6.7) is none to whoever reads it.
    const isSoft = source[at - 1] === '=' && /^\r?\n$/.test(match[0])
    piece.atom(isSoft ? '\n' : ' ', at, at + match[0].length, options.encode)
    from = at + match[0].length
  }
  piece.raw(from, end, options.encode)
}

const URL_PART = /%[0-9a-fA-F]{2}(?:%[89abAB][0-9a-fA-F])*|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?/g

/** Adds an address, entities and percent-encoded characters read. */
export function addUrl(piece: PieceBuilder, source: string, start: number, end: number, rules: EntityRules): void {
  let from = start
  for (const match of source.slice(start, end).matchAll(URL_PART)) {
    const read = match[0].startsWith('&') ? decodeEntity(match[0], rules) : decodePercent(match[0])
    if (read === match[0]) continue
    piece.raw(from, start + match.index, encodeUrl)
    piece.atom(read, start + match.index, start + match.index + match[0].length, encodeUrl)
    from = start + match.index + match[0].length
  }
  piece.raw(from, end, encodeUrl)
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The text of a source stretch, entities read. */
export function decodeEntities(text: string, rules: EntityRules): string {
  return text.includes('&') ? text.replace(ENTITY, (entity) => decodeEntity(entity, rules)) : text
}
