import type { ProxyClient } from './options.ts'

/** They carry other resources, or say what went wrong; something of each goes under every policy. */
const CARRIERS: ReadonlySet<string> = new Set(['Bundle', 'OperationOutcome', 'Parameters'])

/** By gate. */
const known = new WeakMap<ProxyClient['gate'], boolean>()

/** Whether a client may have resources of every type, and its policy hides nothing of any. */
export function seesAll({ gate, resourceTypes }: ProxyClient, all: ReadonlySet<string>): boolean {
  if (resourceTypes !== undefined) return false
  const { search } = gate
  const found =
    known.get(gate) ??
    (!search.dropsAny && !search.searchesTexts && [...all].every((type) => CARRIERS.has(type) || search.element(type) === 'open'))
  known.set(gate, found)
  return found
}
