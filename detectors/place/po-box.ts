import type { PatternDetector } from '../../src/contract/detector.ts'
import { LOCALITY, STATE, TAIL, UNIT } from './address-grammar.ts'

export const poBox: PatternDetector = {
  name: 'po-box',
  class: 'address',
  describes: 'A post office box, rural or highway contract route, or a military address.',
  source: 'USPS Publication 28, sections 24 (rural routes), 25 (military), 28 (PO boxes); Correos, apartado postal',
  patterns: [
    {
      re: String.raw`\b(?:\d{1,6} )?(?i:p\.? ?o\.? ?box|post office box|apartado(?: de correos| postal)?|apdo\.?(?: de correos)?|caixa postal|postfach|boite postale|b\.p\.|casella postale|postbus)(?i: no\.?| n\.?)?:? ?#? ?\d{1,7}\b${UNIT}{0,2}(?:(?i:,? [A-Z][a-z]+(?: [A-Z][a-z]+)?,? ${STATE} \d{5}(?:-\d{4})?\b)|${TAIL}|${LOCALITY})?`,
      prior: 0.95,
    },
    {
      re: String.raw`(?i)\b(?:rr|rural route|r\.r\.|hc|hcr|highway contract(?: route)?|star route) ?#?\d{1,3},? box ?#?\d{1,5}[a-z]?\b`,
      prior: 0.95,
    },
    {
      re: String.raw`(?i)\b(?:psc|cmr|unit|uss|usn[sv]|usc?gc)[ ]#?(?:\d{1,5}|[\w\x{80}-\x{10FFFF}'-]{2,20}),?\s{0,3}(?:box ?\d{1,5})?,?\s{0,3}(?:apo|fpo|dpo),?\s{1,3}(?:ae|ap|aa)\b(?:\s{1,3}\d{5}(?:-\d{4})?\b)?`,
      prior: 0.97,
    },
    { re: String.raw`\b(?:APO|FPO|DPO),? (?:AE|AP|AA)(?: \d{5}(?:-\d{4})?)?\b`, prior: 0.95 },
  ],
  examples: {
    true: [
      'mail to [[P.O. Box 4471]] please', '[[PO Box 12, Elmira, NY 14901]] is', '[[12 P.O. Box 88 Apt. 3, Tallinn, Estonia]] for',
      '[[RR 2 Box 15]] outside', '[[PSC 1204, Box 331\nAPO AE 09128]] now', 'al [[Apartado de Correos 233]] de',
      'on [[USNS Harlan\nFPO AP 96601]] he',
    ],
    false: ['box 12', 'RR 18', 'RR 2', 'unit 5', 'a box of 20', 'po 20 mg', 'HC 34 cm'],
  },
}
