import type { PatternDetector } from '../../src/contract/detector.ts'
import { YEAR } from './date-grammar.ts'

export const dateSeason: PatternDetector = {
  name: 'date-season',
  class: 'date',
  describes: 'A season, quarter or part of a named year: spring 2020, Q3 2021, otono de 2018.',
  source: '45 CFR 164.514(b)(2)(i)(C): all elements of dates except year',
  patterns: [
    {
      re: String.raw`(?i)\b(?:(?:early|late|mid)[ -])?(?:spring|summer|autumn|fall|winter|primavera|verano|otono|invierno)(?: of| de| del)?,? (?:${YEAR}|'\d\d)\b`,
      prior: 0.8,
    },
    { re: String.raw`\b(?:Q[1-4](?: of)?[ -/]?${YEAR}|${YEAR}[ -]?Q[1-4])\b`, prior: 0.8 },
  ],
  cues: [
    { words: ['classification', 'criteria', 'guideline', 'trial', 'study', 'olympics', 'edition'], ratio: 0.2, where: 'near', within: 3 },
  ],
  examples: {
    true: [
      'began in [[spring 2020]] with', "since the [[summer of '19]] she", 'en el [[otono de 2018]] presenta', 'by [[Q3 2021]] he',
      'in [[late winter 1998]] he',
    ],
    false: ['fall risk 2', 'in the spring he', 'a fall in 2019', 'winter 12', 'Q3 hours'],
  },
}
