import type { Json } from './known-values.ts'

interface Link {
  readonly text: string
  /** The ids of what is contained in the resource that holds the link. */
  readonly fragments: ReadonlySet<string>
}

export interface BundleLinks {
  readonly links: readonly Link[]
  /** Every name under which a resource of the message can be found: fullUrl, and Type/id. */
  readonly names: ReadonlySet<string>
  readonly resources: number
}

/** The literal references of a message, and the names by which its resources are found. */
export function bundleLinks(message: Json): BundleLinks {
  const links: Link[] = []
  const names = new Set<string>()
  let resources = 0
  const visit = (value: Json, fragments: ReadonlySet<string>): void => {
    if (typeof value !== 'object' || value === null) return
    if (isList(value)) return value.forEach((item) => visit(item, fragments))
    const { resourceType, id, fullUrl, reference, contained } = value
    let within = fragments
    if (typeof resourceType === 'string') {
      resources++
      if (typeof id === 'string') names.add(`${resourceType}/${id}`)
      if (contained !== undefined) within = idsOf(contained)
    }
    if (typeof fullUrl === 'string') names.add(fullUrl)
    if (typeof reference === 'string') links.push({ text: reference, fragments: within })
    for (const inner of Object.values(value)) visit(inner, within)
  }
  visit(message, new Set())
  return { links, names, resources }
}

/** How many of the links lead to a resource in the message. */
export function resolving({ links, names }: BundleLinks): number {
  return links.filter(({ text, fragments }) => text.startsWith('#')
    ? text === '#' || fragments.has(text.slice(1))
    : names.has(text) || names.has(text.replace(/\/_history\/[^/]*$/, ''))).length
}

function idsOf(contained: Json): ReadonlySet<string> {
  const items = isList(contained) ? contained : [contained]
  return new Set(
    items.flatMap((item) =>
      typeof item === 'object' && item !== null && !isList(item) && typeof item['id'] === 'string' ? [item['id']] : [],
    ),
  )
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
