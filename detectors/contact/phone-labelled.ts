import type { PatternDetector } from '../../src/contract/detector.ts'
import { ANY_NUMBER, EXTENSION, isNumberLength } from './phone-grammar.ts'

export const phoneLabelled: PatternDetector = {
  name: 'phone-labelled',
  class: 'phone',
  describes: 'Any telephone number behind its label, whatever the country.',
  source: 'ITU-T E.123 section 2: notation of telephone numbers with label; 45 CFR 164.514(b)(2)(i)(D)',
  patterns: [
    {
      re: String.raw`(?i)\b(?:phone|telephone|tel|ph|cell(?:ular)?|mobile|call(?: back| me)?(?: at| on)?|telefono|telef|telf|tlfn?o?|tfn?o?|movil|mobil(?:telefon|nummer|nr)?|mob|gsm|puh(?:elin)?|cel|celular|telefon|telefone|telephone|handy|whatsapp)(?: (?:number|numero|no|#|fijo|movil|contacto|de contacto|home|work))?s?\.?(?: is| was|, | at)?[ :.#=]{0,3}(?<phi>${ANY_NUMBER}${EXTENSION})`,
      prior: 0.9,
      check: isNumberLength,
    },
    {
      re: String.raw`(?i)(?:^|[\s,;:])(?<phi>${ANY_NUMBER}) ?(?:- ?|\()(?:office|cell|home|mobile|work|phone|tel|landline|direct)\b`,
      prior: 0.85,
      check: isNumberLength,
    },
    // Contact 97401 66218
    {
      re: String.raw`(?i)\bcontacts?(?: (?:no|number|nos|numbers|tel|details|#))?\.?[ :#]{1,3}(?<phi>\+?(?:\(?\d{2,5}\)?(?:[ -]\d{3,5}){1,3}|\d{7,12}))\b`,
      prior: 0.85,
      check: isNoSpan,
    },
    // contact Karen on 97401 66218
    {
      re: String.raw`(?i)\b(?:contact|call|ring|reach|phone|text|whatsapp)(?: [a-z][a-z.'-]*){1,3} (?:on|at) (?<phi>\+?(?:\d{5} \d{5}|0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}|\d{9,12}))\b`,
      prior: 0.85,
      check: isNumberLength,
    },
    // Central: (054) 23-1187, Recapito dei familiari: 347/5520918, Kontakt ved forvaerring: 97 55 31 40
    {
      re: String.raw`(?i)\b(?:kontakt|telefono|telefon|telefone|telefoon|tel|tfno|movil|contatto|contacto|recapito|central(?:ita)?|centralino|ruckfragen|reperibilita|standard|telefonnr|telefoonnummer|telefonnummer|bereikbaar|tavoitettavissa|avisar)(?: (?:de|dei|del|della|ved|vid|bei|voor|des|du|w|al|con)(?: [a-z]{3,14}){1,2})? ?:[ ]{0,3}(?<phi>\(?\d{2,4}\)?(?:[ /-]?\d{2,7}){1,4})\b`,
      prior: 0.88,
      check: isNumberLength,
    },
    // nås på 911 20 447, erreichbar unter 0431 220118
    {
      re: String.raw`(?i)\b(?:nas|treffes|erreichbar|bereikbaar|joignable|tavoitettavissa|localizable|reperibile)(?: (?:pa|unter|op|au|numerosta|en el|al))? (?<phi>\(?\d{2,4}\)?(?:[ /-]?\d{2,7}){1,4})\b`,
      prior: 0.88,
      check: isNumberLength,
    },
    // H: 555-0161, C: 555-0162
    { re: String.raw`\b(?:H|C|W|M|Ph|Hm|Wk) ?: ?(?<phi>(?:\(?\d{3}\)?[-. ]?)?[2-9]\d{2}[-. ]\d{4})\b`, prior: 0.9 },
  ],
  cues: [{ words: ['mg', 'ml', 'hours', 'days'], ratio: 0.05, where: 'after', within: 1 }],
  examples: {
    true: [
      'Tel: [[0 22 901 82 01]] now', 'phone number is [[668 5702]] home', 'Tlf. [[4161234567]] y', 'Cel. [[55 1234 5678]] o',
      'Telefono: [[5982 487 3837]] casa', 'reach [[0851757641]]-Office now', 'Contact [[97401 66218]]',
      'contact Karen on [[97401 66218]] if', 'ring her son at [[020 7946 0112]].', 'Contact: [[9740166218]].',
      'datteren nås på [[911 44 718]];',
      'Teléfono de guardia: [[2244-4718]].', 'Central: [[(054) 33-1184]]\n', 'Recapito dei familiari: [[347/5510447]].',
      'Kontakt ved forværring: [[97 44 31 50]].',
      'contact no. [[97401 66218]]', 'daughter (H: [[555-0161]], C: [[555-0162]]).',
    ],
    false: [
      'call at 10 30', 'phone 12 34', 'cell count 4.5', 'contact 12-04', 'call lab at 10 30', 'reach goal at 120 80', 'contact 120 times',
      'last contact 2019-2020 by',
      'skin contact 10 000', 'mobile 2-3 times', 'C: 120-1400 kcal',
    ],
  },
}

/** From one year to another is when they met. */
function isNoSpan(value: string): number {
  return /^(?:19|20)\d\d[ -](?:19|20)\d\d$/.test(value) ? 0.02 : isNumberLength(value)
}
