import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, LABEL } from './grammar.ts'

/**
 * A digit, or the letter that stands for it where two people would have the same code (omocodia): L to V for 0 to 9
 * without O, in any of the seven places of year, day and commune, filled from the right.
 */
const DIGIT = '[0-9LMNP-V]'
/** The first of the day: 0 to 3, and 4 to 7 for women, whose day has 40 added. */
const TENS = '[0-7LMNP-T]'
const MONTH = '[A-EHLMPRST]'
/** What a character at an odd place counts, for 0 to 9 and A to Z; a digit counts as the letter of its rank. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

export const itCodiceFiscale: PatternDetector = {
  name: 'it-codice-fiscale',
  class: 'other-id',
  describes:
    'Italian fiscal code: six letters of the name, year, month letter, day (plus 40 for women), the code of the birthplace, and a check letter; letters for digits where two people would share a code.',
  source:
    'Decreto ministeriale 23 dicembre 1976, n. 13813, articles 2 to 8 (article 6: omocodia); Agenzia delle Entrate, Codice fiscale delle persone fisiche',
  patterns: [
    { re: String.raw`(?i)\b[A-Z]{6}\d\d${MONTH}${TENS}${DIGIT}[A-Z]${DIGIT}{3}[A-Z]\b`, prior: 0.9, check },
    { re: String.raw`\b[A-Z]{3} [A-Z]{3} \d\d${MONTH}${TENS}${DIGIT} [A-Z]${DIGIT}{3} ?[A-Z]\b`, prior: 0.9, check },
    // The year is written in letters only once all that stands right of it is, so that no digit is left: with a label.
    {
      re: String.raw`(?i)\b(?:codice fiscale|cod\. ?fisc\.|cod\. fiscale|fiscal code|tax code)[ :.#]{1,3}(?<phi>[A-Z]{3} ?[A-Z]{3} ?${DIGIT}{2}${MONTH}${TENS}${DIGIT} ?[A-Z]${DIGIT}{3} ?[A-Z])\b`,
      prior: 0.9,
      check,
    },
  ],
  cues: [{ words: ['codice fiscale', 'cod fisc', 'cf', 'c f', 'fiscal code'], ratio: LABEL, where: 'before', within: 4 }],
  examples: {
    true: [
      'CF: [[RSSMRA85T10A562S]]', 'codice fiscale [[rssmra85t10a562s]]', 'paziente [[RSS MRA 85T10 A562S]]', 'CF [[RSSMRA85T10A562X]]',
      'il codice [[RSSMRA85T10A562S]] e valido', 'il codice [[RSSMRA85T10A56NH]] e valido', 'il codice [[RSSMRA85T10ARSNO]] e valido',
      'il codice [[RSSMRA85TMLARSNC]] e valido', 'codice fiscale: [[RSSMRA8RTMLARSNO]]', 'Codice fiscale [[RSSMRAURTMLARSNL]]',
    ],
    false: ['RSSMRA85T10A562', 'ABCDEF12G34H567I', 'gene BRCA1 c.68_69del', 'paziente RSSMRA85T90A562S', 'xyzabc85t10a562z'],
  },
}

function check(value: string): number {
  const code = value.replace(/\s/g, '').toUpperCase()
  let sum = 0
  for (let index = 0; index < 15; index++) {
    const byte = code.charCodeAt(index)
    const rank = byte < 65 ? byte - 48 : byte - 65
    sum += index % 2 === 0 ? ODD[rank] as number : rank
  }
  return checkRatio(sum % 26 === code.charCodeAt(15) - 65, 26)
}
