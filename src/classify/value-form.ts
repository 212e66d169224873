import { STATUS_CODES } from 'node:http'
import type { ElementClass } from '../contract/classes.ts'
import { DEFINITIONAL_TYPES } from './rules/definitional.ts'

/** What a value looks like when it is what its element says, and what it is otherwise. */
export interface ValueForm {
  matches(text: string): boolean
  readonly otherwise: ElementClass
}

const HTTP_PHRASES = [...new Set(Object.values(STATUS_CODES))].join('|')
const DATE = /^\d{4}(?:-\d\d){0,2}(?:[T ][\d:.]{1,40}(?:Z|[+-]\d\d:?\d\d)?)?$/

const BY_TYPE: Readonly<Record<string, RegExp>> = {
  date: DATE, dateTime: DATE, instant: DATE,
  time: /^\d\d(?::\d\d){1,2}(?:\.\d{1,9})?$/,
  integer64: /^-?\d{1,19}$/,
}
const MEDIA_TYPE = /^[\w.+-]{1,64}\/[\w.+*-]{1,64}(?: ?; ?(?:charset|fhirVersion|version)="?[\w.-]{1,32}"?)*$/i
const BY_PATH: Readonly<Record<string, RegExp>> = {
  // A file name rides along as a parameter: `application/pdf; name="Doe_John.pdf"` (RFC 2045 section 5.1).
  'Attachment.contentType': MEDIA_TYPE,
  'Binary.contentType': MEDIA_TYPE,
  'Signature.targetFormat': MEDIA_TYPE,
  'Signature.sigFormat': MEDIA_TYPE,
  'Reference.type': /^(?:https?:\/\/hl7\.org\/fhir\/StructureDefinition\/)?[A-Z][A-Za-z]{1,63}$/,
  'SampledData.data': /^[-+.,\dEUL\s]*$/i,
  'Parameters.parameter.name': /^[\w$:.[\]-]{1,64}$/,
  'Bundle.entry.response.status': new RegExp(`^[1-5]\\d\\d(?: (?:${HTTP_PHRASES}))?$`, 'i'),
}

/**
 * A canonical that names a published definition is absolute. A fragment, a relative one and a UUID point at a resource
 * of the same message or server by its id (FHIR R4 2.24.0.3), so one decision must hold for both.
 */
const CANONICAL: ValueForm = {
  otherwise: 'link',
  // An empty one points nowhere.
  matches: (text) => text === '' || /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^urn:uuid:/i.test(text),
}
const DEFINITIONAL: ReadonlySet<string> = new Set(DEFINITIONAL_TYPES)
/** Words with spaces between them are a title, whatever the element is called. */
const COMPUTER_NAME = shaped(/^[\w.+:-]{1,255}$/, 'free-text')
const FORMS: ReadonlyMap<string, ValueForm> = new Map(
  Object.entries({ ...BY_TYPE, ...BY_PATH }).map(([key, pattern]) => [key, shaped(pattern, 'opaque')]))

/**
 * The form that a value must have to be let through as what its element says: a name where a time of day belongs is no
 * time of day. Undefined where any text is possible, as for a code, whose list is not known here. Profiles of a resource are
 * taken as they are: they name published definitions, and nearly every message has some.
 */
export function valueForm(path: string, type: string): ValueForm | undefined {
  if (type === 'canonical') return path === 'Meta.profile' ? undefined : CANONICAL
  const [owner = '', name = '', ...more] = path.split('.')
  if (more.length === 0 && DEFINITIONAL.has(owner)) {
    if (type === 'uri' && name === 'url') return CANONICAL
    if (type === 'string' && (name === 'name' || name === 'version')) return COMPUTER_NAME
  }
  return FORMS.get(path) ?? FORMS.get(type)
}

function shaped(pattern: RegExp, otherwise: ElementClass): ValueForm {
  return { otherwise, matches: (text) => pattern.test(text) }
}
