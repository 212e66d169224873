import type { PatternDetector } from '../../src/contract/detector.ts'

const PART = String.raw`[A-Z\x{80}-\x{10FFFF}][A-Za-z'\x{80}-\x{10FFFF}-]{1,24}`
const RECORD = String.raw`,?;?[ \t]{1,4}[(\[|/-]{0,2} ?(?:DOB|D\.O\.B|SSN|S\.S\.N|[Ss]ocial [Ss]ecurity|[Mm]ember ID|Medic(?:aid|are) (?:ID|no|number|#)|[Cc]hart (?:no|number|#)|dob|Date of [Bb]irth|date of birth|DATE OF BIRTH|MRN|M\.R\.N|Emp(?:loyee)? (?:ID|No)|Student ID|UHID|URN|HCN|PHN|NHS (?:no|No|number|Number))\b`

export const nameBeforeRecord: PatternDetector = {
  name: 'name-before-record',
  class: 'name',
  describes:
    'Two or three words with capitals before a date of birth or a record number, surname first or last: Kowalski, Anna DOB; Anna Kowalski (MRN.',
  source:
    '45 CFR 164.514(b)(2)(i)(A); Joint Commission, National Patient Safety Goal NPSG.01.01.01: two identifiers stand side by side, name and date of birth or record number',
  patterns: [
    {
      re: String.raw`(?:^|[\n:;.(|] ?|\b(?:for|of|re|patient|pt|with|by|on|reviewed|saw|met|about|is) )(?<phi>${PART}(?: ${PART})?,? ${PART}(?: [A-Z]\.?)?)${RECORD}`,
      prior: 0.7,
      check: isName,
    },
    { re: String.raw`\b(?:chart|notes?|labs?|results?|records?|file|case) (?:of|for|on) (?<phi>${PART})${RECORD}`, prior: 0.7, check: isName },
  ],
  examples: {
    true: [
      'days. [[Fernhalla Kowalvo]], Emp ID 4', '\n[[Kowalvo, Anna]] UHID 44',
      '[[Okafor, Chidi]] DOB 4/12', 'labs for [[Fernhalla Kowalvo]] (MRN 44', '\n[[Zyrtova, Fernhall Q.]], DOB: 1',
      'seen: [[Kowalvo Fernhalla]], date of birth', 'of 2025: [[Ines Fernhalla]] (SSN 5', 'the chart of [[Fernhalla]] (MRN 44',
    ],
    false: ['Patient Name DOB', 'Medical Record MRN', 'the DOB is', 'Sex Female DOB 4/12', 'Date Printed MRN 4', 'Anna DOB 4/12'],
  },
}

/** Labels of forms and the words of documents stand there too. */
const NO_NAMES =
  /\b(?:patient|patients|name|sex|female|male|gender|age|date|printed|page|visit|admit|admission|discharge|medical|record|records|number|account|report|status|type|room|bed|unit|hospital|clinic|center|department|service|provider|physician|doctor|attending|address|phone|insurance|member|subscriber|first|last|middle|legal|preferred|unknown|none|the|and|confirmed|verified|summary|note|notes|history|demographics|information|identifiers?|acct|race|marital|allergies)\b/i

function isName(value: string): number {
  return NO_NAMES.test(value) ? 0 : 1
}
