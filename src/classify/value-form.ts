import type { ElementClass } from '../contract/classes.ts'
import { jsonKind, type ClosedList } from '../fhir/model.ts'
import { isSchemeUri, leadsToRecord } from '../fhir/scheme-uri.ts'
import { HTTP_PHRASES } from './http-phrases.ts'
import { isCountry, isCurrency, isLanguage } from './registers.ts'
import { isRegion } from './regions.ts'
import { DEFINITIONAL_TYPES } from './rules/definitional.ts'
import { FORMS_BY_PATH, PUBLISHED_OWNERS, STRING_FORMS, type StringForm } from './rules/string-forms.ts'
import { isAgePart, isUnit, isUnitCode } from './unit-form.ts'

/** The classes that a value has only in a form. */
export const FORMED: ReadonlySet<ElementClass> = new Set(['not-identifying', 'date', 'address'])

/** What a value looks like when it is what its element says, and what it is otherwise. */
export interface ValueForm {
  matches(text: string): boolean
  readonly otherwise: ElementClass
  /** True where a value of this form can name nobody. */
  readonly settles?: boolean
}

const CLOCK = String.raw`\d\d(?::?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?)?`
const DATE = new RegExp(`^\\d{4}(?:-\\d\\d){0,2}(?:[T ]${CLOCK}(?:Z|[+-]\\d\\d:?\\d\\d)?)?$`)

const BY_TYPE: Readonly<Record<string, RegExp>> = {
  date: DATE, dateTime: DATE, instant: DATE,
  time: /^\d\d(?::\d\d){1,2}(?:\.\d{1,9})?$/,
  integer64: /^-?\d{1,19}$/,
}
// A file name rides along as a parameter: `application/pdf; name="Doe_John.pdf"` (RFC 2045 section 5.1).
const MEDIA_TYPE =
  /^(?:application|audio|chemical|font|image|message|model|multipart|text|video)\/(?![\w.+*-]*\d{5})[\w.+*-]{1,64}(?: ?; ?(?:charset|fhirVersion|version)="?[\w.-]{1,32}"?)*$/i
const BY_PATH: Readonly<Record<string, RegExp>> = {
  'Attachment.contentType': MEDIA_TYPE,
  'Binary.contentType': MEDIA_TYPE,
  'Signature.targetFormat': MEDIA_TYPE,
  'Signature.sigFormat': MEDIA_TYPE,
  'Reference.type': /^(?:https?:\/\/hl7\.org\/fhir\/StructureDefinition\/)?[A-Z][A-Za-z]{1,63}$/,
  'Parameters.parameter.name': /^(?!.*\d{3}-\d\d-\d{4})(?!.*\d{9})[\w$:.[\]-]{1,64}$/,
  'Bundle.entry.response.status': new RegExp(`^[1-5]\\d\\d(?: (?:${HTTP_PHRASES.join('|')}))?$`, 'i'),
}
/** Value sets without a list, by the register or grammar that they stand for. */
const BY_VALUE_SET: Readonly<Record<string, ValueForm>> = {
  'mimetypes': shaped(MEDIA_TYPE, 'opaque'),
  'expression-language': shaped(MEDIA_TYPE, 'opaque'),
  'languages': settling(isLanguage),
  'all-languages': settling(isLanguage),
  'currencies': settling(isCurrency),
  'color-codes': shaped(/^#[0-9a-f]{3,8}$|^[a-z]{3,20}$/i, 'free-text'),
  'ucum-units': settling(isUnitCode),
}

/**
 * A canonical that names a published definition is absolute. A fragment, a relative one and a UUID point at a resource
 * of the same message or server by its id (FHIR R4 2.24.0.3), so one decision must hold for both. So does an absolute one
 * that leads to somebody's record, or searches for it.
 */
const CANONICAL: ValueForm = {
  otherwise: 'link',
  // An empty one points nowhere.
  matches: (text) => text === '' || /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^urn:uuid:/i.test(text) && !leadsToRecord(text),
}
/** A profile is published under a name: a long number in it is the number of somebody. */
const PROFILE: ValueForm = {
  otherwise: 'link',
  matches: (text) => CANONICAL.matches(text) && (/^urn:oid:[\d.]+$/i.test(text) || !/\d{6}/.test(text) && !/\s/.test(text)),
}

/** The systems of codes and numbers, and names of events: what is no absolute URI, or reaches somebody, is a web address. */
const SCHEME: ValueForm = { otherwise: 'url', matches: isSchemeUri }
/** Nearly every value has a system, so that those of each kind are remembered apart. */
const SYSTEMS = ['Coding', 'Identifier', 'Quantity'].map((type) => [`${type}.system`, { ...SCHEME }] as const)
/** In a definition also what is relative to FHIR or to the definition itself. */
const NAME_OR_SCHEME: ValueForm = {
  otherwise: 'url',
  matches: (text) => isSchemeUri(text) || /^[\w.#/-]*$/.test(text) && !/\d{6}/.test(text),
}
/** A region is larger than what 164.514(b)(2)(i)(B) lets nobody keep; whatever else stands there may be a street or a town. */
const REGION: ValueForm = { settles: true, otherwise: 'opaque', matches: isRegion }

const DEFINITIONAL: ReadonlySet<string> = new Set(DEFINITIONAL_TYPES)
/** Words with spaces between them are a title, whatever the element is called. */
const COMPUTER_NAME = shaped(/^[\w.+:-]{1,255}$/, 'free-text')
/** Where words may stand too, which then are read; what else has another form is not understood. */
const WORDY: ReadonlySet<string> = new Set<StringForm>(['product', 'published'])
const strings = Object.fromEntries(
  Object.entries(STRING_FORMS).map(([name, matches]): [string, ValueForm] =>
    [name, { otherwise: WORDY.has(name) ? 'free-text' : 'opaque', matches }]),
) as Readonly<Record<StringForm, ValueForm>>
/** Ids that stay say nothing of a record. */
const KEY: ValueForm = { otherwise: 'other-id', matches: STRING_FORMS.word }
/** What the value of an extension is whose list says that it identifies nobody. */
const EXTENSION_VALUES: Readonly<Record<string, ValueForm>> = {
  string: strings.word, uri: SCHEME, url: SCHEME, code: strings.code, id: { otherwise: 'other-id', matches: STRING_FORMS.description },
}
const UNIT = settling(isUnit)
const UNIT_CODE = settling(isUnitCode)
const FORMS: ReadonlyMap<string, ValueForm> = new Map<string, ValueForm>([
  ...Object.entries(BY_TYPE).map(([key, pattern]) => [key, { ...shaped(pattern, 'opaque'), settles: true }] as const),
  ...Object.entries(BY_PATH).map(([key, pattern]) => [key, shaped(pattern, 'opaque')] as const),
  ...['Quantity', 'Age', 'Count', 'Distance', 'Duration', 'MoneyQuantity', 'SimpleQuantity'].flatMap((type) =>
    [[`${type}.unit`, UNIT], [`${type}.code`, UNIT_CODE]] as const),
  ...(['unit', 'code', 'system'] as const).map((part) =>
    [`Age.${part}`, settling((text) => isAgePart(part, text))] as const),
  ...FORMS_BY_PATH.flatMap(([name, paths]) => paths.map((path) => [path, strings[name]] as const)),
  ...SYSTEMS,
  ['Subscription.filterBy.resourceType', NAME_OR_SCHEME],
  ['Address.state', REGION],
  ['Address.country', { settles: true, otherwise: 'address', matches: isCountry }],
  ['Meta.profile', PROFILE],
])
const listForms = new WeakMap<ReadonlySet<string>, ValueForm>()

/**
 * The form that a value must have to be let through as what its element says: a name where a time of day belongs is no
 * time of day, and a code that is not in the list its element is closed to is a word like any other. Undefined where any
 * text is possible: in the code of a Coding, and the codes that terminologies and definitions are made of. With an empty path
 * the type alone counts.
 */
export function valueForm(path: string, type: string, closed?: ClosedList): ValueForm | undefined {
  if (jsonKind(type) !== 'string') return undefined
  const known = FORMS.get(path)
  if (known !== undefined) return known
  if (type === 'canonical') return CANONICAL
  if (closed !== undefined) return closed.codes === undefined ? BY_VALUE_SET[closed.valueSet] : listForm(closed.codes)
  if (path === '' || path === 'Extension.url') return FORMS.get(type)
  if (path === 'Extension.value[x]') return EXTENSION_VALUES[type] ?? FORMS.get(type)
  const [owner = '', name = '', ...more] = path.split('.')
  const isPublished = PUBLISHED_OWNERS.has(owner)
  if (more.length === 0 && DEFINITIONAL.has(owner)) {
    if (type === 'uri' && name === 'url') return CANONICAL
    if (type === 'string' && (name === 'name' || name === 'version')) return COMPUTER_NAME
  }
  switch (type) {
    case 'code': return OPEN_CODES.has(path) ? strings.code : undefined
    case 'string': return isPublished ? strings.published : path.endsWith('.linkId') ? strings.linkId : undefined
    case 'id': return KEY
    case 'uri':
    case 'url': return isPublished ? NAME_OR_SCHEME : SCHEME
    default: return FORMS.get(type)
  }
}

/** Values of any type, and names of variables. Elsewhere a code may be whatever its terminology has. */
const OPEN_CODES: ReadonlySet<string> = new Set([
  'Parameters.parameter.value[x]', 'Task.input.value[x]', 'Task.output.value[x]', 'Transport.input.value[x]', 'Transport.output.value[x]',
  'ParameterDefinition.name', 'Expression.name',
])

/** Codes are matched in either case of letters: `Final` is a slip, not a name. */
function listForm(codes: ReadonlySet<string>): ValueForm {
  let form = listForms.get(codes)
  if (form === undefined) {
    const small = new Set([...codes].map((code) => code.toLowerCase()))
    listForms.set(codes, form = settling((text) => codes.has(text) || small.has(text.toLowerCase())))
  }
  return form
}

/** What is in a register or a list of words is free text where it is not, and nobody's where it is. */
function settling(matches: (text: string) => boolean): ValueForm {
  return { otherwise: 'free-text', settles: true, matches }
}

function shaped(pattern: RegExp, otherwise: ElementClass): ValueForm {
  return { otherwise, matches: (text) => pattern.test(text) }
}
