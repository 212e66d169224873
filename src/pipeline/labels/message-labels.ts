import { sensitivityOf } from '../../classify/sensitivity.ts'
import { KIND } from '../../json/tape.ts'
import { ROLE } from '../../policy/compile/plan.ts'
import type { TapeView } from '../tape/tape-view.ts'

/** The labels of the resources in a message: codes in `meta.security` and the sensitive categories their codings tell. */
export interface MessageLabels {
  /** Whether the resource at `node`, or one that holds it, has one of the labels. A label can only be added by holding, never lost. */
  has(node: number, labels: readonly string[]): boolean
}

export function readLabels(view: TapeView): MessageLabels {
  const byResource = new Map<number, Set<string>>()
  const add = (resource: number, label: string): void => {
    const labels = byResource.get(resource) ?? new Set()
    byResource.set(resource, labels.add(label))
  }
  for (let node = 0; node < view.length; node++) {
    if (view.kind(node) !== KIND.string || view.plan(node).path !== 'Coding.code') continue
    const resource = view.resourceOf(node)
    const code = view.text(node)
    if (view.plan(view.parent(node)).role === ROLE.security) add(resource, code)
    const category = sensitivityOf(view.siblingText(node, 'system') ?? '', code)
    if (category !== undefined) add(resource, category)
  }
  return {
    has(node, labels) {
      for (let at = view.resourceOf(node); at >= 0; at = at === 0 ? -1 : view.resourceOf(view.parent(at))) {
        const own = byResource.get(at)
        if (own !== undefined && labels.some((label) => own.has(label))) return true
      }
      return false
    },
  }
}
