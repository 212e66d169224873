import { SluiceError } from '../../src/contract/errors.ts'

const ETAG = /^W\/"([A-Za-z0-9\-.]{1,64})"$/

/** The server's version as the client's validator: it changes with the policy, so no copy outlives that. */
export function clientETag(etag: string | undefined, revision: string): string | undefined {
  const version = etag === undefined ? undefined : versionOf(etag)
  return version === undefined ? undefined : `W/"${version}.${revision}"`
}

/** The validator for the server; undefined when it was made under another policy, so that nothing can be said by it. */
export function serverIfNoneMatch(header: string, revision: string): string | undefined {
  const version = ETAG.exec(header.trim())?.[1]
  return version?.endsWith(`.${revision}`) === true ? `W/"${version.slice(0, -revision.length - 1)}"` : undefined
}

/** The version that a write rests on. Also a bare one: `meta.versionId` gives it. Throws SLUICE_HTTP_PRECONDITION. */
export function serverIfMatch(header: string, revision: string): string {
  const version = ETAG.exec(header.trim())?.[1]
  if (version === undefined) throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'If-Match holds a version such as W/"1".' })
  if (version.endsWith(`.${revision}`)) return `W/"${version.slice(0, -revision.length - 1)}"`
  if (/\.[0-9a-f]{12}$/.test(version)) throw new SluiceError('SLUICE_HTTP_PRECONDITION')
  return `W/"${version}"`
}

function versionOf(etag: string): string | undefined {
  return /^(?:W\/)?"([A-Za-z0-9\-.]{1,51})"$/.exec(etag.trim())?.[1]
}
