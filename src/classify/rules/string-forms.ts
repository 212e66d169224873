import { WRITTEN_NUMBER } from '../../fhir/scheme-uri.ts'
import { DEFINITIONAL_TYPES } from './definitional.ts'
import { at } from './rule.ts'

const WORD = /^[\w.:+/-]{1,255}$/
const VERSION_DATE = /^(?:199\d|20\d\d)-(?:0\d|1[0-2])(?:-[0-3]\d)?$/
const SNOMED_VERSION = /^http:\/\/snomed\.info\/x?sct\/\d{6,18}(?:\/version\/\d{8})?$/
/** Series are long: one look for what is no value, instead of all values in one match. */
const NO_SAMPLE = /(?:^|[\s,])(?!(?:[-+]?\d{1,15}(?:\.\d{1,15})?(?:e[-+]?\d{1,3})?|[EUL])(?:[\s,]|$))[^\s,]/i
const PRODUCT = /^[\w.+:/() -]{1,64}$/

/** What strings without a closed list look like where they say no more than their element does. */
export const STRING_FORMS = {
  /** One word or key of a program. */
  word: (text: string): boolean => WORD.test(text) && !isNumber(text),
  /** One word, or the number of something in a terminology. */
  code: (text: string): boolean => WORD.test(text) && !WRITTEN_NUMBER.test(text),
  version: (text: string): boolean =>
    (/\d/.test(text) && WORD.test(text) && text.length <= 64 && !isNumber(text)) || VERSION_DATE.test(text) || SNOMED_VERSION.test(text),
  /** Which of how many. */
  dose: (text: string): boolean => /^(?:\d{1,2}(?: ?(?:of|[/-]) ?\d{1,2})?|[a-z])$/i.test(text),
  /** What says which question is answered has no spaces, and no long number. */
  linkId: (text: string): boolean => /^(?!.*\d{8})[\w./:$#()+,[\]|-]{1,255}$/.test(text) && !WRITTEN_NUMBER.test(text),
  /** The numbering in front of an item. */
  prefix: (text: string): boolean => /^[([]?(?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6})(?:[.)-](?:\d{1,3}|[a-z]))*[.):\]]*$/i.test(text),
  /** The path of an element, without the values that an expression compares it with. */
  path: (text: string): boolean => /^[a-z][\w.[\]$:()*-]{0,255}$/i.test(text) && !isNumber(text),
  count: (text: string): boolean => /^\d{1,8}$/.test(text),
  cardinality: (text: string): boolean => /^(?:\d{1,6}|\*)$/.test(text),
  /** Decimals with spaces between them. */
  samples: (text: string): boolean => !NO_SAMPLE.test(text),
  frames: (text: string): boolean => /^[\d,\s-]*$/.test(text) && !isNumber(text),
  /** What is sold to many: a single word, or words that are short or hold a figure. */
  product: (text: string): boolean => PRODUCT.test(text) && !isNumber(text) && isModel(text.trim().split(/ +/)),
  /** SNOMED CT's identifier of a description: its partition says so (SNOMED CT Release File Specifications, section 6.3). */
  description: (text: string): boolean => /^\d{3,15}[01]1\d$/.test(text),
  /** Anything in a published definition, but the number or address of somebody. */
  published: (text: string): boolean => !PRIVATE.test(text),
} as const
export type StringForm = keyof typeof STRING_FORMS

const PRIVATE = /(?<![\w-])(?:\d{3}-\d\d-\d{4}|(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4})(?![\w-])|[\w.+-]@[\w-]+\.[a-z]{2}/i

function isNumber(text: string): boolean {
  return /\d{9}/.test(text) || WRITTEN_NUMBER.test(text)
}

function isModel(words: readonly string[]): boolean {
  return words.length === 1 || words.every((word) => word.length < 3 || /\d/.test(word))
}

/** Definitions, and what is a part of them only. */
export const PUBLISHED_OWNERS: ReadonlySet<string> = new Set([
  ...DEFINITIONAL_TYPES, 'ElementDefinition', 'SubstanceNucleicAcid', 'SubstancePolymer', 'SubstanceProtein', 'SubstanceSpecification',
])

const DOSES = ['doseNumber', 'doseNumber[x]', 'seriesDoses', 'seriesDoses[x]']

/** The forms of strings that stay, by definition path. Those of definitions have one for all. */
export const FORMS_BY_PATH: readonly (readonly [StringForm, readonly string[]])[] = [
  ['version', [
    'Coding.version',
    ...at('Device', 'specialization.version', 'version.value', 'conformsTo.version'),
    'MessageHeader.source.version',
  ]],
  ['product', [
    'Device.modelNumber', 'MessageHeader.source.software', 'MolecularSequence.referenceSeq.genomeBuild', 'PaymentReconciliation.cardBrand',
    ...at('ProdCharacteristic', 'shape', 'color', 'imprint'),
  ]],
  ['word', ['Bundle.link.relation', 'Subscription.parameter.name', 'Subscription.filterBy.filterParameter', 'Expression.name']],
  ['dose', ['Immunization.protocolApplied', 'ImmunizationEvaluation', 'ImmunizationRecommendation.recommendation']
    .flatMap((path) => at(path, ...DOSES))],
  ['prefix', ['RequestGroup.action.prefix', 'RequestOrchestration.action.prefix']],
  ['path', [
    'VerificationResult.targetLocation', 'RequestOrchestration.action.dynamicValue.path',
    ...at('DataRequirement', 'mustSupport', 'sort.path'),
    ...['codeFilter', 'dateFilter', 'valueFilter'].flatMap((filter) => at(`DataRequirement.${filter}`, 'path', 'searchParam')),
  ]],
  ['count', at('SubscriptionStatus', 'eventsSinceSubscriptionStart', 'notificationEvent.eventNumber')],
  ['cardinality', ['ParameterDefinition.max']],
  ['samples', at('SampledData', 'data', 'offsets')],
  ['frames', ['ImagingSelection.instance.subset']],
  ['linkId', [
    ...at('Contract.term.action', 'contextLinkId', 'requesterLinkId', 'performerLinkId', 'reasonLinkId'),
    ...at('RequestOrchestration.action', 'input.relatedData', 'output.relatedData', 'relatedAction.targetId'),
  ]],
]
