import type { Cue, LikelihoodRatio } from '../../src/contract/detector.ts'

/**
 * A number as institutions write theirs, case not counting: up to three groups of letters, a digit, and what is joined
 * to it: `48213377`, `NB-104482`, `#4471-20`, `XKLM-Q7R-3302`. It never goes over a blank.
 */
export const CODE = String.raw`#?(?:[A-Z]{1,10}[-_/.]?){0,3}\d[A-Z\d]*(?:[-_/][A-Z]{0,4}\d[A-Z\d]*|[-_/][A-Z]{1,4}\b|\.\d+)*\b`

/** Digits in groups with blanks between them, as on cards: `28 1234567 40`, `123 456 789`. */
export const SPACED_DIGITS = String.raw`\d{1,4}(?:[ ]{1,2}\d{2,10}){1,4}\b`

const NUMBER_WORD = String.raw`#|n[o0]s?\b\.?|num\b\.?|numbers?\b|nr\b\.?|numero\b|ids?\b|identifiers?\b|identification\b|codes?\b`
const JOIN = String.raw`(?:[\s:#=.('"\[|-]|\b(?:is|was|of|are|as|es|for|the|listed|recorded|numbers?|no|id|ending(?: in| with)?|ends(?: in| with)?)\b){0,10}`

/** A label ends here: `har` is none in Harris, nor `sn` in snomed. */
const EDGE = String.raw`(?:\b|[\s:#=.('"\[|-])`

export interface Labels {
  /** Alternation of labels that stand before nothing else. */
  readonly strong?: string
  /** Ordinary words, which are labels only with a word like number or ID, or one of `#:=`, after them. */
  readonly weak?: string
  /** The value, instead of `CODE`. */
  readonly value?: string
}

/** A pattern for a value that stands after its label; case does not count. One pattern for all labels: each costs a pass. */
export function labelled({ strong, weak, value = CODE }: Labels): string {
  const sign = String.raw`(?:[\s.'-]{0,3}(?:${NUMBER_WORD}|[:=]))`
  const labels = [
    ...(strong === undefined ? [] : [String.raw`(?:${strong})(?:'?s\b)?${sign}?`]),
    ...(weak === undefined ? [] : [String.raw`(?:${weak})(?:'?s\b)?${sign}`]),
  ]
  return String.raw`(?i)\b(?:${labels.join('|')})${EDGE}${JOIN}(?<phi>${value})`
}

/** A number that hardly stands behind a word by chance: six digits, or letters and four digits that make seven. */
const LONG = String.raw`(?:\d{6,14}|[A-Z]{1,4}-?\d{5,12}[A-Z]?|[A-Z]{2,6}-?\d{4,12}[A-Z]{0,2}|\d{1,4}[A-Z]{1,4}\d{4,10}|\d{2,4}[-/][A-Z]{1,4}[-/]\d{3,7}|[A-Z]{1,4}[-/]\d{2,4}[-/]\d{4,8}|[A-Z]{1,4}/\d{5,10}|[A-Z]{1,2}\d{2,4}(?:-\d{3,4}){2,3}|\d{2,4}[-/]\d{6,8}|\d{3,5}-\d{2,5}-\d{2,6}|\d[A-Z]\d{3,6}[A-Z\d]{2,8}(?:-\d{2,6})?|\d{2,4}-\d{1,4}[A-Z]\d{1,4}-[A-Z\d]{2,5})(?:[-/][A-Z\d]{1,8}){0,2}\b`

/** A pattern for a long number right behind an ordinary word that is a label otherwise only with a word like number or a sign: `claim 99448217`. */
export function barelyLabelled(weak: string): string {
  return String.raw`(?i)\b(?:${weak})(?:'?s\b)?(?:\.?[ ]|[ ](?:is|was)[ ])(?<phi>${LONG})`
}

/** A number with its unit right behind. */
const AMOUNT = /^\d{1,5}(?:\.\d+)?(?:mg|mcg|ug|g|kg|ml|dl|iu|meq|mmol|mm|cm|kcal|bpm|mmhg|hz|kv|ms|lbs?|oz)$/i

/** Gravida and para: G3P2002. */
const PREGNANCIES = /^G\d{1,2}P\d{1,4}$/i

/** Of a labelled value: how much likelier it is a number of a record than a year, a date, a quantity or a code of a disease. */
export function looksIssued(value: string): LikelihoodRatio {
  const digits = value.replace(/\D/g, '').length
  if (digits < 3 || AMOUNT.test(value) || PREGNANCIES.test(value)) return 0
  if (/^(?:19|20)\d\d$/.test(value)) return 0.05
  if (/^(?:\d{1,2}([-/.])\d{1,2}\1(?:\d{2}|\d{4})|(?:19|20)\d\d([-/.])\d{1,2}\2\d{1,2})$/.test(value)) return 0.05
  if (/^(?:\d{1,4}\.\d+|\d{1,3}\/\d{1,3}|\d{1,3}(?:\.\d+)?-\d{1,3}(?:\.\d+)?)$/.test(value))
    return digits === 6 && value.includes('-') ? 0.3 : 0.05
  if (digits === 3) return /[A-Z]{2}|-/i.test(value) ? 0.5 : 0.15
  return digits === 4 && value.length === 4 ? 0.7 : 1
}

/** Speaks against a number of a record: what follows is a unit, so it is an amount. */
export const UNIT_AFTER: Cue = {
  words: [
    'mg', 'mcg', 'ug', 'g', 'kg', 'ml', 'l', 'dl', 'units', 'unit', 'iu', 'meq', 'mmol', 'mm', 'cm', 'kcal', 'cal', 'percent', 'year',
    'years', 'yo', 'month', 'months', 'weeks', 'days', 'hours', 'minutes', 'dollars', 'usd', 'euros', 'patients', 'copies', 'cells',
    'beats', 'steps', 'platelets', 'leukocytes',
  ],
  ratio: 0.03,
  where: 'after',
  within: 1,
}

/**
 * Speaks against a number of a record: what is said to be counted is the time before, since or between visits, how long they are or
 * what they cost, or how much falls to each patient.
 */
export const AMOUNT_BEFORE: Cue = {
  words: [
    ...pairs(
      [
        'since', 'since last', 'since first', 'since previous', 'until', 'until next', 'between', 'days of', 'hours of', 'minutes of',
        'length of', 'duration of', 'days to', 'number of', 'per',
      ],
      [
        'visit', 'visits', 'admission', 'admissions', 'discharge', 'encounter', 'encounters', 'appointment', 'appointments', 'stay',
        'hospital stay', 'episode', 'episodes', 'transfer', 'hospitalization',
      ],
    ),
    ...pairs(['per'], ['patient', 'person', 'client', 'resident', 'member']),
    ...pairs(['days in', 'hours in', 'nights in'], ['hospital', 'clinic', 'facility', 'unit']),
    ...pairs(
      [
        'desde', 'desde el', 'desde la', 'desde el ultimo', 'desde la ultima', 'desde su ultimo', 'desde su ultima', 'desde el primer',
        'desde la primera', 'dias de', 'por',
      ],
      ['ingreso', 'alta', 'visita', 'episodio', 'paciente', 'persona'],
    ),
  ],
  ratio: 0.01,
  where: 'before',
  within: 1,
}

function pairs(heads: readonly string[], ends: readonly string[]): string[] {
  return heads.flatMap((head) => ends.map((end) => `${head} ${end}`))
}

/** Speaks against a number of a record: it belongs to a code system or to a publication. */
export const CODE_SYSTEM_BEFORE: Cue = {
  words: [
    'icd', 'icd 10', 'icd 9', 'cpt', 'hcpcs', 'loinc', 'snomed', 'snomed ct', 'rxnorm', 'rxcui', 'ndc', 'cvx', 'pmid', 'pmcid', 'doi',
    'nct', 'orpha', 'omim', 'icd code', 'billing code', 'procedure code', 'diagnosis code', 'service code', 'revenue code', 'drg', 'atc',
    'cas', 'unii', 'hgnc', 'dbsnp', 'isrctn',
  ],
  ratio: 0.02,
  where: 'before',
  within: 2,
}
