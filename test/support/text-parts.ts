import { detectors } from '../../detectors/index.ts'
import { loadLexicon } from '../../src/classify/text/load-lexicon.ts'
import type { TextParts } from '../../src/pipeline/engine.ts'
import type { Policy } from '../../src/policy/language/schema.ts'

/** The detectors that ship with Sluice, for engines made by tests and benchmarks. */
export const TEXT_PARTS: TextParts = { detectors, lexicon: loadLexicon() }

/** A policy without its rules on texts: these then meet the default, and nothing but element rules is left. Nobody is looked for in what stays. */
export function elementRules(policy: Policy): Policy {
  const rules = policy.rules.filter(({ when, then }) => then.do !== 'scan' && when.in?.includes('element') !== false)
  return { ...policy, rules, text: { ...policy.text, searchKept: false } }
}
