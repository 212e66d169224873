import type { IdentityToken, NamePart, TokenKind } from '../../classify/people/identity.ts'
import { contactClass } from '../../classify/refine.ts'
import { PHI_CLASSES, type ElementClass, type PhiClass } from '../../contract/classes.ts'
import { refineClass } from '../values/refine-class.ts'
import type { Plan } from '../../policy/compile/plan.ts'
import type { TapeView } from '../tape/tape-view.ts'

/** What a value says of somebody. */
export interface Reading {
  readonly kind: TokenKind
  readonly class: PhiClass
  readonly part?: NamePart
}

const name = (part: NamePart): Reading => ({ kind: 'name', class: 'name', part })
const address = (kind: TokenKind): Reading => ({ kind, class: 'address' })
const code = (given: PhiClass): Reading => ({ kind: 'code', class: given })
const organization: Reading = { kind: 'organization', class: 'organization' }
const date: Reading = { kind: 'date', class: 'date' }

/** Elements that say who somebody is, by definition path. */
const ELEMENTS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['HumanName.family', name('family')], ['HumanName.given', name('given')], ['HumanName.text', name('text')],
  ['HumanName.prefix', name('prefix')], ['HumanName.suffix', name('suffix')],
  ...['FamilyMemberHistory.name', 'AuditEvent.agent.name', 'Account.name', 'CareTeam.name'].map((path) => [path, name('text')] as const),
  ['Address.line', address('street')], ['Address.city', address('city')], ['Address.district', address('city')],
  ['Address.postalCode', address('code')], ['Address.text', address('street')],
  ...['Organization.name', 'Organization.alias', 'Location.name', 'Location.alias', 'HealthcareService.name', 'Coverage.class.name'].map(
    (path) => [path, organization] as const,
  ),
  ...['Patient', 'Person', 'Practitioner', 'RelatedPerson'].map((type) => [`${type}.birthDate`, date] as const),
  ['Patient.deceased[x]', date], ['Person.deceased[x]', date], ['Practitioner.deceased[x]', date],
  ...['Coverage.subscriberId', 'Coverage.dependent', 'Coverage.class.value'].map((path) => [path, code('health-plan-id')] as const),
  ['Annotation.author[x]', name('text')],
  ['Device.serialNumber', code('device')], ['Device.lotNumber', code('device')],
  ['Immunization.lotNumber', code('other-id')], ['Medication.batch.lotNumber', code('other-id')],
  ...['Claim.insurance', 'ClaimResponse', 'ClaimResponse.insurance', 'ExplanationOfBenefit', 'ExplanationOfBenefit.insurance'].map(
    (path) => [`${path}.preAuthRef`, code('account')] as const,
  ),
  ['AuditEvent.agent.altId', code('account')],
])
/** Shorter logical ids, and those that are words, say nothing of anybody. */
const ID_LENGTH_MIN = 6
const PHI: ReadonlySet<ElementClass> = new Set(PHI_CLASSES)

/** What an element is, and of which class. */
export type ElementOf = Pick<Plan, 'path' | 'class'>

/** Whether a value of an element, under a key, may say something of a person. */
export function mayBePersonToken({ path, class: given }: ElementOf, key: string): boolean {
  return readingOf(path, given) !== undefined || path === 'ContactPoint.value' || path === 'Identifier.value' || key === 'id'
}

/** How a value of an element is read, where the element alone says it. */
export function readingOf(path: string, given: ElementClass): Reading | undefined {
  return path === 'Extension.value[x]' && given === 'name' ? name('text') : ELEMENTS.get(path)
}

/** What a value says of the person it belongs to, or undefined where it says nothing. */
export function readPersonToken(view: TapeView, node: number): IdentityToken | undefined {
  const plan = view.plan(node)
  const known = readingOf(plan.path, plan.class)
  if (known !== undefined) return tokenOf(view, node, known)
  if (plan.path === 'ContactPoint.value') return tokenOf(view, node, contactOf(view, node))
  if (plan.path === 'Identifier.value') return identifierOf(view, node)
  if (view.name(node) === 'id' && view.isResource(view.parent(node))) return idOf(view, node)
  return undefined
}

function tokenOf(view: TapeView, node: number, reading: Reading): IdentityToken {
  return { ...reading, value: view.text(node), element: view.path(node) }
}

function contactOf(view: TapeView, node: number): Reading {
  const given = contactClass(view.siblingText(node, 'system'))
  const value = view.text(node)
  if (given === 'email' || value.includes('@')) return { kind: 'email', class: 'email' }
  if (given === 'url' || /^https?:/i.test(value)) return { kind: 'url', class: 'url' }
  return { kind: 'number', class: given === 'fax' ? 'fax' : 'phone' }
}

function identifierOf(view: TapeView, node: number): IdentityToken | undefined {
  const plan = view.plan(node)
  const told = plan.refinement === undefined ? plan.class : refineClass(view, node, plan)
  if (told === 'not-identifying') return undefined
  const system = view.siblingText(node, 'system')
  return { ...tokenOf(view, node, { kind: 'code', class: isPhi(told) ? told : 'other-id' }), ...(system === undefined ? {} : { system }) }
}

/** Resources that stand for a person or what happened to one, whose id is one of the person's numbers. */
export const WITH_TELLING_IDS: ReadonlySet<string> = new Set(['Patient', 'Person', 'RelatedPerson', 'Practitioner', 'Encounter', 'Account'])

function idOf(view: TapeView, node: number): IdentityToken | undefined {
  if (!WITH_TELLING_IDS.has(view.resourceType(view.parent(node)) ?? '')) return undefined
  return isTellingId(view.text(node)) ? tokenOf(view, node, { kind: 'code', class: 'other-id' }) : undefined
}

export function isTellingId(id: string): boolean {
  return id.length >= ID_LENGTH_MIN && /\d/.test(id)
}

function isPhi(given: ElementClass): given is PhiClass {
  return PHI.has(given)
}
