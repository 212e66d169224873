import {
  ANYTHING, createMachineBuilder, STATE_CHECK, STATE_SKIP, TOKEN, TOKEN_ANY, type EdgeSpec, type Machine,
} from '../json/machine.ts'
import { isStatic, ROLE, type Plan } from './plan.ts'

/** A state under construction. Its edges hold their plans, so that subtrees can be collapsed before tables are frozen. */
export interface DraftState {
  readonly name: string
  readonly edges: DraftEdge[]
  /** Where the value of `key` selects the state to read the object in. */
  select?: { readonly key: string; readonly variants: ReadonlyMap<string, DraftState>; readonly fallback: DraftState }
  /** Keys that no edge names. */
  readonly unknown: 'refuse' | 'keep' | 'skip'
}

export interface DraftEdge {
  readonly key: string
  /** Tokens accepted as a single value and as an item; see the machine. */
  readonly single: number
  readonly item: number
  readonly child?: DraftState
  plan?: Plan
  record: boolean
  whole?: boolean
  readonly places?: boolean
  /** `url`, `resourceType`: says what the rest is, and is nothing by itself. */
  readonly structural?: boolean
  /** Facts inside are needed even if all of it is dropped. */
  readonly barrier?: boolean
}

export interface Emitted {
  readonly machine: Machine
  /** By tag; the first is for keys the model does not have. */
  readonly plans: readonly Plan[]
  readonly stateOf: ReadonlyMap<DraftState, number>
}

/** The machine's states come before the drafts'. */
const RESERVED_STATES = 3

/** Turns drafts into a machine. Tag 1 is the plan of unknown keys, tag 0 no plan. */
export function emitMachine(
  drafts: readonly DraftState[], roots: readonly [DraftEdge, ...DraftEdge[]], unknownPlan: Plan,
): Emitted {
  const builder = createMachineBuilder()
  const stateOf = new Map(drafts.map((draft, index) => [draft, index + RESERVED_STATES]))
  const plans: Plan[] = [unknownPlan, unknownPlan]
  const tags = new Map<Plan, number>()
  const tagOf = (plan: Plan | undefined): number => {
    if (plan === undefined) return 0
    const tag = tags.get(plan) ?? plans.push(plan) - 1
    tags.set(plan, tag)
    return tag
  }
  const spec = (edge: DraftEdge): EdgeSpec => ({
    key: edge.key, single: edge.single, item: edge.item, record: edge.record, tag: tagOf(edge.plan),
    child: edge.child === undefined || edge.whole === true ? STATE_SKIP : (stateOf.get(edge.child) ?? STATE_SKIP),
    whole: edge.whole === true, places: edge.places === true,
  })
  for (const draft of drafts) builder.state(draft.name, { otherwise: otherwise(draft), duplicates: draft.unknown !== 'skip' })
  for (const draft of drafts) {
    const state = stateOf.get(draft) ?? 0
    for (const edge of draft.edges) builder.edge(state, spec(edge))
    if (draft.select === undefined) continue
    const variants = new Map([...draft.select.variants].map(([value, variant]) => [value, stateOf.get(variant) ?? 0]))
    builder.discriminate(state, { key: draft.select.key, variants, fallback: stateOf.get(draft.select.fallback) ?? 0 })
  }
  const [root, ...parts] = roots
  return { machine: builder.build(spec(root), parts.map(spec)), plans, stateOf }
}

function otherwise(draft: DraftState): Omit<EdgeSpec, 'key'> {
  if (draft.unknown === 'skip') return ANYTHING
  const any = { single: TOKEN_ANY, item: TOKEN_ANY }
  return draft.unknown === 'keep'
    ? { ...any, child: STATE_CHECK, record: false, tag: 0 }
    : { ...any, child: STATE_SKIP, record: true, tag: 1, whole: true }
}

/**
 * Finds the elements of which every value is dropped, whatever the message, and makes each one node that is dropped
 * whole: the walker then records nothing inside. The outcome is the same, since emptied containers go too.
 */
export function collapse(drafts: readonly DraftState[]): void {
  const kept = new Set<DraftState>()
  let changed = true
  while (changed) {
    changed = false
    for (const draft of drafts) {
      if (kept.has(draft) || draft.edges.every((edge) => edge.structural === true || goesWhole(edge, kept))) continue
      kept.add(draft)
      changed = true
    }
  }
  for (const draft of drafts) {
    for (const edge of draft.edges) {
      const container = edge.child !== undefined && edge.plan?.role !== ROLE.shadow
      if (!container || edge.plan?.role === ROLE.extension || !goesWhole(edge, kept) || !hasValues(edge.child)) continue
      const first = firstLeaf(edge.child, new Set())
      if (first === undefined) continue
      edge.whole = true
      edge.record = true
      edge.plan = { ...first, role: ROLE.whole, absent: edge.plan?.absent, path: edge.plan?.path ?? first.path, type: edge.plan?.type ?? first.type }
    }
  }
}

function hasValues(state: DraftState | undefined): boolean {
  return state !== undefined && state.edges.length > 0
}

function goesWhole(edge: DraftEdge, kept: ReadonlySet<DraftState>): boolean {
  if (edge.barrier === true) return false
  const role = edge.plan?.role
  if (role === ROLE.shadow) return true
  if (role === ROLE.extension || role === ROLE.modifierExtension) {
    return [...(edge.child?.select?.variants.values() ?? [])].every((variant) => !kept.has(variant))
  }
  if (role === ROLE.resource) return false
  if (edge.child !== undefined) return !kept.has(edge.child)
  return edge.plan !== undefined && role === ROLE.leaf && isStatic(edge.plan) && edge.plan.resolution[0].action.do === 'drop'
}

function firstLeaf(state: DraftState | undefined, met: Set<DraftState>): Plan | undefined {
  if (state === undefined || met.has(state)) return undefined
  met.add(state)
  const leaf = state.edges.find((edge) => edge.child === undefined && edge.plan?.role === ROLE.leaf && edge.key !== 'id')
  if (leaf?.plan !== undefined) return leaf.plan
  for (const edge of state.edges) {
    if (edge.plan?.role === ROLE.extension || edge.plan?.role === ROLE.shadow) continue
    const found = firstLeaf(edge.child, met)
    if (found !== undefined) return found
  }
  return state.edges.find((edge) => edge.plan?.role === ROLE.leaf)?.plan
}

/** Tokens of a primitive by its JSON kind. */
export const TOKENS = { string: TOKEN.string, number: TOKEN.number, boolean: TOKEN.boolean } as const
