import { searchWords } from './search-labels.ts'

/** Where the words stand that say what a value is: ways of member names from the object that holds it, or from one so many objects above that. */
export interface LabelPlace {
  readonly above: number
  readonly ways: readonly (readonly string[])[]
  /** The same to codes, which may say it without a word. */
  readonly codes?: readonly (readonly string[])[]
  /** Where to look if none of these has a word: the link of a question that is not repeated, as programs name it. */
  readonly otherwise?: readonly (readonly string[])[]
  /** What a word there says otherwise. */
  readonly says?: (word: string) => string | undefined
}

/**
 * Codes of ages: LOINC, as in HL7's value set LOINCObservationActContextAgeType; those at a specimen, at diagnosis, at onset and at
 * death (HL7 VRDR, DecedentAge; HL7 Italia, anamnesi familiare); SNOMED CT's age, chronological age and age at onset (C-CDA, Age
 * Observation).
 */
export const AGE_CODES: ReadonlySet<string> = new Set([
  '21611-9', '21612-7', '29553-5', '30525-0', '30972-4',
  '35659-2', '63932-8', '35267-4', '39016-1', '63900-5',
  '397669002', '424144002', '445518008',
])

const CODED: LabelPlace = { above: 0, ways: [['code', 'text'], ['code', 'coding', 'display']], codes: [['code', 'coding', 'code']] }
const TYPED: LabelPlace = { above: 0, ways: [['type', 'text'], ['type', 'coding', 'display']], codes: [['type', 'coding', 'code']] }
const INFORMED: LabelPlace = {
  above: 0, ways: [...CODED.ways, ['category', 'text'], ['category', 'coding', 'display']],
  codes: [['code', 'coding', 'code'], ['category', 'coding', 'code']],
}
/** R5 has a CodeableConcept where R4 has a string. */
const DETAIL: LabelPlace = { ...TYPED, ways: [['type'], ...TYPED.ways] }
const NAMED: LabelPlace = { above: 0, ways: [['name']], says: searchWords }

/** By definition path of a value: the question of an answer, the code of a result, the type of a task's input, the name of a parameter. */
export const LABEL_PLACES: ReadonlyMap<string, LabelPlace> = new Map([
  ['QuestionnaireResponse.item.answer.value[x]', { above: 1, ways: [['text']], otherwise: [['linkId']] }],
  ['Observation.value[x]', CODED],
  ['Observation.component.value[x]', CODED],
  ['Group.characteristic.value[x]', CODED],
  ['Claim.supportingInfo.value[x]', INFORMED],
  ['ExplanationOfBenefit.supportingInfo.value[x]', INFORMED],
  ['Task.input.value[x]', TYPED],
  ['Task.output.value[x]', TYPED],
  ['Transport.input.value[x]', TYPED],
  ['Transport.output.value[x]', TYPED],
  ['AuditEvent.entity.detail.value[x]', DETAIL],
  ['Parameters.parameter.value[x]', NAMED],
])

/** The number of a quantity, which is a value itself where the quantity is one. */
export const QUANTITY_NUMBER = 'Quantity.value'
/** What an answer in code says in words, by itself and for each of its codes. */
export const CONCEPT_TEXT = 'CodeableConcept.text'
export const CODE_DISPLAY = 'Coding.display'
/** Where a code stands that is one of several for the same. */
export const CONCEPT_CODE = 'CodeableConcept.coding'
