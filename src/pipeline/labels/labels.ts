import type { ActionName } from '../../contract/action.ts'
import type { Policy } from '../../policy/language/schema.ts'

const SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue'

/** Security labels for what was done (HL7 v3 ObservationValue, `meta.security`), each with its bit. */
const LABELS = [
  { bit: 1, code: 'REDACTED', actions: ['drop', 'redact'] },
  { bit: 2, code: 'ABSTRED', actions: ['generalize'] },
  { bit: 4, code: 'MASKED', actions: ['mask', 'encrypt'] },
  { bit: 8, code: 'PSEUDED', actions: ['pseudonymize', 'shift', 'surrogate'] },
] as const satisfies readonly { bit: number; code: string; actions: readonly ActionName[] }[]

const bits = new Map<ActionName, number>(LABELS.flatMap(({ bit, actions }) => actions.map((action) => [action, bit] as const)))

/** The bit of the label that an action earns; 0 for keep. */
export function labelBit(action: ActionName): number {
  return bits.get(action) ?? 0
}

/** The bits of everything a policy can do. */
export function labelBits(policy: Policy): number {
  return [policy.default, ...policy.rules.map((rule) => rule.then)].reduce((set, action) => set | labelBit(action.do), 0)
}

/** By set of bits. */
const items: (string | undefined)[] = []
const members: (Uint8Array | undefined)[] = []

/** The labels of a set of bits as JSON items, comma-separated. */
export function labelItems(set: number): string {
  const known = items[set]
  if (known !== undefined) return known
  const text = LABELS.filter(({ bit }) => (set & bit) !== 0)
    .map(({ code }) => `{"system":"${SYSTEM}","code":"${code}"}`).join(',')
  items[set] = text
  return text
}

/** A `meta` with these labels, as a further member behind another. */
export function metaMember(set: number): Uint8Array {
  const known = members[set]
  if (known !== undefined) return known
  const bytes = Buffer.from(`,"meta":{"security":[${labelItems(set)}]}`)
  members[set] = bytes
  return bytes
}
