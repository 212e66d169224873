import type { PatternDetector } from '../../src/contract/detector.ts'
import { digitsOf, EXTENSION, isNumberLength } from './phone-grammar.ts'

const CODE =
  '(?:1|7|2[07]|2[1-689]\\d|3[0-469]|3[578]\\d|4[013-9]|42\\d|5[1-8]|5[09]\\d|6[0-6]|6[789]\\d|8[1246]|8[0578]\\d|9[0-58]|9[679]\\d)'

export const phoneInternational: PatternDetector = {
  name: 'phone-international',
  class: 'phone',
  describes:
    'A telephone number with its country code, or in the groups usual in Spain, the United Kingdom, France, Germany and elsewhere.',
  source:
    'ITU-T E.164 and E.123; Plan nacional de numeracion telefonica (Real Decreto 2296/2004); Ofcom, National Telephone Numbering Plan; ARCEP decision 2018-0881',
  patterns: [
    {
      re: String.raw`(?:\(\+ ?${CODE}\) ?|(?:\+ ?|\b00 ?|\b011[- ])${CODE})[-. \t]?(?:\(\d{1,4}\)[-. \t]?)?\d{1,5}(?:[-. /\t]?\d{2,5}){1,5}\b${EXTENSION}`,
      prior: 0.9,
      check: longEnough,
    },
    // Spain: 9 digits from 6 to 9, in threes or 3-2-2-2 or 2-3-2-2
    {
      re: String.raw`\b(?:[679]\d{2}|8[1-8]\d)(?:[ .-]\d{3}[ .-]?\d{3}|[ .-]\d{2}[ .-]\d{2}[ .-]\d{2})\b|\b[89]\d[ .-]\d{3}[ .-]?\d{2}[ .-]?\d{2}\b|\b9\d[ .-]\d{7}\b`,
      prior: 0.6,
    },
    { re: String.raw`\b(?:[679]\d{8}|8[1-8]\d{7})\b`, prior: 0.04 },
    // United Kingdom and the like: trunk 0, area, subscriber
    {
      re: String.raw`(?:\(0\d{1,5}\) ?|\b0\d{1,5}(?:[ .-]|/ ?| - ))\d{3,4}(?:[ .-]?\d{2,4}){1,3}\b${EXTENSION}`,
      prior: 0.7,
      check: longEnough,
    },
    { re: String.raw`\b07\d{9}\b`, prior: 0.3 },
    // Germany: area, stroke, pairs
    { re: String.raw`\b0[2-9]\d{1,3} ?/ ?\d{2,3}(?: \d{2,3}){1,3}\b`, prior: 0.8, check: isNumberLength },
    // France, Belgium, Switzerland: pairs
    {
      re: String.raw`\b0[1-9](?:[ .-]\d\d){4}\b|\b0\d{3}(?:[ .-]\d\d){3}\b|\b\d\d(?:-\d\d){3}\b|\b\d{3} \d{2} \d{3}\b`,
      prior: 0.75,
      check: notARange,
    },
    // Anywhere, in groups, only with a word for telephone beside it
    { re: String.raw`\b\d{2,3} \d{2,4} \d{3,4}(?: \d{3,4})?\b`, prior: 0.05, check: isNumberLength },
    // Brazil, Mexico: (11) 91234-5678
    { re: String.raw`\(\d{2,3}\) ?9?\d{3,4}[- ]?\d{3,4}\b`, prior: 0.85 },
  ],
  cues: [
    {
      words: [
        'phone', 'telephone', 'tel', 'ph', 'call', 'cell', 'mobile', 'contact', 'number', 'telefono', 'telef', 'telf', 'telfs', 'tels',
        'tfnos', 'tlfs', 'telefonos', 'cel', 'tlf', 'tlfno', 'tfno', 'tfn', 'tf', 'movil', 'fijo', 'celular', 'contacto', 'llamar', 'fax',
        'whatsapp', 'telefon', 'handy', 'telephone', 'telefone', 'correo electronico',
      ],
      ratio: 60,
      where: 'before',
      within: 5,
    },
    { words: ['office', 'fax', 'cell', 'home', 'mobile', 'work', 'tel', 'phone', 'movil', 'fijo'], ratio: 40, where: 'after', within: 1 },
    {
      words: [
        'mrn', 'nhc', 'npi', 'lot', 'ndc', 'account', 'member', 'policy', 'claim', 'serial', 'accession', 'id', 'nass', 'dni', 'nif', 'cip',
        'no col', 'ncol', 'colegiado', 'isbn', 'passport', 'nhs', 'code', 'snomed', 'historia',
      ],
      ratio: 0.05,
      where: 'before',
      within: 3,
    },
    {
      words: ['mg', 'ml', 'cells', 'units', 'mm', 'mcg', 'days', 'kg', 'kcal', 'plaquetas', 'leucocitos'],
      ratio: 0.05,
      where: 'after',
      within: 1,
    },
  ],
  examples: {
    true: [
      'llame al [[+34 612 345 678]] si', 'Telf.: [[(+34) 612-345-678]], y', 'Tel. [[912 345 678]] de', 'telefono [[612345678]] y',
      'on [[+44 20 7946 0958]] please', 'ring [[020 7946 0958]] now', 'tel [[01 99 00 12 34]] merci', '[[+49 (0)30 901820]] Berlin',
      'Telefonat ([[0561/88 21 40]]): Frau', 'mobile [[07700900123]] is', 'ligue [[(11) 91234-5678]] ja', 'movil [[91 234 56 78]] de',
      '[[21 253 109 8210]] office',
    ],
    false: [
      'NHC 612345678', 'range +2 to +3', 'leucocitos 912345678', '+1 pitting edema', 'platelets 150 000', 'ratio 0.5 - 1.5',
      'grew 0.25 300 mg', 'plaquetas 135.000-360.000', 'colegiado 282812345',
    ],
  },
}

function longEnough(value: string): number {
  const { length } = digitsOf(value)
  return length < 9 || /^00[ .-]|^000/.test(value) ? 0.05 : isNumberLength(value)
}

function notARange(value: string): number {
  return /^\d\d-/.test(value) ? 0.4 : /^\d{3} \d\d \d{3}$/.test(value) ? 0.3 : 1
}
