import type { PatternDetector } from '../../src/contract/detector.ts'

const OLD = String.raw`(?:9\d|1[0-2]\d)`
const YEARS = String.raw`(?:y\.?|yrs?\.?|yo|y/o|years?(?: old| of age)?|a|j\.?|jahre|ans|anni|anos|jaar|ar|let|lat)`
const ABOUT = '(?:at|age|aged|at age|at the age of|about|around|circa|ca\\.?|approx\\.?|approximately|mit|im alter von|a los|~)'
/** Where FHIR has an age or a time as a string. */
const TOLD = [
  'Condition.onset', 'Condition.abatement', 'AllergyIntolerance.onset', 'Procedure.performed', 'Procedure.occurrence', 'FamilyMemberHistory',
  'RiskAssessment.prediction',
]

export const ageAlone: PatternDetector = {
  name: 'age-alone',
  class: 'age',
  describes: 'An age over 89 that is all that a text says: 97 y; without a word for years where FHIR has the age of onset or death.',
  source: '45 CFR 164.514(b)(2)(i)(C): ages over 89; HL7 FHIR R4 Condition.onset[x] (string)',
  patterns: [
    { re: String.raw`(?i)(?:^|\n)(?<phi>${OLD})\.?(?:$|\n)`, prior: 0.01 },
    { re: String.raw`(?i)(?:^|\n)(?<phi>${OLD} ?${YEARS})(?:$|\n)`, prior: 0.6 },
    { re: String.raw`(?i)(?:^|\n)${ABOUT} ?(?<phi>${OLD}(?: ?${YEARS})?)\.?(?:$|\n)`, prior: 0.6 },
  ],
  elements: TOLD.map((path) => ({ path, ratio: 1000 })),
  examples: {
    true: ['[[97 y]]', '[[97 years]]', 'at age [[97]]', 'age [[94]]', 'around [[101]]'],
    false: ['97', '97 %', '87 y', '97 mg', '97 days', 'at 97 degrees'],
  },
}
