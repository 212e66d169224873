import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { always, hidingPolicy, openProxy, sendJson, testClients, type Got, type OpenProxy, type Reply } from './open-proxy.ts'

export const [vendor] = testClients() as [ProxyClientConfig]
const LABELS = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }]
export const RESTRICTED = { resourceType: 'Patient', id: 'p1', gender: 'male', meta: { security: LABELS } }
export const GONE = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found', diagnostics: 'HAPI-2001' }] }

/** A proxy for one client, from whom a rule keeps back what is labelled restricted. */
export const open = (action: string): Promise<OpenProxy> =>
  openProxy({
    stepMs: 1,
    upstream: { deletesReferred: true },
    clients: [{ ...vendor, policy: hidingPolicy(`  - { name: Restricted goes, when: { label: R }, then: ${action} }\n`) }],
  })
/** All of an answer that a client can look at. */
export const told = ({ status, text, headers }: Got): unknown => [status, text, [...headers].filter(([name]) => name !== 'date')]
export const bundleOf = (type: string, ...entry: object[]): Reply =>
  always({
    resourceType: 'Bundle',
    type,
    ...(type === 'batch-response' ? {} : { total: entry.length }),
    ...(entry.length === 0 ? {} : { entry }),
  })
/** Nothing is there. */
export const absent: Reply = (asked, response) =>
  asked.method === 'POST'
    ? sendJson(response, { resourceType: 'Bundle', type: 'batch-response', entry: [{ response: { status: '404', outcome: GONE } }] })
    : sendJson(response, GONE, { status: 404 })
/** The resource is there for whoever looks; what else is done goes well. */
export const restricted: Reply = (asked, response) =>
  asked.method === 'GET' ? sendJson(response, RESTRICTED, { headers: { etag: 'W/"1"' } }) : sendJson(response, '', { status: 204 })
/** The resource is there, and what else is asked is answered otherwise. */
export const whole =
  (then: Reply): Reply =>
  (asked, response) =>
    asked.url === '/fhir/Patient/p1' ? sendJson(response, RESTRICTED) : then(asked, response)
export const batch = (request: object, resource?: object) => ({
  method: 'POST',
  body: { resourceType: 'Bundle', type: 'batch', entry: [{ request, ...(resource === undefined ? {} : { resource }) }] },
})
export const patch = {
  method: 'PATCH',
  headers: { 'content-type': 'application/json-patch+json', prefer: 'return=minimal' },
  body: '[{"op":"test","path":"/gender","value":"male"}]',
}

/** What a search in a batch found. */
export const found = (...entry: object[]): Reply =>
  bundleOf('batch-response', {
    resource: { resourceType: 'Bundle', type: 'searchset', total: entry.length, ...(entry.length === 0 ? {} : { entry }) },
    response: { status: '200' },
  })

/** A version of what is kept back, and one of what is seen. */
export const VERSION = {
  fullUrl: 'http://x/Patient/p1',
  resource: RESTRICTED,
  request: { method: 'PUT', url: 'Patient/p1' },
  response: { status: '200', etag: 'W/"1"', lastModified: '2026-01-01T00:00:00Z' },
}
export const SEEN = {
  ...VERSION,
  fullUrl: 'http://x/Patient/p2',
  resource: { resourceType: 'Patient', id: 'p2' },
  request: { method: 'PUT', url: 'Patient/p2' },
}
