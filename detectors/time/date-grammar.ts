import type { Cue } from '../../src/contract/detector.ts'
import { DOUBTFUL_MONTH_NAMES, foldName, MONTHS, MONTH_VARIANTS } from '../../src/contract/calendar-names.ts'

/** Longest first, so that an abbreviation does not win over the name it abbreviates. */
function alternatives(words: readonly string[]): string {
  return `(?:${[...words].sort((one, other) => other.length - one.length || (one < other ? -1 : 1)).join('|')})`
}

const MONTH_NAMES = [...new Set([...MONTHS.flatMap(({ names }) => names.map(foldName)), ...Object.keys(MONTH_VARIANTS)])]

/** Any name of a month. */
export const MONTH = alternatives(MONTH_NAMES)
/** Names and abbreviations that hardly mean anything but a month when a number stands beside them. */
export const SURE_MONTH = alternatives(MONTH_NAMES.filter((name) => !DOUBTFUL_MONTH_NAMES.has(name)))

export const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`
/** What may be glued to the number of a day: 3rd, 1er, 1o (folded 1º), 3. */
export const ORDINAL = String.raw`(?: ?(?:st|nd|rd|th)|er|ro|do|to|o|a)?`
export const YEAR = String.raw`(?:1[89]|20)\d\d`

export const WEEKDAY = '(?:mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs?)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?' +
  '|lunes|martes|miercoles|jueves|viernes|sabado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche' +
  '|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|segunda|terca|quarta|quinta|sexta)'

/** A time of day after a date, with its zone. */
export const TIME = String.raw`(?:[0-2]?\d:[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?: ?[ap]\.?m\b)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\b)?)`

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether the month has such a day in some year. */
export function isDayOfMonth(day: number, month: number): boolean {
  return day >= 1 && day <= (MONTH_DAYS[month - 1] ?? 0)
}

/** Words before a date that say so. */
export const DATE_CUES: Cue = {
  words: [
    'on', 'date', 'dated', 'dob', 'born', 'birth', 'birthdate', 'admitted', 'admission', 'discharged', 'discharge', 'seen', 'visit',
    'since', 'until', 'surgery', 'procedure', 'appointment', 'appt', 'follow up', 'scheduled', 'diagnosed', 'died', 'death',
    'deceased', 'signed', 'dictated', 'transcribed', 'collected', 'received', 'reported', 'started', 'lmp', 'edd', 'due', 'expires',
    'effective', 'dos', 'fecha', 'fecha de nacimiento', 'nacido', 'nacida', 'ingreso', 'ingresado', 'ingresada', 'alta', 'el',
    'dia', 'desde', 'hasta', 'cita', 'consulta', 'fallecio', 'f nac', 'fn', 'fur', 'data', 'datum', 'geboren', 'ne le', 'nee le',
  ],
  ratio: 12, where: 'before', within: 4,
}

/** Words that make a dose, a score, a fraction or a code of the numbers before them. */
export const DOSE_CUES: Cue = {
  words: [
    'mg', 'mcg', 'g', 'gr', 'ml', 'l', 'dl', 'cc', 'mm', 'cm', 'kg', 'units', 'unit', 'iu', 'meq', 'mmol', 'mmhg', 'ng', 'ug', 'hz',
    'percent', 'tablet', 'tablets', 'tab', 'tabs', 'capsule', 'capsules', 'puffs', 'drops', 'strength', 'regimen', 'scale', 'pain',
    'inch', 'inches', 'gauge', 'minutes', 'min', 'hours', 'hrs', 'days', 'weeks', 'months', 'times', 'doses', 'dose', 'comprimido',
    'comprimidos', 'dias', 'horas', 'semanas', 'meses', 'veces', 'gotas', 'mcg/ml', 'fr', 'french', 'beats', 'bpm', 'lb', 'lbs',
  ],
  ratio: 0.02, where: 'after', within: 1,
}

/** Words before numbers that are no date. */
export const NOT_DATE_CUES: Cue = {
  words: [
    'bp', 'blood pressure', 'ratio', 'score', 'scores', 'apgar', 'apgars', 'gcs', 'strength', 'version', 'section', 'figure', 'table',
    'lot', 'ip', 'pain', 'mrn', 'npi', 'icd', 'cpt', 'ndc', 'size', 'mmse', 'moca', 'vision', 'acuity', 'phone', 'tel', 'fax', 'dose', 'ta',
    'bipap', 'cpap', 'ipap', 'epap', 'escala', 'phase', 'stage', 'grade', 'chapter', 'page', 'level', 'v', 'ver',
  ],
  ratio: 0.1, where: 'before', within: 2,
}

/** What happens on a day, before it. */
export const EVENT_CUES: Cue = {
  words: [
    'admitted', 'discharged', 'seen', 'scheduled', 'appointment', 'appt', 'surgery', 'visit', 'returned', 'follow up', 'due', 'dated',
    'started', 'starting', 'beginning', 'effective', 'began', 'date', 'born', 'ingreso', 'ingresado', 'ingresada', 'alta', 'cita',
  ],
  ratio: 3,
  where: 'before',
  within: 4,
}

/** What is counted with numbers as days are, behind them: the 5th toe, week, floor. */
export const ORDINAL_CUES: Cue = {
  words: [
    'floor', 'rib', 'toe', 'finger', 'digit', 'percentile', 'percentiles', 'centile', 'centiles', 'day', 'week', 'month', 'trimester',
    'visit', 'attempt', 'time', 'dose',
    'metatarsal', 'metacarpal', 'intercostal', 'nerve', 'ventricle', 'grade', 'street', 'avenue', 'cycle', 'hour', 'postoperatorio',
    'postoperative', 'ciclo', 'tratamiento', 'vida', 'attempts', 'one', 'line', 'ray', 'mtp', 'pod', 'siguiente', 'lumbar', 'thoracic',
  ],
  ratio: 0.02, where: 'after', within: 2,
}
