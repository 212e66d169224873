import type { PatternDetector } from '../../src/contract/detector.ts'

/** A day of a month; what stands behind a number that counts or measures something else does not stand here. */
const DAY = '(?:0?[1-9]|[12][0-9]|3[01])'
const ENDS = String.raw`(?: ?[.;,?!)]|\n|$)`
/** Days as they are spoken, but for those that count floors, tries and toes more often. */
const SPOKEN =
  '(?:sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[ -]first)'
/** What goes on behind a day, and hardly behind a rib, nerve or floor. */
const GOES_ON = '(?:for|and|at|in the|because|when|so|but|she|he|they|we|i|it|to|with|my|her|his|our)'

export const dayAlone: PatternDetector = {
  name: 'day-alone',
  class: 'date',
  describes:
    'A day without its month: on the twelfth for the biopsy, next seen 15th, cita el 23, sortie prévue le 6, dia 20; several days of one month or year.',
  source: '45 CFR 164.514(b)(2)(i)(C): all elements of dates but the year; Unicode CLDR 48, date formats of the languages',
  patterns: [
    { re: String.raw`(?i)\b(?:on|until|till|by|before|since|after) (?<phi>the ${SPOKEN})(?:${ENDS}| ${GOES_ON}\b)`, prior: 0.8 },
    {
      re: String.raw`(?i)\b(?:seen|visit|review(?:ed)?|birthday|bday|appt|due|f/u|back|next)(?: on)?:? (?<phi>(?:the )?${DAY}(?:st|nd|rd|th))(?:${ENDS}| - | ${GOES_ON}\b)`,
      prior: 0.8,
    },
    {
      re: String.raw`(?i)\b(?:citas?|citad[oa]|control|revision|consulta|alta|ingres[oa]|vuelv[ea]|volver|acud[ae]|acudir|analitica|operad[oa]|curas?|visita)(?: [a-z().]+){0,4} (?:el|del|para el|hasta el) (?<phi>(?:dia )?${DAY})${ENDS}`,
      prior: 0.75,
    },
    {
      re: String.raw`(?i)\b(?:prevue?|sortie|rdv|rendez-vous|passer|revenir|revue?|consultation|controle|avant|jusqu'|operee?)(?: [a-z]+){0,3} ?(?:le|au|du) (?<phi>${DAY})${ENDS}`,
      prior: 0.75,
    },
    {
      re: String.raw`(?i)\b(?:entro|prima|fino|appuntamento|controllo|visita|dimission[ei]|ricovero|rivedere|tornare|dentista|medicazione)(?:,? (?:che )?[a-z]+){0,3} (?:il|al|dal) (?<phi>(?:giorno )?${DAY})${ENDS}`,
      prior: 0.7,
    },
    { re: String.raw`(?i)\b(?:no |do |ate |desde o |para o |pro )?(?<phi>dia ${DAY})(?:${ENDS}| as \d)`, prior: 0.65 },
    { re: String.raw`\b(?:ma|di|wo|do|vr|za|zo) (?<phi>${DAY}/(?:0?[1-9]|1[0-2]))(?:[^/0-9%]|$)`, prior: 0.75 },
    {
      re: String.raw`(?i)\b(?:on|of|for|dated|dates:?) (?<phi>${DAY}/(?:0?[1-9]|1[0-2])(?:(?:, ?(?:and |& )?| and | ?& )${DAY}/(?:0?[1-9]|1[0-2])){1,6})(?:[^/0-9%-]|$)`,
      prior: 0.85,
    },
    {
      re: String.raw`(?i)\b(?:on|for|until|till|from|since|dated|(?:re)?booked|rescheduled|seen|due|moved to) (?<phi>${DAY}\.(?:0?[1-9]|1[0-2])\.(?:1\d|2\d|3[0-5]))(?:[^.0-9]|\.?$|\. |\.\n)`,
      prior: 0.8,
    },
    {
      re: String.raw`(?i)\b(?:innkomst|innlagt|utskrevet|utskr|kontroll|oppringt|inskriven|utskriven|indlagt|udskrevet|sisaan|kotiutus|notat)(?: [a-z]+)? (?<phi>(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.?)(?:[:,;) ]|\n|$)`,
      prior: 0.85,
    },
    {
      re: String.raw`\b(?<phi>${DAY}\. ?(?:bis|und|u\.|-|/) ?${DAY}\. ?(?:Jan(?:uar)?|Janner|Feb(?:ruar)?|Marz|April?|Mai|Juni|Juli|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?|Nov(?:ember)?|Dez(?:ember)?)\b(?: (?:19|20)\d\d)?)`,
      prior: 0.95,
    },
    {
      re: String.raw`(?i)\b(?<phi>${DAY},? (?:${DAY}, )*(?:${DAY} )?(?:et|y|e|i|und|en|og|och) ${DAY} (?:de )?(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|dezembro))\b`,
      prior: 0.95,
    },
  ],
  examples: {
    true: [
      'I was there on [[the twelfth]] for the biopsy', 'it went out on [[the sixteenth]] and she said', 'before [[the twenty-first]].',
      'do dressings at w/e. next seen [[15th]]. photo', 'Birthday [[28th]] - card from',
      'mg, cita con la enfermera el [[23]].', 'alta prevista para el [[dia 14]],', 'sortie prévue le [[6]]. chez', 'passer avant le [[15]] ? Mon',
      'prima del dentista, che è il [[19]]. Siamo', 'colher inr [[dia 20]]', 'ontslag do [[12/12]]', 'return, on [[3/10, 10/10 and 17/10]] for',
      'Rebooked with the surgeon for [[7.10.24]]. Sorry', 'Innkomst [[04.05.]]: 77', 'vom [[18. bis 22. März]] zu', 'des [[4, 11 et 18 juin]]. Le',
    ],
    false: [
      'on the twelfth rib', 'on the sixth floor', 'on the tenth percentile', 'on the seventh cranial nerve', 'due 6th nerve palsy',
      'next 4th toe', 'control del 50%', 'control de la TA, el 20% mejora', 'consulta por dolor del 5 dedo', 'passer le 2 mg', 'il 30% dei casi',
      'controllo: il 5 mg', 'dia 3 de pos-operatorio', 'on 1/2 tablet', 'for 2.5 hours', 'version 7.10.24', 'do 120/80', 'controle le 3e jour',
      'on 5/5 and equal strength', 'seen 3rd degree block',
    ],
  },
}
