import { TOKEN } from '../../json/machine.ts'
import { isStatic, ROLE, type Plan } from './plan.ts'

/** A state as the compiler sees it: its edges hold plans, and are worked out when they are first asked for. */
export interface DraftState {
  readonly id: number
  readonly name: string
  edges(): readonly DraftEdge[]
  /** Where the value of `key` selects the state to read the object in. */
  readonly select?: { readonly key: string; variant(word: string): DraftState | undefined; readonly fallback: DraftState } | undefined
  /** Keys that no edge names. */
  readonly unknown: 'refuse' | 'keep' | 'skip'
}

export interface DraftEdge {
  readonly key: string
  /** Tokens accepted as a single value and as an item; see the machine. */
  readonly single: number
  readonly item: number
  readonly child?: DraftState
  readonly plan?: Plan | undefined
  readonly record: boolean
  readonly whole?: boolean
  readonly places?: boolean
  /** `url`, `resourceType`: says what the rest is, and is nothing by itself. */
  readonly structural?: boolean
  /** Of extensions: whatever they hold is dropped with the rest of the element. */
  readonly follows?: boolean
  /** Facts inside are needed even if all of it is dropped. */
  readonly barrier?: boolean
}

/**
 * A complex element of which every part is dropped, whatever the message, is made one node that is dropped whole, and
 * the walker records nothing inside.
 */
export function collapse(edge: DraftEdge): DraftEdge {
  const { child, plan } = edge
  const role = plan?.role
  if (child === undefined || role === ROLE.shadow || role === ROLE.resource || isExtension(role)) return edge
  if (!goesWhole(edge, new Set())) return edge
  const first = firstLeaf(child, new Set())
  if (first === undefined) return edge
  return {
    ...edge, whole: true, record: true,
    plan: { ...first, role: ROLE.whole, absent: plan?.absent, path: plan?.path ?? first.path, type: plan?.type ?? first.type },
  }
}

/** Assumes of a state being looked at that it goes whole: a cycle alone keeps nothing. */
function goesWhole(edge: DraftEdge, met: Set<DraftState>): boolean {
  const role = edge.plan?.role
  if (edge.structural === true || role === ROLE.shadow) return true
  if (isExtension(role)) return edge.follows === true
  if (edge.barrier === true || role === ROLE.resource) return false
  if (edge.child === undefined) {
    return edge.plan !== undefined && role === ROLE.leaf && isStatic(edge.plan) && edge.plan.resolution[0].action.do === 'drop'
  }
  if (met.has(edge.child)) return true
  met.add(edge.child)
  return edge.child.edges().every((inner) => goesWhole(inner, met))
}

function isExtension(role: Plan['role'] | undefined): boolean {
  return role === ROLE.extension || role === ROLE.modifierExtension
}

function firstLeaf(state: DraftState, met: Set<DraftState>): Plan | undefined {
  if (met.has(state)) return undefined
  met.add(state)
  const edges = state.edges()
  const leaf = edges.find((edge) => edge.child === undefined && edge.plan?.role === ROLE.leaf && edge.key !== 'id')
  if (leaf?.plan !== undefined) return leaf.plan
  for (const { child, plan } of edges) {
    if (child === undefined || plan?.role === ROLE.shadow || isExtension(plan?.role)) continue
    const found = firstLeaf(child, met)
    if (found !== undefined) return found
  }
  return edges.find((edge) => edge.plan?.role === ROLE.leaf)?.plan
}

/** Tokens of a primitive by its JSON kind. */
export const TOKENS = { string: TOKEN.string, number: TOKEN.number, boolean: TOKEN.boolean } as const
