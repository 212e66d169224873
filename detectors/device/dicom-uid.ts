import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

/** Roots under which standards name syntaxes, classes and code systems: the same for everybody. */
const STANDARD = /^(?:1\.2\.840\.10008\.|2\.16\.840\.1\.113883\.\d|1\.3\.6\.1\.4\.1\.19376\.)/

export const dicomUid: PatternDetector = {
  name: 'dicom-uid',
  class: 'device',
  describes:
    'Unique identifier of a DICOM study, series or instance: numbers joined by dots, up to 64 places; not those that name syntaxes, classes and code systems.',
  source: 'DICOM PS3.5, section 9 and Annex B; DICOM PS3.15, Annex E (UIDs are replaced); ISO/IEC 9834-1',
  patterns: [{ re: String.raw`\b[0-2](?:\.(?:0|[1-9]\d*)){4,30}\b|\b2\.25\.[1-9]\d{20,38}\b`, prior: 0.4, check: unique }],
  cues: [
    { words: ['uid', 'study', 'series', 'instance', 'sop', 'dicom', 'image'], ratio: 10, where: 'near', within: 5 },
    { words: ['version', 'v', 'section', 'release', 'code system', 'codesystem', 'valueset'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'Study UID [[1.2.840.113619.2.55.3.604688119.971.1449502344.467]]',
      'SOP instance [[1.3.12.2.1107.5.1.4.73473.30000017041122011503100000412]]', 'UID [[2.25.329800735698586629295641978511506172918]]',
      'oid [[1.2.276.0.7230010.3.1.4.8323329.5432.1517874291.733467]]',
    ],
    false: [
      '1.2.840.10008.1.2.1 (explicit little endian)', 'version 1.2.3.4.5', 'SNOMED CT 2.16.840.1.113883.6.96',
      'urn:oid:2.16.840.1.113883.9.195.4.61', 'section 2.1.3.4.2', 'values 1.5, 2.0, 1.1', '2.25.3', '1.2.840.10008.5.1.4.1.1.2',
    ],
  },
}

/** A UID of one study holds the time or the serial number of a machine, so it is long. */
function unique(value: string): LikelihoodRatio {
  if (value.length > 64 || STANDARD.test(value) && value.length < 44) return 0.002
  if (value.length >= 36) return 30
  return value.length >= 24 ? 2 : 0.05
}
