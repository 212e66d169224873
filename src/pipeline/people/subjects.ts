import { KIND, KIND_MASK, STRIDE, TAPE } from '../../json/tape.ts'
import { ROLE } from '../../policy/compile/plan.ts'
import { createNotes } from './edge-notes.ts'
import type { BundlePeople } from './known-people.ts'
import { idKey, placeOf, readTarget, visitKey, type Target } from './subject-key.ts'
import type { TapeView } from '../tape/tape-view.ts'

/** What is known of who is in a message: how a patient can be referred to, and the key that scope stands for. */
export interface IdentityIndex {
  /** Subject key by Bundle fullUrl, as written and as the type and key that it stands for. */
  readonly byUrl: Map<string, string>
  /** Subject key by `system|value`. */
  readonly byIdentifier: Map<string, string>
  /** The keys of all patients met. */
  readonly patients: Set<string>
  /** Everyone in the message, where it is read in pieces and texts are scanned. */
  people?: BundlePeople
}

export function createIdentityIndex(): IdentityIndex {
  return { byUrl: new Map(), byIdentifier: new Map(), patients: new Set() }
}

/** What else a patient is called by in messages, or the key of a patient who is the same. */
export interface OtherName {
  readonly subject: string
  readonly is: 'alias' | 'link'
  readonly name: string
}

interface ResourceRecord {
  readonly node: number
  readonly type: string
  readonly contained: boolean
  readonly entry: number
  id: number
  /** Nodes of Reference.reference or of a logical reference's Identifier.value, by rank. */
  readonly named: number[]
  readonly possible: number[]
  readonly identifiers: number[]
}

/** Types whose dates and values are about a patient even when the resource does not say which: the only patient then is meant. */
export const WITHOUT_SUBJECT = new Set([
  'Practitioner', 'PractitionerRole', 'Organization', 'OrganizationAffiliation', 'Location', 'HealthcareService',
  'Endpoint', 'Medication', 'MedicationKnowledge', 'Substance', 'InsurancePlan', 'Bundle',
])
/** What a resource may name in place of its patient. */
const VISITS: ReadonlySet<string> = new Set(['Encounter', 'EpisodeOfCare'])
/** What tells of whom a message is. */
const NOTE = { nothing: 1, resource: 2, fullUrl: 3, id: 4, reference: 5, identifier: 6 } as const
const notesOf = createNotes(({ role, path }, name) => {
  if (role === ROLE.resource) return NOTE.resource
  if (role !== ROLE.leaf && role !== ROLE.fact) return NOTE.nothing
  if (path === 'Bundle.entry.fullUrl') return NOTE.fullUrl
  if (name === 'id') return NOTE.id
  return path === 'Reference.reference' ? NOTE.reference : path === 'Identifier.value' ? NOTE.identifier : NOTE.nothing
})

/**
 * Finds whose message it is: the scope of date shifts and of pseudonyms for free values. The key is the patient's
 * logical id, however the message refers to it, so that it is the same in every message and run; without an id it is
 * the identifier.
 */
export class Subjects {
  private readonly view: TapeView
  private readonly index: IdentityIndex
  private records: Map<number, ResourceRecord> | undefined
  private readonly keys = new Map<number, string | undefined>()
  /** Resources of which nothing says which patient they are about. */
  private readonly own = new Set<number>()
  private readonly visits = new Map<number, string | undefined>()
  /** Keys of patients that a resource contains. */
  private readonly contained = new Set<string>()

  constructor(view: TapeView, index: IdentityIndex) {
    this.view = view
    this.index = index
  }

  /** The subject key of the resource that holds the node, or undefined when nobody can say. */
  of(node: number): string | undefined {
    return this.keyFor(this.outermost(node))
  }

  /** The key of the patient whom the resource that holds the node says it is about. */
  patientOf(node: number): string | undefined {
    const resource = this.outermost(node)
    const key = this.keyFor(resource)
    return this.own.has(resource) ? undefined : key
  }

  /** The key of the visit that the resource which holds the node belongs to. */
  visitOf(node: number): string | undefined {
    const resource = this.outermost(node)
    if (!this.visits.has(resource)) this.visits.set(resource, this.readVisit(resource))
    return this.visits.get(resource)
  }

  private readVisit(resource: number): string | undefined {
    const { view } = this
    const notes = notesOf(view.compiled)
    const end = view.cell(resource, TAPE.end)
    for (let node = resource + 1; node < view.length && view.cell(node, TAPE.start) < end; node++) {
      if (view.kind(node) !== KIND.string || notes.of(view.cell(node, TAPE.edge)) !== NOTE.reference) continue
      const target = readTarget(view.text(node))
      if (target?.type !== undefined && VISITS.has(target.type)) return visitKey(target)
    }
    return undefined
  }

  /** What else leads to the patients of the message: their identifiers and visits, and records that are linked with theirs. */
  *otherNames(): Generator<OtherName> {
    for (const record of this.collect().values()) {
      if (record.contained) continue
      const subject = this.patientOf(record.node)
      if (subject === undefined) continue
      if (VISITS.has(record.type) && record.id >= 0)
        yield { subject, is: 'alias', name: visitKey({ type: record.type, key: idKey(this.view.text(record.id)) }) }
      if (record.type !== 'Patient') continue
      for (const node of record.identifiers) yield { subject, is: 'alias', name: `identifier:${this.token(node)}` }
      for (const node of record.possible) {
        const other = this.isLink(node) ? this.referenceKey(node, record) : undefined
        if (other !== undefined && other !== subject) yield { subject, is: 'link', name: other }
      }
    }
  }

  private isLink(node: number): boolean {
    return this.view.plan(this.holder(this.view.parent(node))).path === 'Patient.link.other'
  }

  /** Whether the message has that patient, or the resource is of a type that is about none. */
  isOfSomebody(node: number): boolean {
    const resource = this.outermost(node)
    const type = this.collect().get(resource)?.type ?? ''
    if (type === 'Patient' || WITHOUT_SUBJECT.has(type)) return true
    const key = this.patientOf(node)
    return key !== undefined && (this.index.patients.has(key) || this.contained.has(key))
  }

  /** The resource that holds the node, or of one that is contained, what contains it. */
  private outermost(node: number): number {
    const records = this.collect()
    let resource = this.view.resourceOf(node)
    while (records.get(resource)?.contained === true) resource = this.view.resourceOf(this.view.parent(resource))
    return resource
  }

  private keyFor(resource: number): string | undefined {
    if (!this.keys.has(resource)) this.keys.set(resource, this.resolve(this.collect().get(resource)))
    return this.keys.get(resource)
  }

  /** Adds everyone in the message to the index. */
  learn(): void {
    this.collect()
  }

  private collect(): Map<number, ResourceRecord> {
    if (this.records !== undefined) return this.records
    const { view } = this
    const records = new Map<number, ResourceRecord>()
    this.records = records
    const urls = new Map<number, string>()
    const notes = notesOf(view.compiled)
    const { cells, length } = view.tape
    for (let node = 0; node < length; node++) {
      const note = notes.of(cells[node * STRIDE + TAPE.edge] as number)
      if (note === NOTE.nothing) continue
      const kind = (cells[node * STRIDE + TAPE.info] as number) & KIND_MASK
      if (note !== NOTE.resource) {
        if (kind === KIND.string) this.note(node, note, records, urls)
      } else if (kind === KIND.object) {
        const contained = view.name(node) === 'contained'
        records.set(node, {
          node, type: view.resourceType(node) ?? '', contained, entry: view.parent(node), id: -1, named: [], possible: [],
          identifiers: [],
        })
      }
    }
    for (const record of records.values()) if (record.type === 'Patient' && !record.contained) this.addPatient(record, urls)
    return records
  }

  private note(node: number, note: number, records: Map<number, ResourceRecord>, urls: Map<number, string>): void {
    const { view } = this
    if (note === NOTE.fullUrl) {
      urls.set(view.parent(node), view.text(node))
      return
    }
    const parent = view.parent(node)
    if (note === NOTE.id) {
      const record = records.get(parent)
      if (record !== undefined) record.id = node
      return
    }
    const record = records.get(view.resourceOf(node))
    const holder = this.holder(parent)
    if (record === undefined || holder < 0) return
    const plan = view.plan(holder)
    if (note === NOTE.identifier && plan.path === 'Patient.identifier') record.identifiers.push(node)
    else if (plan.role === ROLE.reference && plan.subjectRank === 1) record.named.push(node)
    else if (plan.role === ROLE.reference && plan.subjectRank === 2) record.possible.push(node)
  }

  /** The element that a reference or identifier belongs to: `Observation.subject`, `Patient.identifier`. */
  private holder(parent: number): number {
    const { view } = this
    if (view.plan(parent).path === 'Reference.identifier') return view.parent(parent)
    return parent
  }

  private addPatient(record: ResourceRecord, urls: ReadonlyMap<number, string>): void {
    const url = urls.get(record.entry)
    const target = url === undefined ? undefined : readTarget(url)
    const key = this.ownKey(record) ?? target?.key ?? this.identifierKey(record)
    if (key === undefined) return
    this.keys.set(record.node, key)
    this.index.patients.add(key)
    if (url !== undefined) this.index.byUrl.set(url, key)
    if (target !== undefined) this.index.byUrl.set(placeOf(target), key)
    for (const node of record.identifiers) this.index.byIdentifier.set(this.token(node), key)
  }

  /** Of one reference the literal part is asked before the logical one, in whichever order they are written. */
  private literalsFirst(nodes: readonly number[]): number[] {
    const rank = (node: number): number =>
      2 * this.holder(this.view.parent(node)) + (this.view.plan(node).path === 'Reference.reference' ? 0 : 1)
    return nodes.toSorted((a, b) => rank(a) - rank(b))
  }

  private resolve(record: ResourceRecord | undefined): string | undefined {
    if (record === undefined) return undefined
    for (const node of this.literalsFirst(record.named)) {
      const key = this.referenceKey(node, record)
      if (key === undefined) continue
      if (!this.index.patients.has(key) && this.namesOther(node)) this.own.add(record.node)
      return key
    }
    for (const node of this.literalsFirst(record.possible)) {
      const key = this.patientKey(node, record)
      if (key !== undefined) return key
    }
    if (!WITHOUT_SUBJECT.has(record.type) && this.index.patients.size === 1) return [...this.index.patients][0]
    this.own.add(record.node)
    return this.ownKey(record)
  }

  /** Whether a reference says that it leads to no patient: Group/1, Device/1. */
  private namesOther(node: number): boolean {
    const type = this.view.plan(node).path === 'Identifier.value' ? undefined : readTarget(this.view.text(node))?.type
    return type !== undefined && type !== 'Patient'
  }

  /** Where a reference that names the subject leads, whatever it is. */
  private referenceKey(node: number, record: ResourceRecord): string | undefined {
    const { view } = this
    if (view.plan(node).path === 'Identifier.value') {
      const token = this.token(node)
      return this.index.byIdentifier.get(token) ?? `identifier:${token}`
    }
    const text = view.text(node)
    if (text.startsWith('#')) return this.containedKey(text.slice(1), record)
    const known = this.index.byUrl.get(text)
    if (known !== undefined) return known
    const target = readTarget(text)
    return target && this.keyOf(target)
  }

  private keyOf(target: Target): string {
    const { byUrl, byIdentifier } = this.index
    const known = target.token === undefined ? byUrl.get(placeOf(target)) : byIdentifier.get(target.token)
    return known ?? target.key
  }

  /** Where a reference that may point at anything leads, if that is certainly a patient. */
  private patientKey(node: number, record: ResourceRecord): string | undefined {
    const { view } = this
    if (view.plan(node).path === 'Identifier.value') return this.index.byIdentifier.get(this.token(node))
    const text = view.text(node)
    const known = this.index.byUrl.get(text)
    if (known !== undefined) return known
    if (text.startsWith('#')) return this.containedKey(text.slice(1), record, 'Patient')
    const target = readTarget(text)
    if (target === undefined) return undefined
    return target.type === 'Patient' ? this.keyOf(target) : this.index.byUrl.get(placeOf(target))
  }

  private containedKey(id: string, container: ResourceRecord, type?: string): string | undefined {
    for (const record of this.collect().values()) {
      if (!record.contained || record.id < 0 || this.view.text(record.id) !== id) continue
      if (this.view.resourceOf(this.view.parent(record.node)) !== container.node) continue
      if (type !== undefined && record.type !== type) continue
      const own = this.ownKey(container)
      const key = this.knownKey(record) ?? this.identifierKey(record) ?? (own === undefined ? undefined : `${own}#${id}`)
      if (record.type === 'Patient' && key !== undefined) this.contained.add(key)
      return key
    }
    return undefined
  }

  /** The key of the patient of the message who has one of the identifiers of this one. */
  private knownKey({ identifiers }: ResourceRecord): string | undefined {
    for (const node of identifiers) {
      const key = this.index.byIdentifier.get(this.token(node))
      if (key !== undefined) return key
    }
    return undefined
  }

  private ownKey(record: ResourceRecord): string | undefined {
    return record.id < 0 ? undefined : idKey(this.view.text(record.id))
  }

  private identifierKey(record: ResourceRecord): string | undefined {
    const [first] = record.identifiers
    return first === undefined ? undefined : `identifier:${this.token(first)}`
  }

  private token(node: number): string {
    return `${this.view.siblingText(node, 'system') ?? ''}|${this.view.text(node)}`
  }
}
