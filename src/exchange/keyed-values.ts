import type { ActionName } from '../contract/action.ts'
import type { Engine } from '../pipeline/outcome.ts'
import type { Policy } from '../policy/language/schema.ts'
import type { Pseudonymizer } from '../transform/pseudonymize.ts'

/**
 * What a policy makes of a value by a key, the same each time. Who may have a value of its own choice so changed, and look at
 * what becomes of it, knows it wherever it meets it; of a date, by how much all dates of that patient are moved.
 */
export function keyedActions(policy: Policy): ReadonlySet<ActionName> {
  const actions = [...policy.rules.map(({ then }) => then), policy.default]
  const keyed = actions.filter(
    (action) =>
      action.do === 'pseudonymize' ||
      action.do === 'shift' ||
      action.do === 'surrogate' ||
      (action.do === 'encrypt' && action.with === 'ff1'),
  )
  return new Set(keyed.map((action) => action.do))
}

export interface KeyedValuesOptions {
  /** Towards the client. */
  readonly answers: Engine
  readonly actions: ReadonlySet<ActionName>
  readonly pseudonymizer: Pick<Pseudonymizer, 'id' | 'reference'>
  /** Whether ids of a type are pseudonyms to the client, so that it refers by those that it was given. */
  readonly isSealed: (resourceType: string) => boolean
  readonly baseUrl: string
}

type Read = Record<string, unknown>

/** What the server gives a name to has this one. */
const UNNAMED = 'x'

/**
 * Whether a resource that a client writes holds a value that it would be shown changed by a key; undefined where its policy
 * changes none so. It is looked at before anything is translated: not counted are references, which are translated, names of
 * what is contained, which are made anew, and what the server puts in place of the client's.
 */
export function createHoldsKeyed(options: KeyedValuesOptions): ((resource: Uint8Array) => boolean) | undefined {
  const { answers, actions } = options
  if (actions.size === 0) return undefined
  const isHeldBy = (resource: Read, expected: ReadonlySet<string>): boolean => {
    const outcome = answers.process(Buffer.from(JSON.stringify(resource)))
    if ('error' in outcome || outcome.output.length === 0) return false
    const changed = Object.values(outcome.facts.counts)
      .flatMap((byAction) => [...actions].map((action) => byAction[action] ?? 0))
      .reduce((sum, count) => sum + count, 0)
    return changed > namesIn(JSON.parse(Buffer.from(outcome.output).toString('utf8')) as Read).filter((name) => expected.has(name)).length
  }
  return (bytes) => {
    const resource = readAsShown(bytes, options.baseUrl)
    // What is no resource has no values; it is refused for that, elsewhere.
    if (resource === undefined) return false
    const expected = pseudonymsOf(resource, options)
    if (isHeldBy(resource, expected)) return true
    // Its labels may be what keeps it back, and may not be there any more when it is read.
    const { meta, ...unlabelled } = resource
    return meta !== undefined && isHeldBy(unlabelled, expected)
  }
}

/** The resource as the server would have it, as far as names go; every number as it is written. Undefined for what is none. */
function readAsShown(bytes: Uint8Array, baseUrl: string): Read | undefined {
  const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown }
  const read = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'), ((
    key: string,
    value: unknown,
    { source }: { readonly source?: string },
  ) => {
    if (typeof value === 'number') return rawJSON(source ?? '0')
    if (key !== 'reference' || typeof value !== 'string') return value
    const relative = value.startsWith(`${baseUrl}/`) ? value.slice(baseUrl.length + 1) : value
    // What a condition finds has an id.
    return relative.replace(/^([A-Za-z]+)\?.*$/s, `$1/${UNNAMED}`)
  }) as (key: string, value: unknown) => unknown) as Read | null
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined
  const { versionId: _version, lastUpdated: _time, ...meta } = (read['meta'] ?? {}) as Read
  const { meta: _meta, ...rest } = read
  return { ...rest, id: UNNAMED, ...(Object.keys(meta).length === 0 ? {} : { meta }) }
}

/** What becomes of the names in a resource that tell nothing. */
function pseudonymsOf(resource: Read, { pseudonymizer, isSealed }: KeyedValuesOptions): ReadonlySet<string> {
  const given = namesIn(resource)
  const expected = given.flatMap((name) => {
    const [, type] = /^([A-Za-z]+)\//.exec(name) ?? []
    return type === undefined || isSealed(type) ? [pseudonymizer.id(name), pseudonymizer.reference(name)] : []
  })
  return new Set(expected.filter((name) => name !== undefined && !given.includes(name)) as string[])
}

/** References, its own id, and those of what it contains. */
function namesIn(value: unknown, isResource = true): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => namesIn(one, isResource))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'string' ? (key === 'reference' || (key === 'id' && isResource) ? [inner] : []) : namesIn(inner, key === 'contained'))
}
