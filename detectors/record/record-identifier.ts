import type { PatternDetector } from '../../src/contract/detector.ts'

export const recordIdentifier: PatternDetector = {
  name: 'record-identifier',
  class: 'other-id',
  describes: 'Whatever stands in a field that is an identifier by its format: `id` of CDA, `identifier` of FHIR XML, CX of HL7 v2.',
  source: 'HL7 CDA R2, data type II; FHIR R4, Identifier; HL7 v2.5.1, section 2.A.14 (CX); the labels are those that decode/text writes',
  patterns: [{ re: String.raw`(?:^|\n)identifier field: (?<phi>[^\s^|~&<>](?:[^\n^|~&<>]{0,78}[^\s^|~&<>;])?)`, prior: 0.97 }],
  examples: {
    true: ['identifier field: [[QX12]]', 'identifier field: [[4711]]^^^MRN\n', '\nidentifier field: [[A 1]]'],
    false: ['the identifier field: QX12', 'identifier: free text'],
  },
}
