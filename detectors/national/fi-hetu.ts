import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, DAY, LABEL, MONTH } from './grammar.ts'

const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY'

export const fiHetu: PatternDetector = {
  name: 'fi-hetu',
  class: 'other-id',
  describes: 'Finnish personal identity code: DDMMYY, a sign for the century, three digits and a check character of 31.',
  source:
    'Digital and Population Data Services Agency, The personal identity code; Valtioneuvoston asetus 690/2022 (new century signs from 2023)',
  patterns: [{ re: String.raw`\b${DAY}${MONTH}\d{2}[+A-FU-Y-]\d{3}[0-9A-FHJ-NPR-Y]\b`, prior: 0.3, check }],
  cues: [
    {
      words: ['henkilotunnus', 'hetu', 'htun', 'personbeteckning', 'personal identity code', 'sotu'],
      ratio: LABEL,
      where: 'before',
      within: 4,
    },
    { words: ['lot', 'accession', 'puh'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: ['hetu [[131052-308T]]', 'henkilötunnus: [[131052-308T]]', 'potilas [[131052-308T]] saapui', 'hetu [[131052A308X]]'],
    false: ['131052-308A', 'lot 131052-3081', 'on 131052-30', '451352-308T', 'koodi 131052-3080'],
  },
}

function check(value: string): number {
  const number = Number(value.slice(0, 6) + value.slice(7, 10))
  return checkRatio(CHECK[number % 31] === value[10], 31)
}
