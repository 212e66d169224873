import type { IdentityToken } from '../../classify/people/identity.ts'
import type { PhiClass } from '../../contract/classes.ts'
import { isTellingId, readingOf, type ElementOf } from './person-token.ts'

/** What a value says of who somebody is, by its element alone. */
export const WHO = {
  nobody: 0,
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
  date: 12,
  /** The id of what stands for a person. */
  id: 13,
  /** Parts of a name, and a name that is no display: with others of the same owner they are one name. */
  given: 14,
  family: 15,
  wholeName: 16,
} as const

/** Whether values of an element may say who somebody is. */
export function isPersonElement(element: ElementOf): boolean {
  return whoOf(element) !== WHO.nobody
}

/** What values of an element are. */
export function whoOf({ path, class: given }: ElementOf): number {
  if (path === 'Reference.display') return WHO.display
  if (path === 'Reference.reference') return WHO.reference
  if (path === 'Reference.type') return WHO.referenceType
  if (path === 'Identifier.value') return WHO.code
  if (path === 'ContactPoint.value') return WHO.contact
  const reading = readingOf(path, given)
  if (reading === undefined) return WHO.nobody
  switch (reading.kind) {
    case 'organization':
      return WHO.organization
    case 'street':
      return WHO.street
    case 'city':
      return WHO.city
    case 'date':
      return WHO.date
    case 'name':
      return reading.part === 'given'
        ? WHO.given
        : reading.part === 'family'
          ? WHO.family
          : reading.part === 'text'
            ? WHO.wholeName
            : WHO.nobody
    default:
      return reading.class === 'address' ? WHO.postalCode : WHO.code
  }
}

/**
 * All that a value may make somebody known by. It may be more than the message says it is, never less, and names are what
 * it says they are.
 */
export function tokensOf(who: number, value: string): IdentityToken[] {
  const token = (kind: IdentityToken['kind'], given: PhiClass): IdentityToken => ({ kind, class: given, value, element: '' })
  switch (who) {
    case WHO.name:
    case WHO.wholeName: return [{ ...token('name', 'name'), part: 'text' }]
    case WHO.given: return [{ ...token('name', 'name'), part: 'given' }]
    case WHO.family: return [{ ...token('name', 'name'), part: 'family' }]
    // Which day it is does not show: it may be that of birth, which is looked for in codes too.
    case WHO.date: return [{ ...token('date', 'date'), element: 'birthDate' }]
    case WHO.id: return isTellingId(value) ? [token('code', 'other-id')] : []
    case WHO.organization: return [token('organization', 'organization')]
    case WHO.code: return [token('code', 'other-id')]
    case WHO.contact: return value.includes('@') ? [token('email', 'email')] : [token('number', 'phone'), token('url', 'url')]
    case WHO.street: return [token('street', 'address')]
    case WHO.city: return [token('city', 'address')]
    case WHO.postalCode: return [token('code', 'address')]
    default: return []
  }
}
