import type { GetOptions, Got, OpenProxy } from './open-proxy.ts'

/** A request to a proxy: its path, and how it is asked. */
export type Ask = readonly [string, GetOptions?]

export const OBSERVATION = { resourceType: 'Observation', status: 'final', code: { coding: [{ code: 'x' }] } }

/** What of an answer a client can look at, with all its pages; what is made up anew for each answer is left out. */
export async function told(proxy: OpenProxy, [path, options]: Ask): Promise<readonly string[]> {
  const pages: string[] = []
  for (let next: string | undefined = path; next !== undefined && pages.length < 40;) {
    const got: Got = await proxy.get(next, pages.length === 0 ? options : {})
    const headers = [...got.headers].filter(([name]) => name !== 'date').join(';')
    pages.push(
      `${got.status} ${headers} ${got.text}`
        .replaceAll(/_page=[^"&]*/g, (token) => `_page of ${token.length}`)
        .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|"[0-9a-f]{32}"|\/[0-9a-f]{32}/g, 'new'),
    )
    next = (got.json['link'] as { relation: string; url: string }[] | undefined)?.find(({ relation }) => relation === 'next')?.url
  }
  return pages
}

export const batch = (...entry: object[]): GetOptions => ({ method: 'POST', body: { resourceType: 'Bundle', type: 'batch', entry } })
export const get = (url: string): object => ({ request: { method: 'GET', url } })
const form = (body: string): GetOptions => ({ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })
export const patch = (...operations: object[]): GetOptions => ({
  method: 'PATCH',
  headers: { 'content-type': 'application/json-patch+json' },
  body: JSON.stringify(operations),
})
export const bodyOf = (type = ''): object => (type === 'Observation' ? OBSERVATION : { resourceType: type })

/** Every way to look for something: directly, as a form, in a batch, and as the condition of a write. */
export function searches(query: string): Ask[] {
  const [type = '', text = ''] = query.split('?')
  return [
    [`/${query}`],
    [`/${type}/_search`, form(text)],
    ['', batch(get(query))],
    [`/${query}`, { method: 'DELETE' }],
    [`/${query}`, { method: 'PUT', body: bodyOf(type) }],
    [`/${type}`, { method: 'POST', headers: { 'if-none-exist': text }, body: bodyOf(type) }],
    ['/Observation', { method: 'POST', body: { ...OBSERVATION, subject: { reference: query } } }],
  ]
}
