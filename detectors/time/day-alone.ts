import type { PatternDetector } from '../../src/contract/detector.ts'
import { DAY, DOSE_CUES, EVENT_CUES, NOT_DATE_CUES, ORDINAL_CUES } from './date-grammar.ts'

const ENDS = String.raw`(?: ?[.;,?!)]|\n|$)`
const MONTH_NUMBER = '(?:0?[1-9]|1[0-2])'
/** In figures. */
const NTH = '(?:[12]?1st|2?2nd|2?3rd|(?:[4-9]|1[0-9]|2[04-9]|30)th|31st)'
/** As spoken, but for those that count floors, tries and toes more often. */
const SPOKEN =
  '(?:sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[ -]first)'
/** What goes on behind a day, and hardly behind a rib, nerve or floor. */
const GOES_ON = '(?:for|and|at|in the|because|when|so|but|she|he|they|we|i|it|to|with|my|her|his|our)'

export const dayAlone: PatternDetector = {
  name: 'day-alone',
  class: 'date',
  describes:
    'A day without the name of its month, in English, Spanish, French, Italian, Portuguese, Dutch and the Nordic languages: on the 14th, on the twelfth for the biopsy, cita el 23, sortie prévue le 6, el martes 14; days of several dates.',
  source: '45 CFR 164.514(b)(2)(i)(C): all elements of dates but the year; Unicode CLDR 48, date formats of the languages',
  patterns: [
    // your letter of the 4th inst.
    { re: String.raw`(?i)\b(?:the )?\d{1,2}(?:st|nd|rd|th) (?:inst|ult|prox)\b\.?`, prior: 0.95 },
    {
      re: String.raw`(?i)\b(?:el|para el|hasta el|desde el) (?<phi>dia ${DAY}) (?:a las|en consulta|por la|en ccee)\b`,
      prior: 0.9,
    },
    {
      re: String.raw`(?i)\b(?:on|since|until|till|by|from|of) (?<phi>(?:the )?${NTH}(?: (?:of )?(?:this|last|next|the) month)?)\b`,
      prior: 0.4,
      check: dayOfMonth,
    },
    // until the 12th. Behind a day of the body or of a stay stands what it is of
    {
      re: String.raw`(?i)\b(?:on|since|until|till|by|before|from) (?<phi>the ${NTH})(?:[.;)]|, (?:she|he|they|we|i|sooner|then|if|but|and she|and he|the|my|our|please|which|when|so)\b|$)`,
      prior: 0.75,
    },
    {
      re: String.raw`(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?${NTH}\b`,
      prior: 0.9,
    },
    {
      re: String.raw`(?i)\b(?:el|del|al|este|proximo|pasado) (?<phi>(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo),? (?:dia )?(?:[12]\d|3[01]|0?[1-9]))\b`,
      prior: 0.8,
    },
    {
      re: String.raw`(?i)\b(?:el|del|desde el|hasta el) (?<phi>dia ${DAY}(?: del? (?:presente|este|pasado|mes)(?: mes)?)?)\b`,
      prior: 0.3,
    },
    // on the twelfth for the biopsy
    { re: String.raw`(?i)\b(?:on|until|till|by|before|since|after) (?<phi>the ${SPOKEN})(?:${ENDS}| ${GOES_ON}\b)`, prior: 0.8 },
    // next seen 15th
    {
      re: String.raw`(?i)\b(?:seen|visit|review(?:ed)?|birthday|bday|appt|due|f/u|back|next)(?: on)?:? (?<phi>(?:the )?${NTH})(?:${ENDS}| - | ${GOES_ON}\b)`,
      prior: 0.8,
    },
    // cita con la enfermera el 23
    {
      re: String.raw`(?i)\b(?:citas?|citad[oa]|control|revision|consulta|alta|ingres[oa]|vuelv[ea]|volver|acud[ae]|acudir|analitica|operad[oa]|curas?|visita)(?: [a-z().]+){0,4} (?:el|del|para el|hasta el) (?<phi>(?:dia )?${DAY})${ENDS}`,
      prior: 0.75,
    },
    // sortie prévue le 6
    {
      re: String.raw`(?i)\b(?:prevue?|sortie|rdv|rendez-vous|passer|revenir|revue?|consultation|controle|avant|jusqu'|operee?)(?: [a-z]+){0,3} ?(?:le|au|du) (?<phi>${DAY})${ENDS}`,
      prior: 0.75,
    },
    // prima del dentista, che è il 19
    {
      re: String.raw`(?i)\b(?:entro|prima|fino|appuntamento|controllo|visita|dimission[ei]|ricovero|rivedere|tornare|dentista|medicazione)(?:,? (?:che )?[a-z]+){0,3} (?:il|al|dal) (?<phi>(?:giorno )?${DAY})${ENDS}`,
      prior: 0.7,
    },
    // colher INR dia 20: of a stay and of a treatment days are counted as well, so that something has to be planned
    {
      re: String.raw`(?i)\b(?:colher|coleta|retorn[oa]r?|volt[ao]r?|consulta|exames?|cirurgia|alta|marcad[oa]|agendad[oa]|remarcad[oa]|avaliacao|vem|vir)(?: [a-z]+){0,3} (?<phi>dia ${DAY})(?:${ENDS}| as \d)`,
      prior: 0.75,
    },
    // do 12/12: Thursday
    { re: String.raw`\b(?:ma|di|wo|do|vr|za|zo) (?<phi>${DAY}/${MONTH_NUMBER})(?:[^/0-9%]|$)`, prior: 0.75 },
    // on 3/10, 10/10 and 17/10
    {
      re: String.raw`(?i)\b(?:on|of|for|dated|dates:?) (?<phi>${DAY}/${MONTH_NUMBER}(?:(?:, ?(?:and |& )?| and | ?& )${DAY}/${MONTH_NUMBER}){1,6})(?:[^/0-9%-]|$)`,
      prior: 0.85,
    },
    // for 7.10.24
    {
      re: String.raw`(?i)\b(?:on|for|until|till|from|since|dated|(?:re)?booked|rescheduled|seen|due|moved to) (?<phi>${DAY}\.${MONTH_NUMBER}\.(?:1\d|2\d|3[0-5]))(?:[^.0-9]|\.?$|\. |\.\n)`,
      prior: 0.8,
    },
    // Innkomst 04.05.:
    {
      re: String.raw`(?i)\b(?:innkomst|innlagt|utskrevet|utskr|kontroll|oppringt|inskriven|utskriven|indlagt|udskrevet|sisaan|kotiutus|notat)(?: [a-z]+)? (?<phi>(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.?)(?:[:,;) ]|\n|$)`,
      prior: 0.85,
    },
  ],
  cues: [EVENT_CUES, DOSE_CUES, NOT_DATE_CUES, ORDINAL_CUES],
  examples: {
    true: [
      'comes again on [[Thursday 14th]] then', 'until [[Mon the 3rd]] only', 'she was seen on [[the 14th]] by', 'cannot travel until [[the 12th]].',
      'back by [[the 3rd]], sooner if', 'ingresado el [[dia 14]] con', 'scheduled on [[the 3rd]] with him', 'Revisión el [[día 22]] a las 10:30',
      'para el [[martes 14]] a las', 'letter of [[4th inst.]] about',
      'I was there on [[the twelfth]] for the biopsy', 'it went out on [[the sixteenth]] and she said', 'before [[the twenty-first]].',
      'do dressings at w/e. next seen [[15th]]. photo', 'Birthday [[28th]] - card from',
      'mg, cita con la enfermera el [[23]].', 'alta prevista para el [[dia 14]],', 'sortie prévue le [[6]]. chez', 'passer avant le [[15]] ? Mon',
      'prima del dentista, che è il [[19]]. Siamo', 'colher inr [[dia 20]]', 'retorno na UBS [[dia 7]] as 9', 'ontslag do [[12/12]]',
      'return, on [[3/10, 10/10 and 17/10]] for', 'Rebooked with the surgeon for [[7.10.24]]. Sorry', 'Innkomst [[04.05.]]: 77',
    ],
    false: [
      'weight on 75th centile', 'height on the 9th percentile', 'on the 5th toe', 'on the 2nd, 3rd and 4th days', 'on the 3rd floor',
      'el dia 3 postoperatorio', 'el lunes 2 comprimidos', 'on the 3rd, 4th and 5th',
      'on the twelfth rib', 'on the sixth floor', 'on the tenth percentile', 'on the seventh cranial nerve', 'due 6th nerve palsy',
      'next 4th toe', 'control del 50%', 'control de la TA, el 20% mejora', 'consulta por dolor del 5 dedo', 'passer le 2 mg', 'il 30% dei casi',
      'controllo: il 5 mg', 'antibiótico hasta dia 7.', 'antibiótico até dia 3 de', 'on 1/2 tablet', 'for 2.5 hours', 'version 7.10.24', 'do 120/80', 'controle le 3e jour',
      'on 5/5 and equal strength', 'seen 3rd degree block',
    ],
  },
}

function dayOfMonth(value: string): number {
  if (/month/i.test(value)) return 30
  return Number.parseInt(value.replace(/^\D+/, ''), 10) > 12 ? 2 : 0.5
}
