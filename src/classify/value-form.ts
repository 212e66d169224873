import type { ElementClass } from '../contract/classes.ts'
import { jsonKind, type ClosedList } from '../fhir/model.ts'
import { HTTP_PHRASES } from './http-phrases.ts'
import { isCountry, isCurrency, isLanguage } from './registers.ts'
import { DEFINITIONAL_TYPES } from './rules/definitional.ts'
import { isAgePart, isUnit, isUnitCode } from './unit-form.ts'

/** What a value looks like when it is what its element says, and what it is otherwise. */
export interface ValueForm {
  matches(text: string): boolean
  readonly otherwise: ElementClass
  /** True where a value of this form can name nobody. */
  readonly settles?: boolean
}

const DATE = /^\d{4}(?:-\d\d){0,2}(?:[T ][\d:.]{1,40}(?:Z|[+-]\d\d:?\d\d)?)?$/

const BY_TYPE: Readonly<Record<string, RegExp>> = {
  date: DATE, dateTime: DATE, instant: DATE,
  time: /^\d\d(?::\d\d){1,2}(?:\.\d{1,9})?$/,
  integer64: /^-?\d{1,19}$/,
}
// A file name rides along as a parameter: `application/pdf; name="Doe_John.pdf"` (RFC 2045 section 5.1).
const MEDIA_TYPE =
  /^(?:application|audio|chemical|font|image|message|model|multipart|text|video)\/(?![\w.+*-]*\d{5})[\w.+*-]{1,64}(?: ?; ?(?:charset|fhirVersion|version)="?[\w.-]{1,32}"?)*$/i
const SHORT_VERSION = /^[vV]?\d{1,4}(?:[._-]\w{1,8}){0,4}$/
const BY_PATH: Readonly<Record<string, RegExp>> = {
  'Attachment.contentType': MEDIA_TYPE,
  'Binary.contentType': MEDIA_TYPE,
  'Signature.targetFormat': MEDIA_TYPE,
  'Signature.sigFormat': MEDIA_TYPE,
  'Reference.type': /^(?:https?:\/\/hl7\.org\/fhir\/StructureDefinition\/)?[A-Z][A-Za-z]{1,63}$/,
  'SampledData.data': /^[-+.,\dEUL\s]*$/i,
  'Parameters.parameter.name': /^[\w$:.[\]-]{1,64}$/,
  'Bundle.entry.response.status': new RegExp(`^[1-5]\\d\\d(?: (?:${HTTP_PHRASES.join('|')}))?$`, 'i'),
  'Immunization.protocolApplied.doseNumber[x]': SHORT_VERSION,
  'Immunization.protocolApplied.seriesDoses[x]': SHORT_VERSION,
}
/** What says which question is answered has no spaces, and no long number. */
const LINK_ID = shaped(/^(?!.*\d{8})[\w./:$#()+,[\]|-]{1,255}$/, 'free-text')

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
const RECORD = new RegExp(
  `[/=](?:${[
    'Patient', 'Person', 'RelatedPerson', 'Practitioner', 'PractitionerRole', 'Group', 'Encounter', 'EpisodeOfCare', 'Account', 'Coverage',
    'Observation', 'Condition', 'Procedure', 'Immunization', 'MedicationRequest', 'DiagnosticReport', 'DocumentReference', 'Composition',
    'CarePlan', 'CareTeam', 'Claim', 'ExplanationOfBenefit', 'Appointment', 'ServiceRequest', 'Specimen', 'Device', 'Consent', 'Binary',
    'Bundle',
  ].join('|')})[/?]`,
)

function leadsToRecord(text: string): boolean {
  return RECORD.test(text) || /^[^#|]*\?(?!fhir_(?:vs|cm)\b)/.test(text) || /^https?:\/\/[^/]*@/i.test(text)
}

const DEFINITIONAL: ReadonlySet<string> = new Set(DEFINITIONAL_TYPES)
/** Words with spaces between them are a title, whatever the element is called. */
const COMPUTER_NAME = shaped(/^[\w.+:-]{1,255}$/, 'free-text')
const UNIT = settling(isUnit)
const UNIT_CODE = settling(isUnitCode)
const FORMS: ReadonlyMap<string, ValueForm> = new Map<string, ValueForm>([
  ...Object.entries(BY_TYPE).map(([key, pattern]) => [key, { ...shaped(pattern, 'opaque'), settles: true }] as const),
  ...Object.entries(BY_PATH).map(([key, pattern]) => [key, shaped(pattern, 'opaque')] as const),
  ...['Quantity', 'Age', 'Count', 'Distance', 'Duration', 'MoneyQuantity', 'SimpleQuantity'].flatMap((type) =>
    [[`${type}.unit`, UNIT], [`${type}.code`, UNIT_CODE]] as const),
  ...(['unit', 'code', 'system'] as const).map((part) =>
    [`Age.${part}`, settling((text) => isAgePart(part, text))] as const),
  ['Address.country', { settles: true, otherwise: 'address', matches: isCountry }],
  ['Meta.profile', PROFILE],
])
const listForms = new WeakMap<ReadonlySet<string>, ValueForm>()

/**
 * The form that a value must have to be let through as what its element says: a name where a time of day belongs is no
 * time of day, and a code that is not in the list its element is closed to is a word like any other. Undefined where any
 * text is possible.
 */
export function valueForm(path: string, type: string, closed?: ClosedList): ValueForm | undefined {
  if (jsonKind(type) !== 'string') return undefined
  const known = FORMS.get(path)
  if (known !== undefined) return known
  if (type === 'canonical') return CANONICAL
  if (closed !== undefined) return closed.codes === undefined ? BY_VALUE_SET[closed.valueSet] : listForm(closed.codes)
  const [owner = '', name = '', ...more] = path.split('.')
  const isDefinitional = DEFINITIONAL.has(owner)
  if (more.length === 0 && isDefinitional) {
    if (type === 'uri' && name === 'url') return CANONICAL
    if (type === 'string' && (name === 'name' || name === 'version')) return COMPUTER_NAME
  }
  if (path.endsWith('.linkId') && !isDefinitional) return LINK_ID
  return FORMS.get(type)
}

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
