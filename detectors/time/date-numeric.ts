import type { PatternDetector } from '../../src/contract/detector.ts'
import { DATE_CUES, DOSE_CUES, isDayOfMonth, NOT_DATE_CUES, TIME } from './date-grammar.ts'

/** Units that begin what is told of a day, too: 3/8/24: L mastectomy, G tube, min assist. */
const SIDES = new Set(['l', 'g', 'min', 'pain', 'dose', 'doses', 'strength'])

export const dateNumeric: PatternDetector = {
  name: 'date-numeric',
  class: 'date',
  describes: 'A day in numbers: day, month and year in any usual order, or year first as in ISO 8601, with or without a time.',
  source: '45 CFR 164.514(b)(2)(i)(C); ISO 8601-1:2019 section 5.2.2; Unicode CLDR short date formats',
  patterns: [
    {
      re: String.raw`\b(?:\d{1,3}/)?\d{1,2}(?: ?/ ?\d{1,2} ?/ ?| ?- ?\d{1,2} ?- ?|\. ?\d{1,2}\. ?|\\\d{1,2}\\)'?(?:(?:1[89]|20)\d\d|\d\d)\b`,
      prior: 0.97,
      check: dayMonthYear,
    },
    {
      re: String.raw`\b(?:1[89]|20)\d\d(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.|[ ]\d\d[ ]| - \d{1,2} - )\d{1,2}(?:(?:T|t|,?[ ](?:at[ ])?)${TIME})?`,
      prior: 0.97,
      check: yearMonthDay,
    },
    { re: String.raw`\b\d{1,2}[ ]\d{1,2}[ ](?:19|20)\d\d\b`, prior: 0.3, check: dayMonthYear },
    // Glued to its label
    { re: String.raw`(?i)\b(?:dob|dod|dos|date|adm|disch|seen)(?<phi>\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d))\b`, prior: 0.9, check: isDay },
    // Behind a prefix of FHIR search (3.1.1.4.5): birthdate=ge1961-03-04
    {
      re: String.raw`\b(?:eq|ne|gt|lt|ge|le|sa|eb|ap)(?<phi>(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T${TIME})?)?)\b`,
      prior: 0.95,
    },
    // Mistyped, but a label says what it is
    {
      re: String.raw`(?i)\b(?:fecha de (?:nacimiento|ingreso|alta)|f\. ?nac(?:imiento)?|date of birth|birth ?date|d\.?o\.?b\.?|geburtsdatum|geboren am|date de naissance|data di nascita|data de nascimento)[ \t]?[:#][ \t]{0,4}(?<phi>\d{1,4}[/.-]{1,2}\d{1,4}[/.-]{1,2}\d{1,5})\b`,
      prior: 0.9,
    },
  ],
  cues: [
    { ...DATE_CUES, ratio: 6 },
    { ...DOSE_CUES, words: DOSE_CUES.words.filter((word) => !SIDES.has(word)) },
    NOT_DATE_CUES,
  ],
  examples: {
    true: [
      'seen [[03/14/2021]] in clinic', 'F. nacimiento: [[3-12-1987]]', 'on [[5.6.2019]] he fell', 'visit of [[4/7/19]] reviewed',
      'from [[2021-03-14T08:30:00Z]] on', 'labs [[2021-3-4]] and [[2021/03/09]]', 'DOB [[12 03 1961]]', 'ingreso el [[31 / 12 / 2018]]',
      'admitted on [[12-31-20]]', 'drawn [[2019-11-02 07:15:09]] today', 'Fecha de nacimiento: [[14/013/1961]].', 'DOB: [[17/03//1984]] ok',
      'DOB[[3-17-23]] MRN', 'first dose [[5/19/25]] was',
      'birthdate=ge[[1961-03-04]]', 'date le[[2021-03]], sorted', 'from ge[[2021-03-04T08:30:00Z]] on',
    ],
    false: [
      'BP 120/80/65', 'the 10/12/14 regimen', 'firmware 1.2.10', 'give 5/10/15 mg', 'range 13/32/2021', 'call 12-45-19', '2-3 days',
      'titrate 0/5/10 units', 'score 13/13/2019', 'op 44.3.23', 'keratins 5/6/9/17', 'lot sa1980-77',
      'gene le2021-13',
    ],
  },
}

/** Both orders are looked at; one that no calendar has speaks against it, and two digits of a year say less than four. */
function dayMonthYear(value: string): number {
  const [first = 0, second = 0, year = 0, more] = value.split(/\D+/).map(Number)
  if (more !== undefined) return 0.005
  if (!isDayOfMonth(first, second) && !isDayOfMonth(second, first)) {
    // 19-03-12 may be the year first.
    return year <= 31 && value.includes('-') && isDayOfMonth(year, second) ? 0.03 : 0.002
  }
  if (year >= 1800) return 1
  if (value.includes('/')) {
    if (/^\d\d?\/\d\d?\//.test(value) && first % 5 === 0 && second % 5 === 0 && year % 5 === 0) return 0.03
    // Hardly any dose or score has three parts of which one alone may be a month.
    return Math.max(first, second) > 12 ? 0.6 : 0.3
  }
  return value.includes('.') ? 0.01 : 0.05
}

function isDay(value: string): number {
  const [first = 0, second = 0] = value.split(/\D+/).map(Number)
  return isDayOfMonth(first, second) || isDayOfMonth(second, first) ? 1 : 0.01
}

function yearMonthDay(value: string): number {
  const [, month = 0, day = 0] = value.split(/\D+/).map(Number)
  return isDayOfMonth(day, month) || isDayOfMonth(month, day) ? 1 : 0.002
}
