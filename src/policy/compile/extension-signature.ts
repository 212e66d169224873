import type { ExtensionAnswer } from '../../classify/extension-rule.ts'

const signatures = new WeakMap<ExtensionAnswer, string>()

/** Rules with the same signature lead to the same states. */
export function signatureOf(rule: ExtensionAnswer): string {
  let known = signatures.get(rule)
  if (known === undefined) {
    known = [rule.class, ...[...(rule.children ?? [])].map(([url, child]) => `${url}=${child.class}`)].join()
    signatures.set(rule, known)
  }
  return known
}
