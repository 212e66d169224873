import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, LABEL } from './grammar.ts'

/**
 * A digit, or the letter that stands for it where two people would have the same code (omocodia). Letters take the places of
 * digits from the right, so that the year is written in digits.
 */
const DIGIT = '[0-9LMNP-V]'
/** What a character at an odd place counts, for 0 to 9 and A to Z; a digit counts as the letter of its rank. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

export const itCodiceFiscale: PatternDetector = {
  name: 'it-codice-fiscale',
  class: 'other-id',
  describes: 'Italian fiscal code: six letters of the name, year, month letter, day (plus 40 for women), the code of the birthplace, and a check letter.',
  source: 'Decreto ministeriale 23 dicembre 1976, n. 13813; Agenzia delle Entrate, Codice fiscale delle persone fisiche',
  patterns: [
    { re: String.raw`(?i)\b[A-Z]{6}\d\d[A-EHLMPRST](?:[0-7LMNP-T])${DIGIT}[A-Z]${DIGIT}{3}[A-Z]\b`, prior: 0.9, check },
    { re: String.raw`\b[A-Z]{3} [A-Z]{3} \d\d[A-EHLMPRST](?:[0-7LMNP-T])${DIGIT} [A-Z]${DIGIT}{3}[A-Z]\b`, prior: 0.9, check },
  ],
  cues: [{ words: ['codice fiscale', 'cod fisc', 'cf', 'c f', 'fiscal code'], ratio: LABEL, where: 'before', within: 4 }],
  examples: {
    true: ['CF: [[RSSMRA85T10A562S]]', 'codice fiscale [[rssmra85t10a562s]]', 'paziente [[RSS MRA 85T10 A562S]]', 'CF [[RSSMRA85T10A562X]]', 'il codice [[RSSMRA85T10A562S]] e valido'],
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
