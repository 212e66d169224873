import { SluiceError } from '../../src/contract/errors.ts'

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** The address of a FHIR server, and the only place that requests to it may go. */
export interface BaseUrl {
  /** Without a slash at its end. */
  readonly href: string
  readonly isEncrypted: boolean
  /** The address of something below the base: `Patient?_count=1`, `$export`; the base itself for an empty text. */
  of(path: string): URL
  /**
   * Where a link of the server leads, read against the page that it stands in. Undefined when that is not the server:
   * a link is data, and a request carries the credentials.
   */
  follow(link: string, page?: URL): URL | undefined
}

/** Reads the address of a FHIR server. Throws SLUICE_CONFIG for what is no http address, or holds more than one. */
export function parseBaseUrl(text: string): BaseUrl {
  const parsed = URL.parse(text)
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username + parsed.password + parsed.search + parsed.hash !== '') {
    throw new SluiceError('SLUICE_CONFIG', {
      detail: 'The address of a FHIR server is http(s)://host/path, without user, query or fragment.',
    })
  }
  const href = parsed.href.replace(/\/+$/, '')
  const { pathname } = new URL(`${href}/`)

  function follow(link: string, page?: URL): URL | undefined {
    const url = URL.parse(link, page?.href ?? `${href}/`)
    if (url === null || url.origin !== parsed?.origin || url.username + url.password !== '') return undefined
    url.hash = ''
    return `${url.pathname}/`.startsWith(pathname) ? url : undefined
  }

  return {
    href,
    isEncrypted: parsed.protocol === 'https:' || LOOPBACK.test(parsed.hostname),
    of: (path) => new URL(path === '' ? href : `${href}/${path}`),
    follow,
  }
}
