import type { PatternDetector } from '../../src/contract/detector.ts'

const OFFICES =
  '(?:[Ff]ormer |[Rr]etired |[Cc]urrent |[Dd]eputy |[Ll]ieutenant |[Vv]ice )?(?:[Mm]ayor|[Gg]overnor|[Ss]enator|[Cc]ongress(?:man|woman)|[Ss]heriff|[Bb]ishop|[Aa]rchbishop|' +
  '[Aa]mbassador|[Pp]resident|[Cc]hancellor|[Pp]rincipal|[Ss]uperintendent|[Ff]ire [Cc]hief|[Pp]olice [Cc]hief|[Cc]hief of [Pp]olice|CEO|[Cc]hief [Ee]xecutive|[Dd]ean|[Hh]ead [Cc]oach|[Ee]ditor|' +
  '[Aa]nchor(?:man|woman)?|[Aa]lcalde(?:sa)?)'

export const identifyingProfession: PatternDetector = {
  name: 'identifying-profession',
  class: 'profession',
  describes: 'An office that one person holds, with the place or body it is held in: mayor of a town, principal of a school.',
  source:
    'HHS guidance on de-identification (2012), 3.3: "any other characteristic that could uniquely identify the individual", with "current President of State University" as its example',
  patterns: [
    { re: String.raw`\b${OFFICES} (?:of|at|for|de) (?:the |la |el )?[A-Z][a-z]+(?:(?: |-)(?:of |de )?[A-Z][a-z]+){0,4}`, prior: 0.6 },
  ],
  cues: [
    {
      words: [
        'is', 'was', 'as', 'patient', 'he', 'she', 'works', 'serves', 'served', 'elected', 'husband', 'wife', 'es', 'fue', 'retired',
        'former',
      ],
      ratio: 3,
      where: 'before',
      within: 3,
    },
    { words: ['medicine', 'surgery', 'nursing', 'department', 'cardiology'], ratio: 0.1, where: 'near', within: 3 },
  ],
  examples: {
    true: [
      'she is the [[mayor of Eastfield]]', 'He works as [[principal of Oak Hollow School]]',
      'the [[former governor of Westmark]] has diabetes', 'paciente, [[alcalde de Valmayor]]',
    ],
    false: [
      'the president of the board', 'she is a senator', 'works as a nurse', 'principal diagnosis of Pneumonia', 'dean of students',
      'the governor is in town',
    ],
  },
}
