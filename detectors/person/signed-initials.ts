import type { PatternDetector } from '../../src/contract/detector.ts'

export const signedInitials: PatternDetector = {
  name: 'signed-initials',
  class: 'name',
  describes:
    'Two or three letters by which somebody signs or types, behind the word that says so: Initials: JMK, dictated by: jmk, /s/ jmk, signed: jmk/abc; or by which a relative is called, in quotes.',
  source: '45 CFR 164.514(b)(2)(i)(A): parts of names too; reference initials of letters as in The Gregg Reference Manual, section 1373',
  patterns: [
    {
      re: String.raw`(?i)\b(?:initials|dictated by|dictator|transcribed by|transcriptionist|typed by|entered by|verified by|signed by|signed|scribe|charted by|administered by|witnessed by|drawn by|collected by|sgd|typist) ?: ?(?<phi>[a-z]{2,3}(?:[/:][a-z]{2,3})?)(?:[ ,.;)\n\r]|$)`,
      prior: 0.8,
      check: isNoWord,
    },
    {
      re: String.raw`(?i)\b(?:dictated|transcribed|typed|scribed) by (?<phi>[a-z]{2,3}(?:[/:][a-z]{2,3})?)(?:[ ,.;)\n\r]|$)`,
      prior: 0.7,
      check: isNoWord,
    },
    {
      re: String.raw`(?i:\b(?:partner|husband|wife|son|daughter|brother|sister|mother|father|mum|mom|dad|friend|roommate|flatmate|boyfriend|girlfriend|fiance|cousin|carer|client|patient|pt|resident|proband)) "(?<phi>[A-Z]\.?[A-Z]\.?(?:[A-Z]\.?)?)"`,
      prior: 0.8,
      check: isNoWord,
    },
    { re: String.raw`(?i)/s/ ?(?<phi>[a-z]{2,3}(?:/[a-z]{2,3})?)(?:[ ,.;)\n\r]|$)`, prior: 0.8, check: isNoWord },
    // pt initials KLB
    {
      re: String.raw`(?i:\b(?:pt|pts|patient|client|subject|resident|her|his|child|baby|staff|nurse|rn)(?:'s)? initials?(?: (?:are|is|were))?:? )(?<phi>[A-Z]\.?[A-Z]\.?(?:[A-Z]\.?)?(?:(?:, | and | & |/)[A-Z]{2,3})?)(?:[^\w]|$)`,
      prior: 0.85,
      check: isNoWord,
    },
    { re: String.raw`\b(?i:co-?signed|signed|sgd|typed|dictated|transcribed|d/t)(?: by)?:? (?<phi>[A-Z]{2,3}[/:][a-z]{2,3})\b`, prior: 0.85, check: isNoWord },
    // Who dictated and who typed, at the end of a line: JKL/mm
    { re: String.raw`(?:\n|[.!?] )(?<phi>[A-Z]{2,3}/[a-z]{2,3})[ \t]{0,3}(?:\n|$|(?:D|DD|DT|T):)`, prior: 0.8, check: isNoWord },
    { re: String.raw`\b(?i:transcribed|dictated|typed)\b[^\n]{0,30}\d ?/(?<phi>[a-z]{2,3})(?:[\s.]|$)`, prior: 0.8, check: isNoWord },
    // J.-P. Kowalski
    { re: String.raw`\b[A-Z]\.-[A-Z]\.? (?:(?:de|du|van|von|la|le) ){0,2}[A-Z][a-z]+(?:-[A-Z][a-z]+)?\b`, prior: 0.9 },
  ],
  examples: {
    true: ['Initials: [[JMK]]\n', 'Dictated by: [[jmk]]\n', 'Transcribed by: [[jmk/abc]].', '/s/ [[jmk]]', 'Signed: [[jmk]] 14:05',
      'Dictated by [[jm]]', 'typed by [[kl/tr]] on', 'Partner "[[KT]]" present', 'her son "[[T.J.]]" came', 'pt initials [[KLB]]',
      'RTO 3 mo. [[JKL/mm]]', 'seen\n[[DHR/pw]]\n', 'stable. [[JRW/tk]] D: 08', 'Transcribed 10/02/2023 /[[kls]]\n',
      'staff initials [[TW, KB]].', 'Cosigned [[LQT/ab]] at',
      'seen by [[J.-P. Kowalski]] today'],
    false: [
      'Signed: Yes', 'Signed: no', 'Dictated by: MD', 'Verified by: RN', 'Initials: n/a', 'Entered by: lab', 'Drawn by: RT',
      'signed by the',
      'the patient "DNR" status', 'wife "OK" with it', 'typed by her', 'dictated by me', 'pt "NPO" today', 'mother "SOB" on stairs',
      'takes vitamin D.', 'Hepatitis B', 'her initials are on file', 'given. IM/sc',
    ],
  },
}

const WORDS = new Set(
  `yes no na not the and for him her his she he md do np pa rn rt lab er ed icu or pt ot who on in at to by of off out up it is was all any one two our own see tbd nil ma cna lpn lvn crn dr mr mrs ms sr dra don ann lee kim
  an ai us me its but dnr dni ok npo prn sob cp bp hr dnar iv im sc sl gi gu fit ill low high mad sad`.split(/\s+/),
)

/** Professions, units and words of the language are as short. */
function isNoWord(value: string): number {
  return value.replaceAll('.', '').split(/[/:]/).some((part) => WORDS.has(part.toLowerCase())) ? 0 : 1
}
