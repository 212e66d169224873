import { WordSet } from '../../src/contract/word-set.ts'
import { SHAPE, type Words } from '../../src/contract/words.ts'

/** Labels of the fields that stand beside a name in one line of a form (HL7 v2.5.1, PID and PV1), most of them short. */
const SHORT = new WordSet(
  `rm ht wt bsa bmi har csn fin mrn urn nhi hcn dob dod doa dos loc acct enc adm los svc dept tx dx hx px tel ph pcp ins lang grp gp fc ssn
  yob cpt icd npi id no nr hosp pmi uhid phn ahv`.split(/\s+/),
)
/** Of these the ones that are words or surnames as well: a number or a sign stands behind them. */
const LONG = new WordSet(
  `room bed ward unit floor bay code visit age sex gender race height weight account status member group plan policy claim case chart file
  sub subscriber date time phone cell home work fax email address admit admitted discharge insurance payer payor language service location
  station site team tax grant order page box level day zip state county`.split(/\s+/),
)
/** What makes a label of the word before: Sub ID, Group No, Plan Name, Code Status. */
const TAILS = new WordSet(['id', 'no', 'nr', 'num', 'number', 'name', 'type', 'status', 'code', 'date', 'phone'])

/** Whether a word behind several blanks or a line end is the label of the next field: Anna Kowalski  Rm 12, Anna Kowalski\nSub ID: 4. */
export function isField(words: Words, at: number): boolean {
  if (at + 1 >= words.count) return false
  if (SHORT.has(words, at)) return true
  if (TAILS.has(words, at + 1) && words.gap(at) === ' ') return true
  return LONG.has(words, at) && (words.shape(at + 1) >= SHAPE.digits || /^ ?[:=#]/.test(words.gap(at)))
}

/** The same behind one blank, where a number stands behind it: Anna Kowalski Wt 88. */
export function isMeasuredField(words: Words, at: number): boolean {
  return at + 1 < words.count && words.shape(at + 1) >= SHAPE.digits && words.gap(at).length <= 2 && SHORT.has(words, at)
}
