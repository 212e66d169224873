import { createPeopleMatcher } from '../classify/people/people-matcher.ts'
import { startMatch } from '../policy/match.ts'
import type { FindingRules } from '../policy/plan.ts'
import { findingRules, type Audience } from '../policy/resolve.ts'
import { createKnownPeople, type RosterLookUp } from './known-people.ts'
import { withRepeats } from './repeat-findings.ts'
import { TextGate, type KnownPeople, type TextGateOptions, type TextRuling } from './text-gate.ts'

export interface LineGateOptions extends TextGateOptions {
  readonly audience: Audience
  /** Who is known from messages. */
  readonly roster?: RosterLookUp | undefined
}

/** Rules on texts that stand in no resource: none on paths, types or labels holds. */
export class LineGate {
  private readonly gate: TextGate
  private readonly rules: FindingRules
  private readonly people: KnownPeople | undefined

  constructor(options: LineGateOptions) {
    const { policy, audience, roster } = options
    this.gate = new TextGate(options)
    this.rules = findingRules(policy, audience, startMatch(policy.rules, ''))
    // Nobody says whose text it is: only the text itself may tell.
    this.people = roster && createKnownPeople(createPeopleMatcher([]), roster, () => undefined)
  }

  /** Each text by itself. `subject` is the scope of pseudonyms, fakes and shifts. */
  judge(text: string, subject: string): TextRuling {
    const scanned = { text, path: undefined, rules: this.rules, hasLabels: () => false, subject: () => `text ${subject}` }
    return withRepeats(this.gate.judge([scanned], this.people), [text])[0] as TextRuling
  }
}
