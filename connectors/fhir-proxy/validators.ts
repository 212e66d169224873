import { SluiceError } from '../../src/contract/errors.ts'
import type { ProxyClient } from './options.ts'

const ETAG = /^W\/"([A-Za-z0-9\-.]{1,64})"$/

/** Versions of a type as a client knows them: the server's where its policy shows them, or else pseudonyms, since some servers make times of them. */
export interface Versions {
  readonly revision: string
  show(version: string): string
  open(shown: string): string | undefined
}

/** By gate and type; types are those of the model. */
const known = new WeakMap<ProxyClient['gate'], Map<string, Versions>>()

export function versionsOf({ gate }: ProxyClient, type: string): Versions {
  const ofGate = known.get(gate) ?? new Map<string, Versions>()
  const versions = ofGate.get(type) ?? findVersions(gate, type)
  known.set(gate, ofGate.set(type, versions))
  return versions
}

function findVersions(gate: ProxyClient['gate'], type: string): Versions {
  const visibility = gate.search.element(type, 'meta', 'versionId')
  return {
    revision: gate.revision,
    show: (version) => visibility === 'open' ? version : gate.pseudonymOfVersion(version),
    open: (shown) => visibility === 'open' ? shown : gate.versionOf(shown),
  }
}

/** The server's version as the client's validator: it changes with the policy, so no copy outlives that. */
export function clientETag(etag: string | undefined, versions: Versions): string | undefined {
  const version = etag === undefined ? undefined : /^(?:W\/)?"([A-Za-z0-9\-.]{1,51})"$/.exec(etag.trim())?.[1]
  return version === undefined ? undefined : `W/"${versions.show(version)}.${versions.revision}"`
}

/** The version that a write rests on. Also a bare one: `meta.versionId` gives it. Throws SLUICE_HTTP_PRECONDITION. */
export function serverIfMatch(header: string, versions: Versions): string {
  const given = ETAG.exec(header.trim())?.[1]
  if (given === undefined) throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'If-Match holds a version such as W/"1".' })
  const isOurs = given.endsWith(`.${versions.revision}`)
  if (!isOurs && /\.[0-9a-f]{12}$/.test(given)) throw new SluiceError('SLUICE_HTTP_PRECONDITION')
  const version = versions.open(isOurs ? given.slice(0, -versions.revision.length - 1) : given)
  if (version === undefined) throw new SluiceError('SLUICE_HTTP_PRECONDITION')
  return `W/"${version}"`
}
