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
    // S as in Sam, Z as in zebra, U, L as in lima
    {
      re: String.raw`(?i)\b(?-i:[A-Z]) (?:as in|for|like) [a-z]{2,12}(?:(?:,| and|\.\.\.)? (?-i:[A-Z])(?: (?:as in|for|like) [a-z]{2,12})?){2,14}\b`,
      prior: 0.9,
    },
  ],
  examples: {
    true: [
      "it's spelled [[B-U-R-D-E-T-T]] and", 'my last name is Kaur, [[K-A-U-R]] thanks', "Burdett, that's [[B-U-R-D-E-T-T]]",
      'spelling is [[k a u r]] please', "that's [[d apostrophe capital s o u z a]] period",
      'Sure, [[B as in boy, Z as in zulu, Y, K as in kite, O]]. Thanks',
    ],
    false: ['spelled out in the note', "that's C-P-A-P at night", 'spells it out', 'name is on file', 'a spell of dizziness', 'grade C as in the first biopsy', 'that is a b c plan'],
  },
}
