import type { PatternDetector } from '../../src/contract/detector.ts'
import { SURE_MONTH } from './date-grammar.ts'

const UNIT_TH = '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)'
const DAY_TH = `(?:(?:twenty|thirty)[ -]${UNIT_TH}|${UNIT_TH}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)`
const UNIT = '(?:one|two|three|four|five|six|seven|eight|nine)'
const TENS = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)'
const TEENS = '(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)'
const TWO = `(?:${TENS}(?:[ -]${UNIT})?|${TEENS}|(?:oh|o)[ -]${UNIT}|${UNIT})`
const YEAR = `(?:(?:eighteen|nineteen|twenty)[ -](?:hundred(?: and)? ?)?${TWO}|nineteen hundred|two thousand(?:,? (?:and )?${TWO})?|(?:1[89]|20)\\d\\d)`
const DIA =
  '(?:uno|primero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho' +
  '|diecinueve|veinte|veintiuno|veintiun|veintidos|veintitres|veinticuatro|veinticinco|veintiseis|veintisiete|veintiocho|veintinueve|treinta(?: y uno)?)'
const DECENA = '(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y (?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?'
const ANO = `(?:mil (?:ochocientos|novecientos)(?: (?:${DECENA}|${DIA}))?|dos mil(?: (?:${DECENA}|${DIA}))?|(?:1[89]|20)\\d\\d)`

export const dateSpoken: PatternDetector = {
  name: 'date-spoken',
  class: 'date',
  describes: 'A day or month in words, as dictated: twenty-first of May nineteen eighty-four, dos de mayo de mil novecientos ochenta.',
  source: '45 CFR 164.514(b)(2)(i)(C); The Chicago Manual of Style, 9.31 to 9.35; Real Academia Espanola, Ortografia 2010, fechas',
  patterns: [
    {
      re: String.raw`(?i)\b(?:the )?${DAY_TH} (?:day )?(?:of )?${SURE_MONTH}\b(?:,? (?:of |in )?${YEAR}\b)?`,
      prior: 0.95,
      check: mayTheVerb,
    },
    {
      re: String.raw`(?i)\b${SURE_MONTH},? (?:the )?(?:${DAY_TH}|${TENS}[ -]${UNIT}|${TEENS})\b(?:,? (?:of |in )?${YEAR}\b)?`,
      prior: 0.9,
      check: mayTheVerb,
    },
    {
      re: String.raw`(?i)\b${SURE_MONTH},? (?:of )?(?:(?:eighteen|nineteen|twenty)[ -]${TWO}|two thousand(?: (?:and )?${TWO})?)\b`,
      prior: 0.9,
      check: mayTheVerb,
    },
    { re: String.raw`(?i)\b(?:el |dia )?${DIA} de ${SURE_MONTH}\b(?: del? ${ANO}\b)?`, prior: 0.95 },
    // Behind a word for birth the month may be a number: six twelve seventy one
    {
      re: String.raw`(?i)\b(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born)(?: is| was| on|:)? (?:the )?(?<phi>(?:(?:oh|o|zero) )?(?:${UNIT}|ten|eleven|twelve)[ -](?:${DAY_TH}|${TENS}[ -]${UNIT}|${TEENS}|(?:oh|o|zero)[ -]${UNIT}|${UNIT}|twenty|thirty),? (?:${YEAR}|${TENS}(?:[ -]${UNIT})?|(?:oh|o)[ -]${UNIT}))\b`,
      prior: 0.9,
    },
    // Numbers of China and Japan, by years of the calendar or of an era
    {
      re: String.raw`(?:[〇零一二三四五六七八九]{4}|(?:明治|大正|昭和|平成|令和|民國|民国)(?:元|[一二三四五六七八九十]{1,4}))年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号])?`,
      prior: 0.97,
    },
  ],
  examples: {
    true: [
      'born on [[the twenty-first of May nineteen eighty-four]] in', 'since [[March fifteenth, two thousand and nine]] she',
      'in [[June nineteen ninety-two]] he', 'nacio [[el veintiuno de mayo de mil novecientos ochenta y cuatro]] en',
      '[[the third of July]] was', 'on [[October twenty third twenty twenty one]] he', 'date of birth [[six twelve seventy one]] and',
      'DOB is [[oh five fourteen nineteen ninety]] so',
      '患者は[[一九七〇年一月五日]]に生まれた', '[[昭和四十五年三月]]から', '于[[二〇二三年十二月三十一日]]入院',
    ],
    false: [
      'the second may be', 'she may second guess', 'on the third day', 'twenty-one of them may leave', 'uno de los dos', 'may one ask',
      'born one of twelve children', '三年二月', '十四日間', '一九七〇年',
    ],
  },
}

function mayTheVerb(value: string): number {
  if (/[a-z] (?:may|march)$/.test(value) && !/ of (?:may|march)$/.test(value)) return 0.02
  return /^(?:may|march)\b/.test(value) && !/(?:thousand|nineteen|eighteen|twenty)[ -]\w+/i.test(value) ? 0.05 : 1
}
