import type { PatternDetector } from '../../src/contract/detector.ts'

const DIGIT = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)'
const NEXT = `(?:,? |-)(?:(?:double|triple) )?${DIGIT}`
const LABEL =
  '(?:number|phone|cell|mobile|extension|ext|pager|zip(?: code)?|code|mrn|social(?: security)?|account|policy|member id|chart|pin)'

/** Of a code as spoken: a figure, a letter, a sign; K for kilo, S as in Sam. Neither a nor I, which are words. */
const LETTER = String.raw`[a-z] (?:for|as in) [a-z]{2,12}|[b-hj-z]`
const TOKEN = String.raw`(?:(?:(?:double|triple) )?${DIGIT}|dash|hyphen|slash|stroke|${LETTER})`
const NEXT_TOKEN = String.raw`(?:,? |-)${TOKEN}\b`
const CODE_LABEL =
  '(?:number|chart|licen[cs]e|insurance|policy|account|claim|serial|record|case|plate|member id|id|mrn|m r n|reference|authorization|confirmation|badge|dea|npi)'

export const spokenNumber: PatternDetector = {
  name: 'spoken-number',
  class: 'phone',
  describes:
    'Seven digits or more as spoken one by one, four or more behind a word for a number: telephone, record and account numbers in dictation and voicemail.',
  source: '45 CFR 164.514(b)(2)(i)(D) to (J); ITU-T E.123, numbers read digit by digit (ICAO Annex 10, volume II, section 5.2.1.4)',
  patterns: [
    { re: String.raw`(?i)\b(?:(?:double|triple) )?${DIGIT}(?:${NEXT}){6,18}\b`, prior: 0.9, check: notCounting },
    {
      re: String.raw`(?i)\b${LABEL}(?: (?:is|was|number|ends in|ending in|at|of)){0,2}:? (?<phi>${DIGIT}(?:${NEXT}){3,18})\b`,
      prior: 0.85,
      check: notCounting,
    },
    // chart dash four four one dash B, hospital number K for kilo, two two nine, license m d one one four
    {
      re: String.raw`(?i)\b${CODE_LABEL}(?:'s)?(?: (?:number|is|was|of|on the (?:back|front|card|label|side)))*[:,]? (?<phi>${TOKEN}(?:${NEXT_TOKEN}){3,24})`,
      prior: 0.85,
      check: isSpokenCode,
    },
    { re: String.raw`(?i)\b(?:(?:[a-z],|[a-z] (?:for|as in) [a-z]{2,12},?|dash,?|double [a-z],) ){1,5}${DIGIT}(?:${NEXT_TOKEN}){3,24}`, prior: 0.85, check: isSpokenCode },
    // S as in Sam 4 4 7 1 0 2
    { re: String.raw`(?i)\b[a-z] as in [a-z]{2,12}(?:,? (?:[a-z] as in [a-z]{2,12}|\d{1,4}|${DIGIT})){3,12}\b`, prior: 0.9 },
    // Partly in figures: cell 970 five five five 0144
    {
      re: String.raw`(?i)\b(?:number|phone|cell|mobile|pager|fax|call|at|reach (?:him|her|me|them)(?: at)?)(?: (?:is|was|number|at))*:? (?<phi>(?:\d{1,4}|${DIGIT})(?:[ ,-]{1,2}(?:\d{1,4}|(?:double |triple )?${DIGIT})){2,12})\b`,
      prior: 0.85,
      check: isMixed,
    },
    { re: String.raw`(?:^|[^\d,.])(?<phi>[2-9] \d \d, ?[2-9] \d \d, ?\d \d \d \d)(?:[^\d]|$)`, prior: 0.9 },
    { re: String.raw`(?i)\b${LABEL}(?: (?:is|was|number|at)){0,2}:? (?<phi>\d(?:[ ,.-]{1,2}\d){6,10})(?:[^\d]|$)`, prior: 0.85 },
  ],
  examples: {
    true: [
      'my number is [[two oh five, five five five, oh one four four]] thanks', 'at [[five five five one two one two]] please',
      'extension [[four four seven one]] now', 'roommate - [[4 1 7, 5 5 5, 0 1 4 4]].', 'phone number is [[5 5 5 0 1 4 4]] today',
      'medical record number [[eight eight four one two nine]] for', 'a zip of [[nine four one one zero]] is',
      'cell [[970 five five five 0144]] ok', 'policy [[S as in Sam 4 4 7 1 0 2]].',
      'phone number is [[970 five five five zero one four four]].', 'chart [[dash four four one dash B]].',
      'hospital number [[M for mike, four four one, nine two oh]].',
      "my plate's [[six K L M four oh two]]. The", 'm r n [[five five oh two one]] seen', 'license [[r n eight eight one four two]] re',
      'the number? Hold on. [[K, X, four four one, dash, nine nine two oh]].',
      'number on the back is [[K, dash, four four one two, nine oh]].',
    ],
    false: [
      'count one two three four five six seven eight nine for me', 'one or two, three at most', 'number one two three four on the list',
      'two to three, four if needed', 'code two three times', 'scores 0, 1, 2, 1, 0, 3, 1', 'call 2 or 3 times', 'at 10 two or three',
      'at 120 one day', 'doses of 1 2 3, 4 5 6, 7 8 9 0', 'license to drive', 'case one of two', 'chart one two three four five',
      'vitamin B, two to three times',
      'grade C, four or five', 'record of two, three or four falls', 'number one, two and three',
    ],
  },
}

const DIGITS = new Map(['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map((word, digit) => [word, digit]))

/** One two three four: each is one more than the one before. */
function notCounting(value: string): number {
  const digits = (value.toLowerCase().match(/[a-z]+/g) ?? []).map((word) => DIGITS.get(word) ?? 0)
  return digits.every((digit, at) => at === 0 || digit === (digits[at - 1] ?? 0) + 1) ? 0.01 : 1
}

/** Four figures or more, and no counting. */
function isSpokenCode(value: string): number {
  const figures = (value.toLowerCase().match(/[a-z]{2,}/g) ?? []).filter((word) => word === 'oh' || DIGITS.has(word))
  return figures.length >= 3 && /[a-z] (?:for|as in) |(?:dash|hyphen|slash|stroke)|(?:^|[ ,-])[a-z](?:$|[ ,-])/i.test(value) || figures.length >= 4
    ? notCounting(figures.join(' '))
    : 0.01
}

/** Figures and words together, as many as a telephone number has. */
function isMixed(value: string): number {
  const words = value.match(/[a-z]+/gi)?.filter((word) => word !== 'double' && word !== 'triple') ?? []
  const count = value.replace(/\D/g, '').length + words.length
  return words.length >= 2 && /\d{3}/.test(value) && count >= 7 && count <= 15 ? 1 : 0.01
}
