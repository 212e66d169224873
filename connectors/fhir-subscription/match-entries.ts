import type { CutEntry } from '../../src/contract/decoders.ts'
import { readInstant } from '../fhir-http/instant.ts'
import { asObject, type JsonObject } from '../json-value.ts'
import type { Notification, NotifiedEvent } from './read-notification.ts'

/** One thing that an event is about. */
export interface Part {
  readonly reference: string
  /** What the notification holds of it for this event, oldest first. */
  readonly entries: readonly CutEntry[]
  /** Another version of it that the notification holds, for when the one that is named is nowhere to be had. */
  readonly instead: CutEntry | undefined
}

interface Claim {
  readonly event: NotifiedEvent
  readonly reference: string
  readonly plain: string
  readonly version: string | undefined
}

/** `Type/id` of a reference, however the server writes it, and the version that it names; the whole of anything else. */
export function readReference(reference: unknown): { readonly plain: string; readonly version: string | undefined } {
  const text = typeof reference === 'string' ? reference : ''
  const match = /([A-Z][A-Za-z]{1,63}\/[A-Za-z0-9.-]{1,64})(?:\/_history\/([A-Za-z0-9.-]{1,64}))?$/.exec(text)
  return { plain: match?.[1] ?? text, version: match?.[2] }
}

function metaOf({ resource }: CutEntry): JsonObject {
  if (resource === undefined) return {}
  return asObject(asObject(JSON.parse(Buffer.from(resource).toString()) as unknown)['meta'])
}

/** What the version of an entry is called, wherever that stands. */
function versionsOf(entry: CutEntry): ReadonlySet<unknown> {
  const { fullUrl, request, response } = entry.envelope
  const etag = /"([^"]*)"/.exec(String(asObject(response)['etag']))?.[1]
  const told = [readReference(fullUrl).version, readReference(asObject(request)['url']).version, etag, metaOf(entry)['versionId']]
  return new Set(told.filter((one) => one !== undefined))
}

/** Oldest first, where all say when they were changed; else as they stand in the notification, which is how its events stand too. */
function inOrder(claims: readonly Claim[], entries: readonly CutEntry[]): readonly [readonly Claim[], readonly CutEntry[]] {
  const timed = entries.map((entry) => ({
    entry, at: readInstant(metaOf(entry)['lastUpdated']) ?? readInstant(asObject(entry.envelope['response'])['lastModified']) ?? -1n,
  }))
  const isTold = timed.every(({ at }) => at >= 0n) && new Set(timed.map(({ at }) => at)).size === timed.length
  if (!isTold) return [claims.toSorted((a, b) => a.event.place - b.event.place), entries]
  return [claims, timed.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ entry }) => entry)]
}

/** Gives each claim an entry, the last claim the last one: of too few the first claims have none, of too many the last has the rest. */
function pair(claims: readonly Claim[], entries: readonly CutEntry[], given: Map<Claim, readonly CutEntry[]>): void {
  const without = Math.max(0, claims.length - entries.length)
  for (const [index, claim] of claims.slice(without).entries())
    given.set(claim, entries.slice(index, index + without + 1 === claims.length ? undefined : index + 1))
}

/** Shares out what a notification holds of one resource: by the versions that are named, and what is left in its order. */
function share(all: readonly Claim[], held: readonly CutEntry[]): ReadonlyMap<Claim, Part> {
  const [claims, entries] = held.length < 2 ? [all, held] : inOrder(all, held)
  const [named, unnamed] = [claims.filter(({ version }) => version !== undefined), claims.filter(({ version }) => version === undefined)]
  const given = new Map<Claim, readonly CutEntry[]>()
  const told = new Map(named.length === 0 ? [] : entries.map((entry) => [entry, versionsOf(entry)]))
  for (const claim of named) {
    const exact = entries.findLast((entry) => told.get(entry)?.has(claim.version))
    if (exact !== undefined) given.set(claim, [exact])
  }
  const left = (): CutEntry[] => {
    const used = new Set([...given.values()].flat())
    return entries.filter((entry) => !used.has(entry))
  }
  pair(named.filter((claim) => !given.has(claim)), left().filter((entry) => told.get(entry)?.size === 0), given)
  const spare = left()
  pair(unnamed, spare, given)
  // What is named without a version may stand there once for several events.
  const once = [spare[0] ?? entries.at(-1)].filter((entry) => entry !== undefined)
  for (const claim of unnamed) if (!given.has(claim)) given.set(claim, once)
  return new Map(all.map((claim) => [claim, { reference: claim.reference, entries: given.get(claim) ?? [], instead: entries.at(-1) }]))
}

/** The same thing is claimed once by an event, however often it is named. */
function claimsOf(event: NotifiedEvent): Claim[] {
  const claims = event.references.map((reference) => ({ event, reference, ...readReference(reference) }))
  return [...new Map(claims.map((claim) => [`${claim.plain} ${claim.version}`, claim])).values()]
}

/**
 * What a notification holds for each of its events. Several may be about one resource, each with a version of its own, or
 * the last with its deletion: so whose an entry is can only be told for all of them together.
 */
export function matchEntries({ events, entries }: Pick<Notification, 'events' | 'entries'>): ReadonlyMap<NotifiedEvent, readonly Part[]> {
  const held = new Map<string, CutEntry[]>()
  for (const entry of entries) {
    const { fullUrl, request } = entry.envelope
    for (const plain of new Set([fullUrl, asObject(request)['url']].map((one) => readReference(one).plain))) {
      const about = held.get(plain)
      if (about === undefined) held.set(plain, [entry])
      else about.push(entry)
    }
  }
  const claims = events.map((event) => [event, claimsOf(event)] as const)
  const parts = new Map<Claim, Part>()
  for (const [plain, all] of Map.groupBy(claims.flatMap(([, own]) => own), (claim) => claim.plain))
    for (const [claim, part] of share(all, held.get(plain) ?? [])) parts.set(claim, part)
  return new Map(claims.map(([event, own]) => [event, own.map((claim) => parts.get(claim)).filter((part) => part !== undefined)]))
}
