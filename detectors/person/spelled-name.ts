import type { PatternDetector } from '../../src/contract/detector.ts'

export const spelledName: PatternDetector = {
  name: 'spelled-name',
  class: 'name',
  describes: 'A name spelled letter by letter, behind the name itself or a word for spelling: Kaur, K-A-U-R; spelled B-U-R-K-E.',
  source: '45 CFR 164.514(b)(2)(i)(A); dictation and voicemail as transcribed',
  patterns: [
    {
      re: String.raw`(?i)\bspell(?:ed|ing|s|t)?(?: (?:is|it|as|that|my name|the name|her name|his name)){0,2}[ ,:]{1,3}(?<phi>[a-z](?:[-. ] ?[a-z]){2,14})\b`,
      prior: 0.85,
    },
    { re: String.raw`(?i)\bname(?:'s| is| was) (?:[a-z'-]{2,20},? ){1,2}(?:that's |spelled )?(?<phi>[a-z](?:-[a-z]){2,14})\b`, prior: 0.9 },
    { re: String.raw`(?i)\b(?:that's|thats) (?<phi>[a-z](?:-[a-z]){4,14})\b`, prior: 0.8 },
    // n apostrophe capital d i a y e, d-apostrophe-s-o-u-z-a
    {
      re: String.raw`(?i)\b(?:that's|thats|spelled|spelling|name is|is) (?<phi>(?:capital )?[a-z] (?:(?:capital|apostrophe|hyphen|dash|space|[a-z]) ){2,16}[a-z])(?: (?:period|comma|colon|next|new)\b|[.,;\n]|$)`,
      prior: 0.85,
    },
    // patient quillon comma briar medical record
    {
      re: String.raw`(?i)\b(?:patient|patient's|name|named|regarding|client|resident)(?: name)?(?: is)? (?<phi>[a-z'-]{3,20} comma [a-z'-]{3,20})(?: (?:medical|date|dob|d o b|mrn|m r n|chart|age|aged|comma|period|record|room|account|born|middle|who|is|was)\b|[.,;\n]|$)`,
      prior: 0.8,
      check: isNoPhrase,
    },
    // regarding kestrel margaret date of birth
    {
      re: String.raw`(?i)\b(?:patient|on|regarding|for|re|named) (?<phi>[a-z'-]{3,15} [a-z'-]{3,15}),? (?:date of birth|d o b|medical record(?: number)?|m r n)\b`,
      prior: 0.75,
      check: isNoPhrase,
    },
    // S as in Sam, Z as in zebra, U, L as in lima
    {
      re: String.raw`(?i)\b(?-i:[A-Z]) (?:as in|for|like) [a-z]{2,12}(?:(?:,| and|\.\.\.)? (?-i:[A-Z])(?: (?:as in|for|like) [a-z]{2,12})?){2,14}\b`,
      prior: 0.9,
    },
  ],
  examples: {
    true: [
      "it's spelled [[B-U-R-D-E-T-T]] and", 'my last name is Kaur, [[K-A-U-R]] thanks', "Burdett, that's [[B-U-R-D-E-T-T]]",
      'spelling is [[k a u r]] please', 'on patient [[quillon comma briar]] medical record', 'regarding [[kestrel margaret]] date of birth',
      "that's [[d apostrophe capital s o u z a]] period",
      'Sure, [[B as in boy, Z as in zulu, Y, K as in kite, O]]. Thanks',
    ],
    false: ['spelled out in the note', "that's C-P-A-P at night", 'spells it out', 'name is on file', 'a spell of dizziness', 'grade C as in the first biopsy', 'the patient today comma she is', 'patient awake comma alert period', 'for the correct date of birth', 'patient gave date of birth', 'on her chart date of birth', 'that is a b c plan'],
  },
}

/** patient awake comma alert: how somebody is, and when. */
function isNoPhrase(value: string): number {
  return /\b(?:awake|alert|stable|today|yesterday|is|was|he|she|they|and|but|well|comfortable|male|female|admission|discharge|record|records|chart|form|file|label|band|wristband|his|her|their|this|that|with|without|correct|wrong|new|old|patient|patients|and|or|of|my|our|missing|verify|check|confirm|card|bracelet|name|names|number|known|unknown|here|seen|currently|denies|which|who|however|then|the)\b/i.test(value)
    ? 0.01
    : 1
}
