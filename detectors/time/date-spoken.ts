import type { PatternDetector } from '../../src/contract/detector.ts'
import { SURE_MONTH } from './date-grammar.ts'

const UNIT_TH = '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)'
const DAY_TH = `(?:(?:twenty|thirty)[ -]${UNIT_TH}|${UNIT_TH}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)`
const UNIT = '(?:one|two|three|four|five|six|seven|eight|nine)'
const TENS = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)'
const TEENS = '(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)'
const TWO = `(?:${TENS}(?:[ -]${UNIT})?|${TEENS}|(?:oh|o)[ -]${UNIT}|${UNIT})`
const YEAR = `(?:(?:eighteen|nineteen|twenty)[ -](?:hundred(?: and)? ?)?${TWO}|nineteen hundred|two thousand(?:,? (?:and )?${TWO})?|(?:1[89]|20)\\d\\d)`
/** Of months, days and years as numbers: ten eight twenty twenty six. */
const MONTH_NUMBER = `(?:(?:(?:oh|o|zero)[ -])?${UNIT}|ten|eleven|twelve)`
const DAY_NUMBER = `(?:(?:twenty|thirty)[ -]${UNIT}|twenty|thirty|${TEENS}|(?:oh|o|zero)[ -]${UNIT}|${UNIT}|${DAY_TH})`
const THIS_CENTURY = `(?:twenty[ -](?:${TEENS}|${TENS}(?:[ -]${UNIT})?|(?:oh|o)[ -]${UNIT})|two thousand(?:,? (?:and )?${TWO})?|20\\d\\d)`
const LATE_TH = `(?:(?:twenty|thirty)[ -]${UNIT_TH}|(?:six|seven|eigh|nin|ten|eleven|twelf|(?:thir|four|fif|six|seven|eigh|nine)teen|twentie|thirtie)th)`
const EVENT =
  '(?:(?:re)?admitted|discharged|transferred|seen|operated|date of (?:service|admission|discharge|surgery|procedure|visit|injury|onset|death|consult)|surgery date|dos|doa|dod|doi|follow up|return(?:s|ed)?|scheduled|expires?|died)(?: home)?(?: is| was)?(?: on| for|:)?'
const SPOKEN_END = String.raw`(?:[.,;\n]|$| (?:and|with|for|from|to|by|after|then|she|he|they|patient|due|because|this|the|on|home|off|in|at)\b)`
const DIA =
  '(?:uno|primero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho' +
  '|diecinueve|veinte|veintiuno|veintiun|veintidos|veintitres|veinticuatro|veinticinco|veintiseis|veintisiete|veintiocho|veintinueve|treinta(?: y uno)?)'
const DECENA = '(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y (?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?'
const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'
const ANO = `(?:mil (?:ochocientos|novecientos)(?: (?:${DECENA}|${DIA}))?|dos mil(?: (?:${DECENA}|${DIA}))?|(?:1[89]|20)\\d\\d)`

export const dateSpoken: PatternDetector = {
  name: 'date-spoken',
  class: 'date',
  describes: 'A day or month in words, as dictated: twenty-first of May nineteen eighty-four, dos de mayo de mil novecientos ochenta.',
  source: '45 CFR 164.514(b)(2)(i)(C); The Chicago Manual of Style, 9.31 to 9.35; Real Academia Espanola, Ortografia 2010, fechas',
  patterns: [
    {
      re: String.raw`(?i)\b(?:${WEEKDAY},? )?(?:the )?${DAY_TH} (?:day )?(?:of )?${SURE_MONTH}\b(?:,? (?:of |in )?${YEAR}\b)?`,
      prior: 0.95,
      check: mayTheVerb,
    },
    {
      re: String.raw`(?i)\b(?:${WEEKDAY},? )?${SURE_MONTH},? (?:the )?(?:${DAY_TH}|${TENS}[ -]${UNIT}|${TEENS})\b(?:,? (?:of |in )?${YEAR}\b)?`,
      prior: 0.9,
      check: mayTheVerb,
    },
    {
      re: String.raw`(?i)\b${SURE_MONTH},? (?:of )?(?:(?:eighteen|nineteen|twenty)[ -]${TWO}|two thousand(?: (?:and )?${TWO})?)\b`,
      prior: 0.9,
      check: mayTheVerb,
    },
    // the fourth of the seventh, nineteen fifty
    { re: String.raw`(?i)\bthe ${DAY_TH} of the ${DAY_TH},? ${YEAR}\b`, prior: 0.95 },
    // March second, ninety-one
    {
      re: String.raw`(?i)\b(?<phi>${SURE_MONTH},? (?:the )?${DAY_TH}, ${TENS}[ -]${UNIT})(?:[.;?!\n]|$)`,
      prior: 0.85,
      check: mayTheVerb,
    },
    // Saturday the twelfth
    { re: String.raw`(?i)\b(?<phi>${WEEKDAY},? the ${DAY_TH})(?:[.,;:?!\n]|$| (?:of|at|for|and|to|from|with|in|because|but|when|he|she|they|we|i|so)\b)`, prior: 0.9 },
    // get you in on the ninth. Toes, ribs and nerves are the first to fifth, and a word stands behind most
    {
      re: String.raw`(?i)\b(?:on|until|till|through|by|before|after|since|from) (?<phi>the ${LATE_TH})(?:[.;?!\n]|$|, (?:and|so|then|but|if|at|she|he|they|we|i)\b| (?:at (?:noon|about|around|\d|${MONTH_NUMBER})|of (?:this|next|last) month))`,
      prior: 0.75,
    },
    // nine slash twelve slash twenty-three
    { re: String.raw`(?i)\b${MONTH_NUMBER} (?:slash|dash|hyphen|stroke) ${DAY_NUMBER} (?:slash|dash|hyphen|stroke) (?:${THIS_CENTURY}|${YEAR}|${TENS}(?:[ -]${UNIT})?|${TEENS}|(?:oh|o|zero)[ -]${UNIT})\b`, prior: 0.9 },
    // at fourteen hundred hours on six twenty-one
    { re: String.raw`(?i)\b(?:hours|hundred|[ap] ?m|o'clock|morning|evening|night|afternoon) on (?<phi>${MONTH_NUMBER}[ -]${DAY_NUMBER}(?:,? ${TENS}(?:[ -]${UNIT})?)?)(?:${SPOKEN_END}|,| (?:period|comma)\b)`, prior: 0.8, check: notAnHour },
    // april nine seventy four
    {
      re: String.raw`(?i)\b${SURE_MONTH},? (?:${TENS}[ -]${UNIT}|${TEENS}|${UNIT}|twenty|thirty) (?:${TENS}(?:[ -]${UNIT})?|(?:oh|o)[ -]${UNIT}|${YEAR})\b`,
      prior: 0.85,
      check: mayTheVerb,
    },
    // eleven two twenty twenty six; admitted ten eight twenty six, discharged ten thirteen
    { re: String.raw`(?i)\b${MONTH_NUMBER}[ -]${DAY_NUMBER},? ${THIS_CENTURY}\b`, prior: 0.85 },
    {
      re: String.raw`(?i)\b${EVENT} (?<phi>${MONTH_NUMBER}[ -]${DAY_NUMBER},? (?:${TENS}(?:[ -]${UNIT})?|(?:oh|o)[ -]${UNIT}))${SPOKEN_END}`,
      prior: 0.85,
    },
    { re: String.raw`(?i)\b${EVENT} (?<phi>${MONTH_NUMBER}[ -]${DAY_NUMBER})${SPOKEN_END}`, prior: 0.75, check: notAnHour },
    {
      re: String.raw`(?i)\b(?:surgery|procedure|mri|ct|echo|x-?ray|biopsy|colonoscopy|visit|seen|labs|drawn|scan|return|back|appointment|due) on (?<phi>${MONTH_NUMBER}[ -]${DAY_NUMBER}(?: ${TENS}(?:[ -]${UNIT})?)?)${SPOKEN_END}`,
      prior: 0.8,
    },
    { re: String.raw`(?i)\b(?:el |dia )?${DIA} de ${SURE_MONTH}\b(?: del? ${ANO}\b)?`, prior: 0.95 },
    // Behind a word for birth the month may be a number: six twelve seventy one
    {
      re: String.raw`(?i)\b(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born)(?: is| was| on|:|\?\s{0,2}(?:[a-z]{2,12}:)?)? (?:the )?(?<phi>(?:(?:oh|o|zero) )?(?:${UNIT}|ten|eleven|twelve)[ -](?:${DAY_TH}|${TENS}[ -]${UNIT}|${TEENS}|(?:oh|o|zero)[ -]${UNIT}|${UNIT}|twenty|thirty),? (?:${YEAR}|${TENS}(?:[ -]${UNIT})?|(?:oh|o)[ -]${UNIT}))\b`,
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
      'DOB is [[oh five fourteen nineteen ninety]] so', 'admitted [[nine six twenty five]] with', 'discharged [[eleven fourteen]].',
      'discharged [[eleven fourteen]] on cefazolin', 'born [[may twelve nineteen forty]] in',
      'seen [[three seventeen twenty twenty four]] for', 'on [[june six fifty one]] he', 'MRI on [[eight nineteen]] and',
      'date of service [[two twenty one]],', '患者は[[一九七〇年一月五日]]に生まれた', '[[昭和四十五年三月]]から', '于[[二〇二三年十二月三十一日]]入院',
      'on [[Friday, May ninth]] at', 'on [[Friday the thirteenth]].', 'come back on [[the eighth]]. Bring',
      'covered through [[the thirtieth]].', 'is [[the fourth of the seventh, nineteen fifty]].',
      'Date of birth? Caller: [[eleven twenty-two sixty-eight]].',
      'Comparison [[four slash eleven slash twenty-two]] chest', 'dob is [[March fourth, thirty-one]].',
      'at sixteen hundred hours on [[three nineteen]] period',
    ],
    false: [
      'the second may be', 'she may second guess', 'on the third day', 'twenty-one of them may leave', 'uno de los dos', 'may one ask',
      'born one of twelve children', 'admitted ten days ago', 'seen at nine thirty', 'discharged two weeks later',
      'gave ten twenty milligram doses', 'seen nine thirty and', 'on ten twenty five milligrams',
      'blood pressure one eighteen over seventy', 'transferred two to three people', 'follow up one to two weeks',
      'scheduled two three times', 'seen four five patients', 'march ten steps', '三年二月', '十四日間', '一九七〇年', 'weakness in the eighth nerve',
      'back by the second.',
      'on the sixth day', 'pain on the tenth rib', 'three slash five strength', 'from the eighth week on', 'Friday the first dose',
    ],
  },
}

/** admitted nine thirty: a time of day, where no year says that it is a day. */
function notAnHour(value: string): number {
  return /(?:fifteen|thirty|forty[ -]five)$|^(?:one two|two three|three four|four five|five six|six seven|seven eight|eight nine|nine ten)$/i.test(value) ? 0.1 : 1
}

function mayTheVerb(value: string): number {
  if (/[a-z] (?:may|march)$/.test(value) && !/ of (?:may|march)$/.test(value)) return 0.02
  return /^(?:may|march)\b/.test(value) && !/(?:thousand|nineteen|eighteen|twenty)[ -]\w+/i.test(value) ? 0.05 : 1
}
