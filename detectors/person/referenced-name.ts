import type { PatternDetector } from '../../src/contract/detector.ts'

export const referencedName: PatternDetector = {
  name: 'referenced-name',
  class: 'name',
  describes: 'A name in quotes behind a reference to a person, as generated narrative writes it: Practitioner/17 "Anna KOWALSKI".',
  source: 'HL7 FHIR R4, Reference (2.3.0.1) and Narrative (2.4.0); the form is that of the HL7 FHIR narrative generator',
  patterns: [
    {
      re: String.raw`\b(?:Patient|Practitioner|PractitionerRole|RelatedPerson|Person)/[A-Za-z0-9.-]{1,64}(?:/_history/[A-Za-z0-9.-]{1,64})?(?:: [^"\n]{1,60}?)?\s{1,3}"\s{0,2}(?<phi>[^"\s][^"\n]{0,58}[^"\s])\s{0,2}"`,
      prior: 0.95,
    },
  ],
  examples: {
    true: ['Practitioner/17 "[[Anna WARY]]"', 'Patient/f4: Otto "[[Otto]]"', 'actor: Practitioner/example  "[[Anna KOWALSKI]]"\nrole'],
    false: ['Patient/17 said "no pain"', 'Observation/4 "Anna KOWALSKI of the laboratory chart"', 'Patient/17 and "Practice"'],
  },
}
