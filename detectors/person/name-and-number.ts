import type { PatternDetector } from '../../src/contract/detector.ts'

export const nameAndNumber: PatternDetector = {
  name: 'name-and-number',
  class: 'name',
  describes: 'Who is called under a telephone number, with it in brackets: (Imogen, 555-0188).',
  source: '45 CFR 164.514(b)(2)(i)(A) and (D)',
  patterns: [
    {
      re: String.raw`\((?<phi>[A-Z][a-z]{1,14}(?:[- ][A-Z][a-z]{1,14}){0,2})[,:]? (?:at |on |tel\.? ?|cell ?|movil ?|tfno\.? ?|ph\.? ?|phone )?\+?\(?\d{3}\)?[-. ]?\d{2,3}[-. ]?\d{2,4}[\d .-]{0,6}\)`,
      prior: 0.85,
      check: isNoLabel,
    },
  ],
  examples: {
    true: [
      'Avisada familia ([[Begoña]], 616-110-220).',
      'her sister ([[Imogen Vance]], 555-0188)',
      'a friend ([[Greg]] 918 555 0147) will',
    ],
    false: [
      'clinic (Phone, 555-0188)', 'desk (Cell 918-555-0147)', 'office (Fax: 555-0188)', 'call (After Hours 555-0188)', '(Figure, 120-140)',
      '(Reference, 120-140-160)',
    ],
  },
}

const LABELS = new Set(
  `phone cell home work mobile fax office pager tel telephone desk clinic main direct after hours ext number contact call line nurse
  pharmacy hospital ward unit emergency
  reference normal range telefono movil fijo casa trabajo urgencias consulta figure table toll free billing scheduling front appointment appointments answering
  service`.split(
    /\s+/,
  ),
)

/** What kind of number it is. */
function isNoLabel(value: string): number {
  return value.toLowerCase().split(/[- ]/).some((word) => LABELS.has(word)) ? 0.02 : 1
}
