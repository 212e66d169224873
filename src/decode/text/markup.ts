import { QuoteType, Tokenizer } from 'htmlparser2'
import { LIMITS } from '../../contract/limits.ts'
import { FHIR_IN_XML, type Nested, type OpaqueWhy, type TextSource, type Withheld } from './content.ts'
import type { Edit, Region } from './edits.ts'
import { encodedContent } from './inner-content.ts'
import { labelOf } from './labels.ts'
import { readAttribute, type Attribute, type AttributeReader } from './markup-attribute.ts'
import { FieldNames, holdsText, isValue } from './markup-fields.ts'
import { FHIR_NAMESPACE, isHtmlElement, isInline, isSilent, localName } from './markup-names.ts'
import { MarkupRows } from './markup-rows.ts'
import { addText, decodeEntities, encodeBare, encodeText, type EntityRules } from './markup-text.ts'
import { nestedBase64, nestedDocument, nestedProse, nestedValue, type NestedValue, type Opener } from './nested.ts'
import { readPlainMarkup, type MarkupEvents } from './plain-markup.ts'
import { PieceBuilder, type PieceRole, type SourcePiece } from './piece.ts'
import { recordLabel } from './record-labels.ts'

const DEPTH_MAX = 500
/** Internal subsets may declare entities (XML 1.0, 2.8 and 4.2), which then stand for anything, any number of times. */
const DECLARES = /<!ENTITY|<!DOCTYPE[^>]{0,2000}\[/i
const SAYS = /[\p{L}\p{N}]/u
const XML_DECLARATION =
  /^\??xml(?:\s+version\s*=\s*["']1\.[01]["'])?(?:\s+encoding\s*=\s*["'][\w.-]{1,20}["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\??$/
/** What a style sheet can hide text in. */
const STYLE_HIDES = /\\|url\s*\(|@import|expression/i

export interface MarkupOptions {
  readonly syntax: 'html' | 'xml'
}

interface Element {
  readonly name: string
  readonly start: number
  readonly nameEnd: number
  readonly attributes: Attribute[]
}

/**
 * HTML, XHTML and XML: the text that is shown is one piece, blocks on lines of their own and cells divided by tabs, so
 * that a value split by tags is whole and a label in one cell stands before the value in the next. Attributes, comments,
 * declarations and whatever else stands in the source are pieces of their own. Scripts, and styles that can hide
 * text, are taken out. FHIR in XML is not read.
 */
export function readMarkup(source: string, opener: Opener, options: MarkupOptions): TextSource | OpaqueWhy {
  if (DECLARES.test(source)) return 'it declares entities'
  if (options.syntax === 'xml' && FHIR_NAMESPACE.test(source)) return FHIR_IN_XML
  return new MarkupReader(source, opener, options).read()
}

class MarkupReader implements MarkupEvents, AttributeReader {
  readonly source: string
  readonly opener: Opener
  readonly isXml: boolean
  private readonly shown: PieceBuilder
  private readonly pieces: SourcePiece[] = []
  private readonly regions: Region[] = []
  private readonly nested: Nested[] = []
  private readonly taken: (Edit & { readonly what: Withheld })[] = []
  private readonly names: string[] = []
  /** What each of them is called as a field. */
  private readonly fields: (string | undefined)[] = []
  private element: Element | undefined
  /** The element that was opened last, until anything stands in it. */
  private fresh: { readonly name: string; readonly isBase64: boolean; readonly mediaType: string | undefined } | undefined
  private done = 0
  private readonly fieldNames: FieldNames
  private readonly rows: MarkupRows
  /** Whether a term of a list has ended, which is said of what comes behind it (HTML, 4.4.9). */
  private isBehindTerm = false
  private isLabelled = false
  private tokenizer: Tokenizer | undefined
  private refusal: OpaqueWhy | undefined

  constructor(source: string, opener: Opener, options: MarkupOptions) {
    this.source = source
    this.opener = opener
    this.isXml = options.syntax === 'xml'
    this.shown = new PieceBuilder(source)
    this.fieldNames = new FieldNames(source, this.isXml)
    this.rows = new MarkupRows(source)
  }

  read(): TextSource | OpaqueWhy {
    if (!this.isXml || !readPlainMarkup(this.source, this)) this.tokenize()
    if (this.refusal !== undefined) return this.refusal
    if (this.done < this.source.length && SAYS.test(this.source.slice(this.done))) this.shown.raw(this.done, this.source.length, encodeText)
    const shown = this.shown.holdsSource ? [this.shown.build('text')] : []
    const byStart = (one: { readonly start: number }, other: { readonly start: number }): number => one.start - other.start
    return {
      source: this.source, pieces: [...shown, ...this.pieces], regions: this.regions.sort(byStart),
      nested: this.nested, taken: this.taken,
    }
  }

  private tokenize(): void {
    const tokenizer = new Tokenizer({ xmlMode: this.isXml, decodeEntities: false }, {
      ontext: (start, end) => { this.text(start, end) },
      ontextentity: () => undefined,
      oncdata: (start, end, offset) => { this.cdata(start, end - offset, end + 1) },
      oncomment: (start, end, offset) => { this.comment(start, end - offset, end + 1) },
      ondeclaration: (start, end) => { this.declaration(start, end, end + 1) },
      onprocessinginstruction: (start, end) => { this.instruction(start, end, end + 2) },
      onopentagname: (start, end) => { this.openName(start, end) },
      onattribname: (start, end) => { this.attributeName(start, end) },
      onattribdata: (start, end) => { this.value(start, end) },
      onattribentity: () => undefined,
      onattribend: (quote) => { this.valueEnd(quote === QuoteType.Single || quote === QuoteType.Double) },
      onopentagend: (end) => { this.openEnd(end) },
      onselfclosingtag: (end) => { this.selfClose(end) },
      onclosetag: (start, end) => { this.close(start, end) },
      onend: () => undefined,
    })
    this.tokenizer = tokenizer
    tokenizer.write(this.source)
    tokenizer.end()
  }

  goesOn(): boolean {
    return this.refusal === undefined
  }

  openName(start: number, end: number): void {
    this.element = { name: this.nameOf(start, end), start: start - 1, nameEnd: end, attributes: [] }
  }

  attributeName(start: number, end: number): void {
    this.element?.attributes.push({ name: this.source.slice(start, end), start, end, valueStart: -1, valueEnd: -1, quoted: false })
  }

  attributeValue(start: number, end: number): void {
    this.value(start, end)
    this.valueEnd(true)
  }

  openEnd(end: number): void {
    this.open(end + 1, false)
  }

  selfClose(end: number): void {
    this.open(end + 1, true)
  }

  rules(place: 'text' | 'attribute'): EntityRules {
    if (this.isXml) return 'xml'
    return place === 'text' ? 'html' : 'html-attribute'
  }

  addPiece(role: PieceRole, piece: PieceBuilder): void {
    if (piece.holdsSource && SAYS.test(piece.text)) this.pieces.push(piece.build(role))
    if (this.pieces.length > LIMITS.contentPiecesMax) this.refuse('it is too large')
  }

  private refuse(why: OpaqueWhy): void {
    this.refusal = why
    this.tokenizer?.pause()
  }

  addRegion(region: Region): void {
    this.regions.push(region)
  }

  take(start: number, end: number, what: Withheld): void {
    if (end > start) this.taken.push({ start, end, text: '', what })
  }

  /** False where the value is no more than itself. */
  addNested(value: NestedValue, start: number, end: number, encode: (text: string) => string): boolean {
    if (value === 'opaque') this.take(start, end, 'embedded-content')
    else if (value !== undefined) this.nested.push({ start, end, content: value.content, encode: (text) => encode(value.encode(text)) })
    return value !== undefined
  }

  private nameOf(start: number, end: number): string {
    const name = this.source.slice(start, end)
    return this.isXml ? name : name.toLowerCase()
  }

  /** The tokenizer gives a tag that the end of the source cuts off as text, or not at all. */
  text(from: number, end: number): void {
    const start = Math.max(from, this.done)
    this.done = end
    const name = this.names[this.names.length - 1]
    if (name === 'script') this.take(start, end, 'script')
    else if (name === 'style') this.style(start, end)
    else {
      const value = this.source.slice(start, end)
      if (!/[^ \t\r\n\f]/.test(value)) {
        if (!this.isBehindTerm && this.shown.last !== '' && !/\s/.test(this.shown.last)) this.shown.atom(' ', start, end, encodeText)
        return
      }
      const prose = value.includes('{') ? nestedProse(decodeEntities(value, this.rules('text')), this.opener) : undefined
      if (this.addNested(prose, start, end, encodeText) || (this.isXml && this.xmlContent(value, start, end))) return
      this.endTerm()
      this.label()
      let from = start
      for (const inner of encodedContent(value, this.opener)) {
        this.addNested(inner.inner, start + inner.start, start + inner.end, encodeText)
        this.words(from, start + inner.start)
        this.shown.edge('\n')
        from = start + inner.end
      }
      this.words(from, end)
    }
  }

  private words(start: number, end: number): void {
    const name = this.names[this.names.length - 1]
    addText(this.shown, this.source, start, end, {
      rules: this.rules('text'),
      encode: encodeText,
      collapse: name !== 'pre' && name !== 'textarea',
    })
  }

  /** Base64 in an element, as a C-CDA nonXMLBody or an observationMedia holds it (HL7 CDA R2, 4.3.1.1). */
  private xmlContent(value: string, start: number, end: number): boolean {
    const { fresh } = this
    const plain = decodeEntities(value, 'xml')
    const inner =
      fresh?.isBase64 === true ? nestedBase64(plain, fresh.mediaType, this.opener) : nestedValue(plain, this.opener, { markup: false })
    return this.addNested(inner, start, end, encodeText)
  }

  /** In XML that is data the name of an element says what the text in it is. */
  private label(): void {
    const { fresh } = this
    this.fresh = undefined
    if (!this.isXml || fresh === undefined) return
    if (isSilent(fresh.name)) return
    const above = this.names[this.names.length - 2]
    const field = this.fields.at(-1) ?? (isValue(localName(fresh.name)) ? this.fields.at(-2) : undefined)
    this.shown.fixed(recordLabel(above, fresh.name) ?? labelOf(field === undefined ? [above, fresh.name] : [field]))
  }

  private style(start: number, end: number): void {
    if (STYLE_HIDES.test(this.source.slice(start, end))) this.take(start, end, 'style')
    else this.bare('hidden', start, end)
  }

  /** Text where nothing can be escaped. */
  private bare(role: PieceRole, start: number, end: number): void {
    const piece = new PieceBuilder(this.source)
    piece.raw(start, end, encodeBare)
    this.addPiece(role, piece)
  }

  private cdata(start: number, end: number, done: number): void {
    this.done = done
    this.fresh = undefined
    const region: Region = { start, end, mend: (content) => content.replaceAll(']]>', ']] >') }
    const inner = nestedDocument(this.source.slice(start, end), this.opener)
    if (this.addNested(inner, start, end, region.mend)) return
    this.shown.raw(start, end, (text) => text)
    this.regions.push(region)
  }

  private comment(start: number, end: number, done: number): void {
    this.done = Math.min(done, this.source.length)
    const content = this.source.slice(start, end)
    if (!SAYS.test(content) || XML_DECLARATION.test(content)) return
    const inner = content.includes('<') ? nestedDocument(content, this.opener) : undefined
    if (this.addNested(inner, start, end, mendComment)) return
    this.bare('comment', start, end)
    this.regions.push({ start, end, mend: mendComment })
  }

  private declaration(start: number, end: number, done: number): void {
    this.done = done
    this.bare('comment', start, end)
  }

  private instruction(start: number, end: number, done: number): void {
    this.done = done
    if (!XML_DECLARATION.test(this.source.slice(start, end))) this.bare('comment', start, end)
  }

  private value(start: number, end: number): void {
    const attribute = this.element?.attributes.at(-1)
    if (attribute === undefined) return
    if (attribute.valueStart < 0) attribute.valueStart = start
    attribute.valueEnd = end
  }

  private valueEnd(quoted: boolean): void {
    const attribute = this.element?.attributes.at(-1)
    if (attribute !== undefined) attribute.quoted = quoted
  }

  private open(done: number, isClosed: boolean): void {
    const { element } = this
    this.element = undefined
    if (element === undefined || this.refusal !== undefined) return
    this.done = done
    this.fresh = undefined
    if (!this.isXml && !isHtmlElement(element.name)) {
      this.shown.raw(element.start, done, encodeText)
      return
    }
    this.edge(element.name, element.start)
    this.rows.opened(localName(element.name))
    this.isLabelled = false
    const own = element.attributes.length === 0 ? undefined : this.fieldNames.of(element.name, (name) => this.said(element, name))
    const field = own ?? (element.name === 'option' && !this.isXml ? this.fields.at(-1) : undefined)
    let from = element.nameEnd
    for (const attribute of element.attributes) {
      this.between(from, attribute.start)
      readAttribute(this, element.name, this.names.at(-1), attribute, field)
      from = attribute.valueStart < 0 ? attribute.end : attribute.valueEnd
    }
    this.between(from, done)
    if (isClosed && this.isXml || !this.isXml && VOID.has(element.name)) return
    if (this.names.length >= DEPTH_MAX) {
      // HTML lets end tags be left out, so there the depth of what is open says nothing.
      if (this.isXml) this.refuse('it is nested too deep')
      this.names.shift()
      this.fields.shift()
    }
    this.names.push(element.name)
    this.fields.push(field)
    if (field !== undefined && holdsText(element.name)) this.shown.fixed(labelOf([field]))
    if (!this.isXml) return
    this.fresh = {
      name: element.name, isBase64: this.said(element, 'representation') === 'B64', mediaType: this.said(element, 'mediaType'),
    }
  }

  private said(element: Element, name: string): string | undefined {
    const found = element.attributes.find((one) => one.name === name)
    return found === undefined || found.valueStart < 0 ? undefined : this.source.slice(found.valueStart, found.valueEnd)
  }

  close(start: number, nameEnd: number): void {
    const name = this.nameOf(start, nameEnd)
    const close = this.source.indexOf('>', nameEnd)
    this.done = close < 0 ? nameEnd : close + 1
    this.fresh = undefined
    const at = this.names.lastIndexOf(name)
    if (at >= 0) this.names.length = this.fields.length = at
    if (!this.isXml && !isHtmlElement(name)) this.shown.raw(start - 2, this.done, encodeText)
    else {
      this.between(nameEnd, this.done)
      if (localName(name) === 'dt') this.isBehindTerm = true
      else this.edge(name, start - 2)
      this.rows.closed(localName(name))
    }
  }

  /** What stands in a tag beside its name and its attributes: nobody reads it, and it may say something. */
  private between(start: number, end: number): void {
    if (end - start > 1 && SAYS.test(this.source.slice(start, end))) this.bare('hidden', start, end)
  }

  private edge(name: string, at: number): void {
    const local = localName(name)
    const isCell = local === 'td' || local === 'th'
    if (local === 'dd' && (this.isBehindTerm || this.names.at(-1) === 'dt') || isCell && this.rows.isLabel(at)) this.endLabel(at)
    else if (isCell || name === 'w:tc' || name === 'w:tab') this.shown.edge('\t')
    else if (!isInline(name)) {
      this.isBehindTerm = false
      this.shown.edge('\n')
    }
  }

  /** What was read last is said of what comes now. */
  private endLabel(at: number): void {
    if (!this.isLabelled && !/^[\t\n]?$/.test(this.shown.last)) {
      const isTold = /[:?]\s*(?:<[^<>]*>\s*)*$/.test(this.source.slice(Math.max(0, at - LABEL_END_MAX), at))
      this.shown.fixed(isTold ? ' ' : ': ')
    }
    this.isLabelled = true
    this.isBehindTerm = false
  }

  private endTerm(): void {
    if (this.isBehindTerm) this.shown.edge('\n')
    this.isBehindTerm = false
  }
}

/** Of as many letters before the end of a label the last is looked for. */
const LABEL_END_MAX = 80
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'])

/** A comment may not hold two dashes in a row (XML 1.0, 2.5), nor begin or end as if it were over. */
function mendComment(content: string): string {
  return content.replace(/-{2,}/g, '-').replace(/^-?>/, '').replace(/-$/, '')
}
