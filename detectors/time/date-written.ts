import type { PatternDetector } from '../../src/contract/detector.ts'
import { DAY, DOSE_CUES, MONTH, ORDINAL, SURE_MONTH, TIME, WEEKDAY, YEAR } from './date-grammar.ts'

const ON = String.raw`(?:${WEEKDAY}\.?,? (?:the |el )?)?`
const OF = String.raw`(?: ?(?:,|\.)? (?:of |de |del |do |di |in )?(?:ano )?| ?- ?|/|\.)`
/** What goes on from a day to the last one: to 14, y 4, and of several (4, 11 et 18), of which a point may tell the number in German. */
const RANGE = String.raw`(?:\.?(?:, ?${DAY}${ORDINAL}){0,3} ?(?:-|/|&|,|to|thru|through|until|and|or|y|al?|e|et|und|bis) ?(?:the |el )?${DAY}${ORDINAL}\b)?`
const SHORT_YEAR = String.raw`(?:,? ?'|-|/|\.)\d\d\b`

export const dateWritten: PatternDetector = {
  name: 'date-written',
  class: 'date',
  describes: 'A day or a month with the name of the month, in any order, in English, Spanish, Portuguese, French, German or Italian.',
  source: '45 CFR 164.514(b)(2)(i)(C); Unicode CLDR month names and date formats',
  patterns: [
    // 12 March 2021, 12-Mar-21, 3rd of March, 12 de marzo de 2016, 3 y 4 de mayo
    {
      re: String.raw`(?i)\b${ON}(?:the |le )?${DAY}${ORDINAL}${RANGE}\.?(?: (?:day )?(?:of |de |del |do |di )?| ?[-./,] ?)${MONTH}\b(?:\.?(?:${OF}${YEAR}\b|${SHORT_YEAR}| (?:del? (?:ano )?)?'?\d\d\b))?`,
      prior: 0.96,
      check: dayAndMonth,
    },
    // au 12 mars, am 3. Mai: words before the day make a month of what may be something else
    {
      re: String.raw`(?i)\b(?:du|au|den|dem|am|vom|zum|bis|seit|op|van|tot) (?<phi>${DAY}(?:er|\.)? ?(?:mai|mars|avr|fevr|dez|okt)\b)`,
      prior: 0.9,
    },
    // 2 au 5 mars 2020, 1° gennaio 1994, dal 3 al 5 maggio: ranges and the first of the month as Romance languages have them
    {
      re: String.raw`(?i)\b${DAY}(?:°|er)? (?:au|al|a|ao) ${DAY}(?:°|er)? (?:de |di )?${MONTH}\b(?: (?:de |del )?${YEAR}\b)?`,
      prior: 0.95,
      check: dayAndMonth,
    },
    { re: String.raw`(?i)\b1° ?${MONTH}\b(?: ${YEAR}\b)?`, prior: 0.95 },
    // mars is a word of English: mars 2019, jeudi 3 mars, le 3 mars
    { re: String.raw`\b(?:${DAY}(?:er)? )?mars ${YEAR}\b`, prior: 0.93 },
    {
      re: String.raw`\b(?i:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le|du|au|depuis|prevue?|avant) (?<phi>${DAY}(?:er)? mars)\b`,
      prior: 0.93,
    },
    // 13 gen 2024: months shortened in Italian, Portuguese, Dutch, Polish and the Nordic languages
    {
      re: String.raw`(?i)\b${DAY}[ .-](?:gen|mag|giu|lug|ago|sett|ott|dic|fev|abr|mai|jun|jul|set|out|dez|mrt|mei|okt|sty|lut|kwi|cze|lip|sie|wrz|paz|lis|gru|maj|avr|juil|aou|janv|fevr)\b\.?[ -]${YEAR}\b`,
      prior: 0.95,
    },
    // March 12th, 2021, Mar. 12 '21, March 3-5
    {
      re: String.raw`(?i)\b${ON}${SURE_MONTH}\b\.?(?: (?:the )?| ?[-/.,] ?)${DAY}${ORDINAL}\b${RANGE}(?:${OF}${YEAR}\b|${SHORT_YEAR})?(?: (?:at |@ ?)?${TIME})?`,
      prior: 0.93,
      check: dayAndMonth,
    },
    // March 2021, mid-March of 2021, Mar '21, mayo de 1999
    {
      re: String.raw`(?i)\b(?:(?:early|late|mid)[ -])?${SURE_MONTH}\b(?:\.?,? ?(?:of|de|del|do|di)?(?: ano)? ?[-/]? ?${YEAR}\b|\.?(?: ?'|-)\d\d\b)`,
      prior: 0.95,
      check: dayAndMonth,
    },
    // 2021 March 12, 2021-Mar-12, 2019 Mar
    {
      re: String.raw`(?i)\b${YEAR}(?: ?- ?| |,|/|\.)${SURE_MONTH}\b(?:\.?(?: |-|/|,|\.)${DAY}${ORDINAL}\b(?: (?:at |@ ?)?${TIME})?)?`,
      prior: 0.85,
      check: dayAndMonth,
    },
  ],
  cues: [DOSE_CUES],
  examples: {
    true: [
      '7.2 mmol/L on [[2014-Dec-17 at 12:30 pm]].',
      'seen on [[March 14, 2021]] here', 'the fall on [[3rd of March]] was', 'operated [[12-Mar-21]] by him',
      'el [[12 de marzo de 2016]] ingresa', 'vom [[18. bis 22. März]] zu', 'des [[4, 11 et 18 juin]]. Le', 'nacido el [[3 de mayo del 58]].', "since [[Mar '21]] worse", 'until [[March 2021]] at home',
      '[[Tuesday, the 4th of May 1999]] she', 'between [[June 3-5, 2019]] and', 'visto el [[lunes 7 de octubre de 2019]] en',
      'on [[2020 Nov 3]] again', 'naquit [[le 3 fevrier 1960]] a', 'vu [[le 17 mars]] a', "suivi du [[3 mai]] jusqu'au [[12 mars]].",
      'wurde am [[3. Mai]] aufgenommen', 'Beginn [[17. Mai]], dann', 'geboren am [[3. Oktober 1961]] in', 'em [[5 de maio de 2011]] foi',
      'service du [[2 au 5 mai 2020]] pour', 'nata il [[1° gennaio 1994]] e', 'Visita il [[13 gen 2024]].', 'bilan en [[mars 2019]] avec', 'jeudi [[3 mars]]. Puis',
      'started [[Sept 4]] with', 'in [[mid-June 2018]] he', 'seen [[19 Oct]]. Bring the spacer', 'on [[19 Oct. 2021]] he',
    ],
    false: [
      'she may 5 mg', 'may take 2 tablets', 'FEV 1 2.5 L', 'take 2 may repeat', 'AVR 2019', 'March 10 mg daily', 'a 12 marathon',
      'may 10 times a day', 'in 2019 and 2020', 'the 2 may need', '5 Dec units', 'SEP-1 bundle met', 'meets SEP-3 criteria',
      'sat 98 on room air',
    ],
  },
}

/** Lower case `may`, `march` and short names in lower case are words too; a year or an ordinal makes a date of them. */
function dayAndMonth(value: string): number {
  // What hospitals measure of sepsis (CMS SEP-1), and its definitions
  if (/^SEP-[1-3]$/.test(value)) return 0.01
  const dated = /(?:1[89]|20)\d\d|\d(?:st|nd|rd|th)\b|\bde\b|^le |\d[-/.](?:[A-Za-z]+)[-/.]\d|\d\. ?Mai\b/.test(value)
  const doubtful = /\b(?:fevr?|avr|abr|mai|dic|ago|marco|mars|ene)\b/i.test(value)
  if (doubtful && !dated) return 0.01
  if (dated) return 1
  if (/\b(?:may|march)\b/.test(value)) return 0.02
  if (/\b(?:mar|jan|dec|sep|set|jun|jul|aug|oct|nov|feb|apr)\b/.test(value)) return 0.3
  return /\b(?:MAR|DEC|SEP|MAY|APR|JAN)\b/.test(value) ? 0.3 : 1
}
