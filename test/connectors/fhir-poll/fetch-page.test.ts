import { expect, test } from 'vitest'
import { parseBaseUrl } from '../../../connectors/fhir-http/base-url.ts'
import type { FhirHttp } from '../../../connectors/fhir-http/fhir-http.ts'
import { createFetchPage, type Page } from '../../../connectors/fhir-poll/fetch-page.ts'

const base = parseBaseUrl('http://127.0.0.1/fhir')
const signal = new AbortController().signal

/** How many pages are read of a server whose page leads to the page that is given for it, until there is none or it fails. */
async function walk(nextOf: (page: number) => number | undefined): Promise<number | string> {
  let asked = 0
  const http = {
    base,
    fetch: async () => ({ status: 200, headers: { 'content-type': 'application/fhir+json' }, bytes: new Uint8Array(0) }),
  } as unknown as FhirHttp
  const cutBundle = () => {
    const next = nextOf(asked)
    return { entries: [], envelope: { link: next === undefined ? [] : [{ relation: 'next', url: `?page=${next}` }] } }
  }
  const fetchPage = createFetchPage(http, { label: (text) => text, cutBundle })
  for (let url: URL | undefined = base.of('Patient'), via: 'query' | 'link' = 'query'; url !== undefined; via = 'link') {
    const page: Page | string = await fetchPage(url, via, signal).catch((error: unknown) => String(error))
    if (typeof page === 'string') return page
    asked++
    url = page.next
  }
  return asked
}

test.for([
  [0, 1], [0, 7], [5, 3], [40, 100],
])('pages that after %d go round in a circle of %d are not read for ever', async ([before = 0, circle = 1]) => {
  expect(await walk((page) => (page < before ? page : before + ((page - before) % circle)))).toContain('circle')
})

test('pages without end to them that are each another are read to theirs', async () => {
  expect(await walk((page) => page < 500 ? page : undefined)).toBe(501)
})
