import { randomUUID } from 'node:crypto'
import { decodeString, itemsOf, memberOf, replaceStretches, rootOf, type Stretch } from '../json/members.ts'

/** Room for the name of a member and the white space around it. */
const NAME_BYTES = 256

/** The Bundle as if it never had this entry: without any, there is no list of them. */
export function withoutTrace(body: Uint8Array, index: number): Uint8Array | undefined {
  if (entryCount(body) > 1) return keepEntries(body, (at) => at !== index)
  return withoutEntries(body)
}

function withoutEntries(body: Uint8Array): Uint8Array | undefined {
  const entries = memberOf(body, rootOf(body), 'entry')
  if (entries === undefined) return undefined
  const name = /(,?)\s*"entry"\s*:\s*$/.exec(
    Buffer.from(body.subarray(Math.max(0, entries.start - NAME_BYTES), entries.start)).toString('latin1'),
  )
  if (name === null) return undefined
  const comma =
    name[1] === ',' ? undefined : /^\s*,/.exec(Buffer.from(body.subarray(entries.end, entries.end + NAME_BYTES)).toString('latin1'))
  return replaceStretches(body, [
    { start: entries.start - name[0].length, end: entries.end + (comma?.[0].length ?? 0), with: new Uint8Array(0) },
  ])
}

/** Whether a Bundle is of a type, such as `history`. */
export function isOfType(body: Uint8Array, type: string): boolean {
  const stretch = memberOf(body, rootOf(body), 'type')
  return stretch !== undefined && Buffer.from(body.subarray(stretch.start, stretch.end)).toString('latin1') === `"${type}"`
}

/** A Bundle with other entries. */
export function replaceEntries(body: Uint8Array, items: readonly Uint8Array[]): Uint8Array {
  const entries = memberOf(body, rootOf(body), 'entry')
  const gone = items.length === 0 ? withoutEntries(body) : undefined
  if (gone !== undefined) return gone
  if (entries === undefined) return items.length === 0 ? body : withFirst(body, arrayOf(items))
  return replaceStretches(body, [{ ...entries, with: arrayOf(items) }])
}

/** What makes a Bundle of one of its entries, which is found only once. */
export function aloneIn(body: Uint8Array): (item: Uint8Array) => Uint8Array {
  const entries = memberOf(body, rootOf(body), 'entry')
  if (entries === undefined) return (item) => withFirst(body, arrayOf([item]))
  const [head, tail] = [body.subarray(0, entries.start), body.subarray(entries.end)]
  return (item) => Buffer.concat([head, arrayOf([item]), tail])
}

/** A Bundle that had no entries, with a list of them. */
function withFirst(body: Uint8Array, list: Uint8Array): Uint8Array {
  const at = rootOf(body) + 1
  return replaceStretches(body, [{ start: at, end: at, with: Buffer.concat([Buffer.from('"entry":'), list, Buffer.from(',')]) }])
}

/** A Bundle with some of its entries. */
export function keepEntries(body: Uint8Array, keep: (index: number) => boolean): Uint8Array {
  const entries = memberOf(body, rootOf(body), 'entry')
  if (entries === undefined) return body
  const kept = [...itemsOf(body, entries.start)].filter((_, index) => keep(index)).map(({ start, end }) => body.subarray(start, end))
  return replaceStretches(body, [{ ...entries, with: arrayOf(kept) }])
}

/** The entries of a Bundle, as they stand in it. */
export function entriesOf(body: Uint8Array): Uint8Array[] {
  const entries = memberOf(body, rootOf(body), 'entry')
  return [...entries === undefined ? [] : itemsOf(body, entries.start)].map(({ start, end }) => body.subarray(start, end))
}

/** The answers of a batch or transaction with other ones in place of what its searches found; with the given one where there is none. */
export function replaceFound(body: Uint8Array, replace: (found: Uint8Array) => Uint8Array | undefined, instead: object): Uint8Array {
  const entries = memberOf(body, rootOf(body), 'entry')
  return replaceStretches(body, [...entries === undefined ? [] : itemsOf(body, entries.start)].flatMap((entry) => {
    const resource = memberOf(body, entry.start, 'resource')
    if (resource === undefined) return []
    const found = body.subarray(resource.start, resource.end)
    const other = isOfType(found, 'searchset') ? replace(found) : found
    if (other === undefined) return [{ ...entry, with: Buffer.from(JSON.stringify(instead)) }]
    return other === found ? [] : [{ ...resource, with: other }]
  }))
}

/** Whether there may be further Bundles in a Bundle: quick to say. */
export function mayHoldBundles(body: Uint8Array): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  return bytes.includes('"Bundle"', bytes.indexOf('"Bundle"') + 1)
}

/** A Bundle with other ones in place of those that are resources in it, such as documents that a search found. */
export function replaceBundles(body: Uint8Array, replace: (bundle: Uint8Array) => Uint8Array): Uint8Array {
  return replaceStretches(body, resourcesIn(body, true).flatMap((resource) => {
    const type = memberOf(body, resource.start, 'resourceType')
    if (type === undefined || decodeString(body, type) !== 'Bundle') return []
    const found = body.subarray(resource.start, resource.end)
    const other = replace(found)
    return other === found ? [] : [{ ...resource, with: other }]
  }))
}

/** The types of the resources in a Bundle. */
export function typesOf(body: Uint8Array): string[] {
  return resourcesIn(body, true).flatMap(({ start }) => {
    const type = memberOf(body, start, 'resourceType')
    return type === undefined ? [] : [decodeString(body, type)]
  })
}

/** The end of `"request"`: it begins with a rare letter, and is found the faster for that. */
const REQUEST = 'quest"'

/** A history of which no request says what was searched for: a server repeats it as it was asked. Anything else has none. */
export function withoutConditions(body: Uint8Array): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  // Where letters are escaped it may be any word.
  if (!bytes.includes(REQUEST) && !bytes.includes('\\u00')) return body
  const entries = memberOf(body, rootOf(body), 'entry')
  return replaceStretches(body, [...entries === undefined ? [] : itemsOf(body, entries.start)].flatMap(({ start }) => {
    const request = memberOf(body, start, 'request')
    const url = request === undefined ? undefined : memberOf(body, request.start, 'url')
    const text = url === undefined ? '' : decodeString(body, url)
    return url === undefined || !text.includes('?') ? [] : [{ ...url, with: Buffer.from(JSON.stringify(text.slice(0, text.indexOf('?')))) }]
  }))
}

/** How many entries a Bundle has. */
export function entryCount(body: Uint8Array): number {
  const entries = memberOf(body, rootOf(body), 'entry')
  return entries === undefined ? 0 : [...itemsOf(body, entries.start)].length
}

/** A Bundle with further entries at their places. */
export function addEntries(output: Uint8Array, added: ReadonlyMap<number, object>): Uint8Array {
  const entries = memberOf(output, rootOf(output), 'entry')
  const given = entries === undefined ? [] : [...itemsOf(output, entries.start)].map(({ start, end }) => output.subarray(start, end))
  const all: Uint8Array[] = []
  for (let index = 0; all.length < given.length + added.size; index++) {
    const more = added.get(index)
    const next =
      more === undefined ? given[index - [...added.keys()].filter((key) => key < index).length] : Buffer.from(JSON.stringify(more))
    if (next === undefined) break
    all.push(next)
  }
  return entries === undefined ? withFirst(output, arrayOf(all)) : replaceStretches(output, [{ ...entries, with: arrayOf(all) }])
}

/** Where the resources of the entries are, or the one that is all of it. */
export function resourcesIn(body: Uint8Array, isOfEntries: boolean): Stretch[] {
  if (!isOfEntries) return body.length === 0 ? [] : [{ start: rootOf(body), end: body.length }]
  const entries = memberOf(body, rootOf(body), 'entry')
  return [...entries === undefined ? [] : itemsOf(body, entries.start)].flatMap(({ start }) => memberOf(body, start, 'resource') ?? [])
}

/** With other ids in place of those that a client would give to resources whose ids it does not know: a server makes up its own. */
export function withoutIds(body: Uint8Array, resources: readonly Stretch[], isSealed: (resourceType: string) => boolean): Uint8Array {
  return replaceStretches(
    body,
    resources.flatMap(({ start }) => {
      const [type, id] = [memberOf(body, start, 'resourceType'), memberOf(body, start, 'id')]
      return type === undefined || id === undefined || !isSealed(decodeString(body, type))
        ? []
        : [{ ...id, with: Buffer.from(`"${randomUUID()}"`) }]
    }),
  )
}

/** Values as a JSON array of them. */
function arrayOf(items: readonly Uint8Array[]): Uint8Array {
  const comma = Buffer.from(',')
  return Buffer.concat([Buffer.from('['), ...items.flatMap((item, index) => index === 0 ? [item] : [comma, item]), Buffer.from(']')])
}
