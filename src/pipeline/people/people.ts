import { Identity, type IdentityToken } from '../../classify/people/identity.ts'
import { KIND, KIND_MASK, STRIDE, TAPE } from '../../json/tape.ts'
import { ROLE, type Plan } from '../../policy/compile/plan.ts'
import { displayClass, ORGANIZATION_TYPES, PERSON_TYPES, typeOfReference } from './display-class.ts'
import { createNotes } from './edge-notes.ts'
import { mayBePersonToken, readPersonToken } from './person-token.ts'
import type { TapeView } from '../tape/tape-view.ts'

/** Tells whose the resource is that a node stands in: see `Subjects`. */
export interface WhoseNode {
  of(node: number): string | undefined
}

/** The people of a message, from all of its parts: one patient is one person, and whoever is met again is kept once. */
export class MessagePeople {
  private readonly patients = new Map<string, { readonly key: string; readonly tokens: IdentityToken[]; readonly met: Set<string> }>()
  private readonly others: Identity[] = []
  private readonly met = new Set<string>()

  get identities(): readonly Identity[] {
    const patients = [...this.patients].map(([subject, { key, tokens }]) => new Identity({ key, role: 'patient', subject, tokens }))
    return [...patients, ...this.others]
  }

  /** Values of a patient, wherever in the message they stand. */
  addPatient(subject: string, key: string, tokens: readonly IdentityToken[]): void {
    let patient = this.patients.get(subject)
    if (patient === undefined) this.patients.set(subject, patient = { key, tokens: [], met: new Set() })
    for (const token of tokens) {
      const signature = signatureOf(token)
      if (patient.met.has(signature)) continue
      patient.met.add(signature)
      patient.tokens.push(token)
    }
  }

  /** Anybody else. Bundles repeat who ordered and who performed in every entry. */
  addOther(identity: Identity): void {
    const signature = [identity.role, identity.about, ...identity.tokens.map(signatureOf)].join('\n')
    if (this.met.has(signature)) return
    this.met.add(signature)
    this.others.push(identity)
  }
}

function signatureOf({ kind, part, value }: IdentityToken): string {
  return `${kind} ${part ?? ''} ${value}`
}

/** Whom a value belongs to. */
interface Owner {
  readonly node: number
  readonly tokens: IdentityToken[]
}

const NOTE = { nothing: 1, display: 2, token: 3 } as const
const notesOf = createNotes((plan, name) => {
  const { role, path } = plan
  if (role !== ROLE.leaf && role !== ROLE.fact) return NOTE.nothing
  return path === 'Reference.display' ? NOTE.display : mayBePersonToken(plan, name) ? NOTE.token : NOTE.nothing
})

/**
 * Takes everyone that a walked message names: Patient, RelatedPerson, Person, Practitioner, their contacts, coverage and
 * accounts, organizations, names, addresses and telecoms wherever they stand, identifiers, and what references display.
 * The policy has to be compiled so that these elements are recorded.
 */
export function collectPeople(view: TapeView, subjects: WhoseNode, into: MessagePeople = new MessagePeople()): MessagePeople {
  const owners = new Map<number, Owner>()
  const notes = notesOf(view.compiled)
  const { cells, length } = view.tape
  for (let node = 0; node < length; node++) {
    const note = notes.of(cells[node * STRIDE + TAPE.edge] as number)
    if (note === NOTE.nothing || ((cells[node * STRIDE + TAPE.info] as number) & KIND_MASK) !== KIND.string) continue
    const token = note === NOTE.display ? displayToken(view, node) : readPersonToken(view, node)
    if (token === undefined) continue
    const at = ownerOf(view, node)
    let owner = owners.get(at)
    if (owner === undefined) owners.set(at, owner = { node: at, tokens: [] })
    owner.tokens.push(token)
  }
  for (const owner of owners.values()) addOwner(view, subjects, owner, into)
  return into
}

/** A patient where the values are a Patient's own, or those of a reference or identifier of what is about one. */
function addOwner(view: TapeView, subjects: WhoseNode, { node, tokens }: Owner, into: MessagePeople): void {
  const key = view.path(node)
  const about = OF_NOBODY.has(view.resourceType(view.resourceOf(node)) ?? '') ? undefined : subjects.of(node)
  if (!isPatient(view, node)) into.addOther(new Identity({ key, role: 'other', about, tokens }))
  else if (about !== undefined) into.addPatient(about, key, tokens)
  else into.addOther(new Identity({ key, role: isPatientResource(view, node) ? 'patient' : 'other', tokens }))
}

/** Types that stand for themselves, in no patient's record. */
const OF_NOBODY = new Set([
  'Practitioner', 'PractitionerRole', 'Person', 'Organization', 'OrganizationAffiliation', 'Location', 'HealthcareService', 'InsurancePlan',
])

function isPatientResource(view: TapeView, node: number): boolean {
  return view.isResource(node) && view.resourceType(node) === 'Patient'
}

const OTHERS = new Set([...PERSON_TYPES, ...ORGANIZATION_TYPES].filter((type) => type !== 'Patient'))

function isPatient(view: TapeView, node: number): boolean {
  if (view.isResource(node)) return !OTHERS.has(view.resourceType(node) ?? '')
  const plan = view.plan(node)
  return plan.role === ROLE.reference && plan.subjectRank === 1
}

const CONTACT: ReadonlySet<string> = new Set([
  'Patient.contact', 'AuditEvent.agent', 'AuditEvent.entity', 'Organization.contact', 'FamilyMemberHistory', 'InsurancePlan.contact',
])

/** Whether an element is part of another that stands for somebody, and stands for somebody else. */
export function isContact({ path, type }: Pick<Plan, 'path' | 'type'>): boolean {
  return type === 'Annotation' || CONTACT.has(path)
}

/** The nearest thing around a value that stands for somebody: a reference, a contact, a resource. */
function ownerOf(view: TapeView, node: number): number {
  let at = view.parent(node)
  while (at > 0) {
    if (view.kind(at) === KIND.object) {
      const plan = view.plan(at)
      if (plan.role === ROLE.reference || plan.role === ROLE.resource || isContact(plan)) return at
    }
    at = view.parent(at)
  }
  return Math.max(at, 0)
}

/** What a reference calls a person or an organization. What it calls anything else is a description. */
function displayToken(view: TapeView, node: number): IdentityToken | undefined {
  const type = typeOfReference(view.siblingText(node, 'type'), view.siblingText(node, 'reference'))
  const given = displayClass(type, view.plan(node).class, view.name(view.parent(node)))
  if (given === undefined) return undefined
  const facts = { class: given, value: view.text(node), element: view.path(node) }
  return given === 'name' ? { kind: 'name', part: 'text', ...facts } : { kind: 'organization', ...facts }
}
