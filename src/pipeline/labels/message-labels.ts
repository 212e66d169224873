import { displayedLabel, foldLabel, sensitivityOf } from '../../classify/sensitivity.ts'
import { FLAG, KIND } from '../../json/tape.ts'
import { ROLE } from '../../policy/compile/plan.ts'
import type { TapeView } from '../tape/tape-view.ts'

/**
 * The labels of the resources in a message: codes in `meta.security` and the sensitive categories their codings tell. What is
 * contained in a resource is part of it (FHIR R4, 2.3.0.8), and so are the labels.
 */
export interface MessageLabels {
  /**
   * Whether the resource at `node`, or one that holds it, has one of the labels, or labels in a form that cannot be read. A label
   * can only be added by holding, never lost.
   */
  has(node: number, labels: readonly string[]): boolean
}

export function readLabels(view: TapeView): MessageLabels {
  const byResource = new Map<number, Set<string>>()
  const unread = new Set<number>()
  const add = (node: number, label: string): void => {
    const folded = foldLabel(label)
    for (const resource of withContainers(view, node)) byResource.set(resource, (byResource.get(resource) ?? new Set()).add(folded))
  }
  for (let node = 0; node < view.length; node++) {
    if (view.has(node, FLAG.mismatch)) {
      if (isOfLabels(view, node)) for (const resource of withContainers(view, node)) unread.add(resource)
      continue
    }
    if (view.kind(node) !== KIND.string) continue
    const { path } = view.plan(node)
    const isLabel = path.startsWith('Coding.') && view.plan(view.parent(node)).role === ROLE.security
    if (isLabel && path === 'Coding.display') {
      const label = displayedLabel(view.text(node))
      if (label !== undefined) add(node, label)
    }
    if (path === 'Coding.code') {
      const code = view.text(node)
      if (isLabel) add(node, code)
      const category = sensitivityOf(view.siblingText(node, 'system') ?? '', code)
      if (category !== undefined) add(node, category)
    } else if (isLabel && isUntold(view, node)) for (const resource of withContainers(view, node)) unread.add(resource)
  }
  return {
    has(node, labels) {
      for (let at = view.resourceOf(node); at >= 0; at = at === 0 ? -1 : view.resourceOf(view.parent(at))) {
        if (unread.has(at)) return true
        const own = byResource.get(at)
        if (own !== undefined && labels.some((label) => own.has(foldLabel(label)))) return true
      }
      return false
    },
  }
}

/** The resource that holds a node and, of one that is contained, those that contain it. */
function* withContainers(view: TapeView, node: number): Generator<number> {
  let resource = view.resourceOf(node)
  yield resource
  while (view.name(resource) === 'contained') {
    resource = view.resourceOf(view.parent(resource))
    yield resource
  }
}

/** Whether a label has a system or a display, but no code and no display that tells one. */
function isUntold(view: TapeView, node: number): boolean {
  return view.siblingText(node, 'code') === undefined && displayedLabel(view.siblingText(node, 'display') ?? '') === undefined
}

/** Whether a node that is not of the form that FHIR has is a `meta`, a label, or the code of one. */
function isOfLabels(view: TapeView, node: number): boolean {
  const { role, path } = view.plan(node)
  return role === ROLE.meta || role === ROLE.security || (path === 'Coding.code' && view.plan(view.parent(node)).role === ROLE.security)
}
