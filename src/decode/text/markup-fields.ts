import { isPersonalHead } from './json-tables.ts'
import { isAboutPeople, shortName } from './labels.ts'

/** Attributes that say what an element is, the most telling first. */
const XML_FIELD_NAMES = ['keyword', 'name', 'key', 'field', 'label']
const HTML_FIELD_NAMES = ['name', 'placeholder', 'aria-label', 'id']
/** Of metadata, which say of all values what they are (HTML, 4.2.5; Dublin Core; Open Graph). */
const META_NAMES = ['name', 'property', 'itemprop', 'http-equiv']
const WRITERS = /author|creator|contributor|editor|owner|manager|(?:^|[_ -])by$/i
const HTML_FIELDS = new Set(['input', 'textarea', 'select', 'option'])
const NAMED = /<([A-Za-z][\w.:-]{0,63})|\s(?:keyword|name|key|field|label|placeholder|aria-label|id)\s{0,8}=\s{0,8}["']?([\w. -]{1,64})/gi
const FIELD = /^[A-Za-z_][A-Za-z0-9_. -]{0,63}$/
const VALUES = new Set(['value', 'val', 'answer', 'content', 'data', 'text', 'string'])

/** Whether an element of HTML is a field whose value stands between its tags. */
export function holdsText(name: string): boolean {
  return HTML_FIELDS.has(name) && name !== 'select'
}

/** Whether an element, by its name without prefix, holds the value of the field around it. */
export function isValue(name: string): boolean {
  return VALUES.has(name)
}

/** What elements that are fields among others are called: inputs of HTML, attributes of DICOM (PS3.19, A.1), entries of a map. */
export class FieldNames {
  private readonly source: string
  private readonly isXml: boolean
  private people: boolean | undefined

  constructor(source: string, isXml: boolean) {
    this.source = source
    this.isXml = isXml
  }

  /** What an element of that name is called; `said` gives the value of an attribute of it. */
  of(name: string, said: (attribute: string) => string | undefined): string | undefined {
    if (name === 'meta') {
      const written = META_NAMES.map(said).find((one) => one !== undefined)?.replace(/^.*[.:]/, '')
      return written !== undefined && WRITERS.test(written) ? 'name' : written
    }
    for (const attribute of this.isXml ? XML_FIELD_NAMES : HTML_FIELDS.has(name) ? HTML_FIELD_NAMES : []) {
      const written = said(attribute)
      const short = written === undefined ? undefined : shortName(written, () => this.areOfPeople())
      if (short !== undefined || written !== undefined && FIELD.test(written) && isPersonalHead(written)) return short ?? written
    }
    return undefined
  }

  /** Whether the fields and the elements of the source, whose names may stand behind the one that asks, are about people. */
  private areOfPeople(): boolean {
    return (this.people ??= isAboutPeople(this.all()))
  }

  private *all(): Generator<string> {
    for (const { 1: element, 2: field } of this.source.matchAll(NAMED)) {
      if (field !== undefined) yield field
      else if (this.isXml && element !== undefined) yield element
    }
  }
}
