import { EXTENSION_RULES } from './rules/extensions.ts'
import type { RuleClass } from './rules/rule.ts'

export interface ExtensionAnswer {
  /** The class of the value, whatever its type; `descend` leaves it to the type of the value. */
  readonly class: RuleClass
  readonly why: string
  /** Sub-extensions by relative URL. One that is not here is unknown. */
  readonly children?: ReadonlyMap<string, ExtensionAnswer>
  /** Whether it may stand under `modifierExtension`. */
  readonly modifier: boolean
}

const answers = new Map(EXTENSION_RULES.map((rule): [string, ExtensionAnswer] => {
  const { why, modifier = false } = rule
  const children = Object.entries(rule.children ?? {}).map(([url, ruleClass]): [string, ExtensionAnswer] =>
    [url, { class: ruleClass, why, modifier: false }])
  const answer = { class: rule.class, why, modifier }
  return [rule.url, children.length === 0 ? answer : { ...answer, children: new Map(children) }]
}))

/** What is known of an extension, by its exact URL; undefined when nothing is, and then it must not pass. */
export function extensionRule(url: string): ExtensionAnswer | undefined {
  return answers.get(url)
}
