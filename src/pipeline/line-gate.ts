import { findingRules, type Audience } from '../policy/resolve.ts'
import { startMatch } from '../policy/match.ts'
import type { TextFinding } from '../classify/text/finding.ts'
import { TextGate, type TextGateOptions, type TextRuling } from './text-gate.ts'

/** Rules on texts that stand in no resource: none on paths, types or labels holds. */
export class LineGate {
  private readonly gate: TextGate
  private readonly rules: ReturnType<typeof findingRules>

  constructor(options: TextGateOptions & { readonly audience: Audience }) {
    this.gate = new TextGate(options)
    this.rules = findingRules(options.policy, options.audience, startMatch(options.policy.rules, ''))
  }

  /** Each text by itself. `subject` is the scope of pseudonyms, fakes and shifts. */
  judge(text: string, subject: string): TextRuling {
    const scanned = { text, path: undefined, rules: this.rules, hasLabels: () => false, subject: () => `text ${subject}` }
    return this.gate.judge([scanned])[0] as TextRuling
  }

  /** Everything that may be PHI, near misses included. */
  find(text: string): TextFinding[] {
    return this.gate.find([{ text, path: undefined }])
  }
}

