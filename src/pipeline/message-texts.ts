import { KIND } from '../json/tape.ts'
import type { Plan } from '../policy/plan.ts'
import type { MessageLabels } from './message-labels.ts'
import type { Subjects } from './subjects.ts'
import type { TapeView } from './tape-view.ts'
import { applyReplacements, type KnownPeople, type ScannedText, type TextGate, type TextRuling } from './text-gate.ts'

/** A leaf whose text was scanned, with what is to be written in its place; undefined where it stays as it is. */
export interface ScannedLeaf {
  readonly node: number
  readonly plan: Plan
  readonly ruling: TextRuling
  readonly output: string | undefined
}

/** Types whose strings are text by themselves. */
const TEXT_TYPES = new Set(['string', 'markdown'])

/** Whether the text of an element can be scanned as it stands. */
export function isText(plan: Plan): boolean {
  return TEXT_TYPES.has(plan.type)
}

/** Scans all text leaves of one message together. */
export function scanLeaves(
  gate: TextGate, view: TapeView, nodes: readonly number[],
  facts: { readonly subjects: Subjects | undefined; readonly labels: MessageLabels | undefined; readonly people: KnownPeople | undefined },
): ScannedLeaf[] {
  const texts = nodes.map((node): ScannedText => {
    const { path, findingRules } = view.plan(node)
    return {
      text: view.kind(node) === KIND.string ? view.text(node) : '', path,
      rules: findingRules ?? (() => []),
      hasLabels: (labels) => facts.labels?.has(view.resourceOf(node), labels) === true,
      subject: () => facts.subjects?.of(node),
    }
  })
  return gate.judge(texts, facts.people).map((ruling, index) => {
    const node = nodes[index] as number
    const { text } = texts[index] as ScannedText
    const output = ruling.replacements.length === 0 ? undefined : applyReplacements(text, ruling.replacements)
    return { node, plan: view.plan(node), ruling, output }
  })
}

/** The resource that is labelled for what is done to a node: a contained one counts as part of its container. */
export function labelledResource(view: TapeView, node: number): number {
  let at = view.resourceOf(node)
  while (at > 0 && view.name(at) === 'contained') at = view.resourceOf(view.parent(at))
  return at
}
