import type { Finding } from '../../contract/finding.ts'
import type { Model } from '../../fhir/model.ts'

/** A path in the form of the policy language: without the places in lists. */
export const withoutIndexes = (path: string): string => path.replaceAll(/\[\d+\]/g, '')

/** A path as the FHIR model spells it: without indexes, from the innermost resource on. */
export function modelPath(path: string, resourceType: string): string {
  const plain = withoutIndexes(path)
  const inner = /^(?:.*\.(?:resource|contained|outcome))\.(.*)$/.exec(plain)
  return inner === null ? plain : `${resourceType}.${inner[1] ?? ''}`
}

/** True when a finding stands at the asked path or below it; the path may be given with or without indexes, and of a choice with `[x]`. */
export function isAt(finding: Pick<Finding, 'path' | 'resourceType'>, asked: string): boolean {
  const spellings = [finding.path, withoutIndexes(finding.path), modelPath(finding.path, finding.resourceType)]
  const steps = asked.split('[x]').map((part) => part.replaceAll(/[.[\]\\*+?^$(){}|]/g, String.raw`\$&`))
  const at = new RegExp(String.raw`^${steps.join(String.raw`[A-Z]\w*`)}(?:$|[.[])`)
  return spellings.some((path) => at.test(path))
}

/** Whether a leaf of the model, by its path and type, is called like one of these: a choice also by its name alone, or with its type. */
export function isCalled({ path, type }: { readonly path: string; readonly type: string }, names: ReadonlySet<string>): boolean {
  const name = path.replace('[x]', '')
  return names.has(path) || names.has(name) || path !== name && names.has(`${name}${type.charAt(0).toUpperCase()}${type.slice(1)}`)
}

/** Where the model may define the last step of a path: in the resource, or in the type of an element on the way. */
export function definitionPaths(model: Model, asked: string): string[] {
  const segments = withoutIndexes(asked).split('.')
  const paths = [segments.join('.')]
  let type = model.type(segments[0] ?? '')
  for (const [index, segment] of segments.entries()) {
    if (index === 0 || type === undefined) continue
    const element = type.elements.find((each) => each.name === segment)
    const next = model.type(element?.types[0]?.code ?? '')
    if (next === undefined || next.kind !== 'complex') break
    type = next
    paths.push([type.name, ...segments.slice(index + 1)].join('.'))
  }
  return paths
}
