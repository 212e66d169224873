import type { PatternDetector } from '../../src/contract/detector.ts'
import { DOSE_CUES } from './date-grammar.ts'

export const year: PatternDetector = {
  name: 'year',
  class: 'date',
  describes: 'A bare year. HIPAA lets years stay, so only policies that go further need it.',
  source: 'GDPR recital 26; MEDDOCAN annotation guideline, FECHAS',
  patterns: [
    {
      re: String.raw`(?i)\b(?:in|since|from|until|during|before|after|year|class of|circa|of|en|desde|hasta|finales de|principios de|mediados de|fecha(?: de \w{3,12})?:|em|im|depuis) (?:el )?(?<phi>(?:the year |ano )?(?:19[2-9]\d|20[0-4]\d)(?: ?(?:-|to|and|y|a) ?(?:19[2-9]\d|20[0-4]\d))?)\b`,
      prior: 0.85,
    },
    { re: String.raw`(?i)\b(?:ano|year) (?:19[2-9]\d|20[0-4]\d)(?: ?(?:-|to|and|y|a) ?(?:19[2-9]\d|20[0-4]\d))?\b`, prior: 0.95 },
  ],
  cues: [
    DOSE_CUES,
    { words: ['cells', 'steps', 'calories', 'kcal', 'u', 'copies', 'patients', 'pacientes'], ratio: 0.05, where: 'after', within: 2 },
  ],
  examples: {
    true: ['diagnosed in [[2014]] with', 'desde [[1980]] en dialisis', 'en el [[ano 2004]] fue', 'since [[2007]] he'],
    false: ['in 2000 mg', 'from 1900 to 2300 kcal', 'glucose 1980', 'a dose of 2000 units', 'ICD 2019'],
  },
}
