import type { Withheld } from './content.ts'
import type { Region } from './edits.ts'
import { labelOf } from './labels.ts'
import { INLINE, localName, NARRATIVE, PLAIN_ATTRIBUTES, URL_ATTRIBUTES } from './markup-names.ts'
import { addText, addUrl, decodeEntities, encodeName, encodeQuoted, encodeUnquoted, type EntityRules } from './markup-text.ts'
import { nestedDocument, nestedValue, type NestedValue, type Opener } from './nested.ts'
import { PieceBuilder, type PieceRole } from './piece.ts'
import { attributeLabel, recordLabel } from './record-labels.ts'

/** An attribute where it stands in the source; `valueStart` is -1 where it has no value, or an empty one. */
export interface Attribute {
  readonly name: string
  readonly start: number
  readonly end: number
  valueStart: number
  valueEnd: number
  quoted: boolean
}

/** The document that an attribute is read for, and what it adds there. */
export interface AttributeReader {
  readonly source: string
  readonly opener: Opener
  readonly isXml: boolean
  rules(place: 'attribute'): EntityRules
  addPiece(role: PieceRole, piece: PieceBuilder): void
  addRegion(region: Region): void
  /** What must not stay. */
  take(start: number, end: number, what: Withheld): void
  /** Content in the value; false where it is none. */
  addNested(value: NestedValue, start: number, end: number, encode: (text: string) => string): boolean
}

/** What runs, and what can load or hide text by an escape, is not text. */
const STYLE_HIDES = /\\|url\s*\(|expression/i

/** Versions of templates are days on which they were published (HL7 C-CDA R1.1 to R4.0), not dates of anybody. */
const TEMPLATE_VERSIONS = new Set([
  '2013-01-31', '2014-06-09', '2015-08-01', '2015-08-13', '2016-03-01', '2016-11-01', '2017-04-01', '2017-07-01', '2017-08-01',
  '2018-04-01', '2018-06-12', '2019-06-21', '2019-07-01', '2019-12-01', '2020-08-01', '2021-01-01', '2022-02-14', '2022-06-01',
  '2023-05-01', '2024-05-01',
])

/** What HTML, and FHIR of narrative, demand of every document (FHIR R4, narrative, invariant txt-1): it tells of nobody. */
const NAMESPACE = { name: 'xmlns', value: 'http://www.w3.org/1999/xhtml' } as const

/** Reads one attribute of an element: its value is a piece, after a label that says what it is where its name or that of the field does. */
export function readAttribute(
  reader: AttributeReader, element: string, above: string | undefined, attribute: Attribute, field?: string,
): void {
  const { valueStart: start, valueEnd: end, quoted } = attribute
  const name = attribute.name.toLowerCase()
  if (name === NAMESPACE.name && end - start === NAMESPACE.value.length && quoted && reader.source.startsWith(NAMESPACE.value, start))
    return
  const local = localName(element)
  if (reader.isXml && local === 'templateid' && name === 'extension' && TEMPLATE_VERSIONS.has(reader.source.slice(start, end))) return
  const isHtml = !reader.isXml || NARRATIVE.has(local) || INLINE.has(local)
  const isKnown = reader.isXml || PLAIN_ATTRIBUTES.has(name) || URL_ATTRIBUTES.has(name)
  if (!isKnown) reader.addRegion({ start: attribute.start, end: attribute.end, mend: mendName })
  const piece = new PieceBuilder(reader.source)
  const written = start < 0 ? '' : reader.source.slice(start, end)
  const known = reader.isXml ? recordLabel(above, element, attribute.name, written) : attributeLabel(name)
  if (known !== undefined) piece.fixed(known)
  else if (isHtml && field !== undefined && (local === 'meta' ? name === 'content' : name === 'value')) piece.fixed(labelOf([field]))
  else if (!isHtml) piece.fixed(labelOf([above, element, name === 'value' ? '' : attribute.name]))
  else if (reader.isXml) piece.fixed(PLAIN_ATTRIBUTES.has(name) || URL_ATTRIBUTES.has(name) ? '' : labelOf([attribute.name]))
  else if (!isKnown) {
    piece.raw(attribute.start, attribute.end, encodeName)
    piece.fixed(': ')
  }
  if (start < 0) {
    if (!isKnown) reader.addPiece('hidden', piece)
    return
  }
  const raw = reader.source.slice(start, end)
  const value = decodeEntities(raw, reader.rules('attribute'))
  if (!quoted) reader.addRegion({ start, end, mend: (content) => content === '' ? '""' : content })
  if (isHtml && /^on[a-z]+$/.test(name) || /^\s*(?:java|vb)script:/i.test(value.replace(/[\t\r\n]/g, ''))) {
    reader.take(start, end, 'script')
  } else if (name === 'style' && STYLE_HIDES.test(value)) {
    reader.take(start, end, 'style')
  } else if (!reader.addNested(nestedIn(reader, name, value), start, end, quoted ? encodeQuoted : encodeUnquoted)) {
    if (URL_ATTRIBUTES.has(name)) addUrl(piece, reader.source, start, end, reader.rules('attribute'))
    else addText(piece, reader.source, start, end, { rules: reader.rules('attribute'), encode: quoted ? encodeQuoted : encodeUnquoted })
    reader.addPiece(URL_ATTRIBUTES.has(name) ? 'url' : 'attribute', piece)
    return
  }
  if (!isKnown) reader.addPiece('hidden', piece)
}

function nestedIn(reader: AttributeReader, name: string, value: string): NestedValue {
  if (name === 'srcdoc') return nestedDocument(value, reader.opener)
  return /;base64,/i.test(value) && !value.startsWith('data:') ? 'opaque' : nestedValue(value, reader.opener, { markup: false })
}

/** A name begins with a letter, whatever was taken from it. */
function mendName(content: string): string {
  return /^[A-Za-z_]/.test(content) ? content : `x${content}`
}
