import type { IdentityToken } from '../classify/people/identity.ts'
import type { PhiClass } from '../contract/classes.ts'
import { readingOf } from './person-token.ts'

/** What a value says of who somebody is, by its element alone. */
export const WHO = {
  nobody: 0,
  /** More than can be told without its neighbours. */
  unclear: 1,
  /** What a reference calls somebody, or something; where it leads says which. */
  display: 2,
  reference: 3,
  referenceType: 4,
  name: 5,
  organization: 6,
  code: 7,
  contact: 8,
  street: 9,
  city: 10,
  postalCode: 11,
} as const

/** Whether values of an element may say who somebody is; `path` is its definition path. */
export function isPersonPath(path: string): boolean {
  return whoOf(path) !== WHO.nobody
}

/** What values of an element are; `path` is its definition path. */
export function whoOf(path: string): number {
  if (path === 'Reference.display') return WHO.display
  if (path === 'Reference.reference') return WHO.reference
  if (path === 'Reference.type') return WHO.referenceType
  if (path === 'Identifier.value') return WHO.code
  if (path === 'ContactPoint.value') return WHO.contact
  const reading = readingOf(path)
  if (reading === undefined) return WHO.nobody
  switch (reading.kind) {
    case 'organization': return WHO.organization
    case 'street': return WHO.street
    case 'city': return WHO.city
    case 'code': return reading.class === 'address' ? WHO.postalCode : WHO.code
    default: return WHO.unclear
  }
}

/**
 * All that a value may make somebody known by. It may be more than the message says it is, never less, and names are what
 * it says they are.
 */
export function tokensOf(who: number, value: string): IdentityToken[] {
  const token = (kind: IdentityToken['kind'], given: PhiClass): IdentityToken => ({ kind, class: given, value, element: '' })
  switch (who) {
    case WHO.name: return [{ ...token('name', 'name'), part: 'text' }]
    case WHO.organization: return [token('organization', 'organization')]
    case WHO.code: return [token('code', 'other-id')]
    case WHO.contact: return value.includes('@') ? [token('email', 'email')] : [token('number', 'phone'), token('url', 'url')]
    case WHO.street: return [token('street', 'address')]
    case WHO.city: return [token('city', 'address')]
    case WHO.postalCode: return [token('code', 'address')]
    default: return []
  }
}
