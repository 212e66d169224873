import { displayedLabel, foldLabel, sensitivityOf } from '../../src/classify/sensitivity.ts'
import type { ElementDefinition } from '../../src/fhir/model.ts'
import type { Policy } from '../../src/policy/language/schema.ts'
import type { Slot } from './oracle-slots.ts'
import { memberOf, stringOf, type ObjectTree } from './tree.ts'

/** What a message tells about one of its resources before anything is decided. */
export interface ResourceFacts {
  readonly type: string
  readonly tree: ObjectTree
  /** The resource that holds this one. */
  readonly holder: ResourceFacts | undefined
  readonly contained: boolean
  /** The object it stands in: a Bundle entry, a parameter. */
  readonly within: ObjectTree | undefined
  readonly labels: Set<string>
  readonly named: ObjectTree[]
  readonly possible: ObjectTree[]
  readonly identifiers: ObjectTree[]
}

export interface MessageFacts {
  readonly resources: ResourceFacts[]
  readonly urls: Map<ObjectTree, string>
  /** Every object that was read, in the order in which they open. */
  readonly opened: Set<ObjectTree>
}

/** One string on the way: the objects that it stands in, innermost first, with the slots that they fill. */
export interface Chain {
  readonly tree: ObjectTree
  readonly slot: Slot | undefined
  readonly above: Chain | undefined
}

const SUBJECTS = new Set(['subject', 'patient', 'beneficiary', 'individual', 'for'])
const NOT_ABOUT_PATIENTS = new Set([
  'Practitioner', 'PractitionerRole', 'Organization', 'OrganizationAffiliation', 'Location', 'HealthcareService',
  'Endpoint', 'Medication', 'MedicationKnowledge', 'Substance', 'InsurancePlan', 'Bundle',
])

/** Notes what one string tells: a label, whom the resource is about, what a patient is called by. */
export function learnString(facts: MessageFacts, resource: ResourceFacts, path: string, text: string, chain: Chain): void {
  if (path === 'Coding.code') {
    if (chain.slot?.definition.path === 'Meta.security') addLabel(resource, text)
    const category = sensitivityOf(stringOf(memberOf(chain.tree, 'system')) ?? '', text)
    if (category !== undefined) addLabel(resource, category)
  } else if (chain.slot?.definition.path === 'Meta.security' && (path === 'Coding.display' || path === 'Coding.system')) {
    const displayed = displayedLabel(stringOf(memberOf(chain.tree, 'display')) ?? '')
    if (displayed !== undefined) addLabel(resource, displayed)
    else if (stringOf(memberOf(chain.tree, 'code')) === undefined) addLabel(resource, UNREAD)
  } else if (path === 'Bundle.entry.fullUrl') facts.urls.set(chain.tree, text)
  else if (path === 'Identifier.value' && chain.slot?.definition.path === 'Patient.identifier') resource.identifiers.push(chain.tree)
  else if (path === 'Reference.reference') learnReference(resource, chain)
  else if (path === 'Identifier.value' && chain.slot?.definition.path === 'Reference.identifier') learnReference(resource, chain.above)
}

/** Stands for every label. */
const UNREAD = ''

/** A label of what is contained is one of what contains it. */
function addLabel(resource: ResourceFacts, label: string): void {
  resource.labels.add(foldLabel(label))
  if (resource.contained && resource.holder !== undefined) addLabel(resource.holder, label)
}

/** Notes that something is not of the form that it has in FHIR: labels that cannot be read may be any. */
export function learnMisfit(resource: ResourceFacts, { definition, type }: Slot, chain: Chain): void {
  const isOfLabel = definition.path === 'Coding.code' && chain.slot?.definition.path === 'Meta.security'
  if (isOfLabel || definition.path === 'Meta.security' || type === 'Meta') addLabel(resource, UNREAD)
}

function learnReference(resource: ResourceFacts, reference: Chain | undefined): void {
  if (reference?.slot === undefined) return
  const rank = rankOf(reference.slot.definition)
  const list = rank === 1 ? resource.named : resource.possible
  if (rank > 0 && !list.includes(reference.tree)) list.push(reference.tree)
}

function rankOf({ types, path, name }: ElementDefinition): 0 | 1 | 2 {
  const targets = types.find(({ code }) => code === 'Reference')?.targets ?? []
  const maybe = targets.length === 0 || targets.includes('Patient') || targets.includes('Resource')
  if (!maybe) return 0
  return path.split('.').length === 2 && SUBJECTS.has(name) ? 1 : 2
}

/** Whether anything that the policy does depends on whose message it is. */
export function needsSubject({ rules }: Policy): boolean {
  return rules.some(({ when, then }) => then.do === 'shift' || then.do === 'surrogate' ||
    then.do === 'pseudonymize' && when.class?.every((name) => name === 'link') !== true)
}

export function mayNamePatient(definition: ElementDefinition, type: string): boolean {
  return definition.path === 'Patient.identifier' || type === 'Reference' && rankOf(definition) > 0
}

/** Whether the resource, or one that holds it, has one of the labels. */
export function isLabelled(resource: ResourceFacts, labels: readonly string[]): boolean {
  const isOwn = [...labels, UNREAD].some((label) => resource.labels.has(foldLabel(label)))
  return isOwn || resource.holder !== undefined && isLabelled(resource.holder, labels)
}

/** Answers whom a resource is about: the key that dates are shifted by and tokens are scoped to. */
export function createSubjects(facts: MessageFacts): (resource: ResourceFacts) => string | undefined {
  const byUrl = new Map<string, string>()
  const byIdentifier = new Map<string, string>()
  const patientKeys = new Map<ResourceFacts, string>()
  for (const patient of facts.resources.filter(({ type, contained }) => type === 'Patient' && !contained)) {
    const url = patient.within === undefined ? undefined : facts.urls.get(patient.within)
    const leads = url === undefined ? undefined : followUrl(url)
    const key = ownKey(patient) ?? leads?.key ?? identifierKey(patient)
    if (key === undefined) continue
    patientKeys.set(patient, key)
    if (url !== undefined) byUrl.set(url, key)
    if (leads !== undefined) byUrl.set(`to ${leads.type} ${leads.key}`, key)
    for (const identifier of patient.identifiers) byIdentifier.set(token(identifier), key)
  }
  const known = new Set(patientKeys.values())
  const places = new Map([...facts.opened].map((tree, place) => [tree, place]))
  const inOrder = (references: readonly ObjectTree[]): ObjectTree[] =>
    references.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))

  const follow = (reference: ObjectTree, from: ResourceFacts, certain: boolean): string | undefined => {
    const literal = stringOf(memberOf(reference, 'reference'))
    const key = literal === undefined ? undefined : followLiteral(literal, from, certain)
    const identifier = memberOf(reference, 'identifier')
    if (key !== undefined || identifier?.is !== 'object' || stringOf(memberOf(identifier, 'value')) === undefined) return key
    return byIdentifier.get(token(identifier)) ?? (certain ? `identifier:${token(identifier)}` : undefined)
  }
  const followLiteral = (literal: string, from: ResourceFacts, certain: boolean): string | undefined => {
    const direct = byUrl.get(literal)
    if (literal.startsWith('#')) return direct !== undefined && !certain ? direct : containedKey(literal.slice(1), from, certain)
    if (direct !== undefined) return direct
    const leads = followUrl(literal)
    if (leads === undefined) return undefined
    const met = leads.searched ? byIdentifier.get(leads.key.slice('identifier:'.length)) : byUrl.get(`to ${leads.type} ${leads.key}`)
    if (leads.type !== 'Patient' && !certain) return leads.searched ? undefined : met
    return met ?? leads.key
  }
  const containedKey = (id: string, from: ResourceFacts, anyType: boolean): string | undefined => {
    const target = facts.resources.find((one) => one.contained && one.holder === from && stringOf(memberOf(one.tree, 'id')) === id &&
      (anyType || one.type === 'Patient'))
    const own = ownKey(from)
    return target && (identifierKey(target) ?? (own === undefined ? undefined : `${own}#${id}`))
  }
  return (resource) => {
    let about = resource
    while (about.contained && about.holder !== undefined) about = about.holder
    const itself = patientKeys.get(about)
    if (itself !== undefined) return itself
    for (const reference of inOrder(about.named)) {
      const key = follow(reference, about, true)
      if (key !== undefined) return key
    }
    for (const reference of inOrder(about.possible)) {
      const key = follow(reference, about, false)
      if (key !== undefined) return key
    }
    if (!NOT_ABOUT_PATIENTS.has(about.type) && known.size === 1) return [...known][0]
    return ownKey(about)
  }
}

function ownKey({ tree }: ResourceFacts): string | undefined {
  const id = stringOf(memberOf(tree, 'id'))
  return id === undefined ? undefined : idKey(id)
}

function identifierKey({ identifiers }: ResourceFacts): string | undefined {
  return identifiers[0] === undefined ? undefined : `identifier:${token(identifiers[0])}`
}

function token(identifier: ObjectTree): string {
  return `${stringOf(memberOf(identifier, 'system')) ?? ''}|${stringOf(memberOf(identifier, 'value')) ?? ''}`
}

/** What a URL leads to, by the rules of FHIR R4 2.3.0.1 for references and 3.1.0 for searches. */
function followUrl(url: string): { readonly type: string; readonly key: string; readonly searched: boolean } | undefined {
  if (/^urn:(?:uuid|oid):/i.test(url)) return { type: '', key: idKey(url.split(':').slice(2).join(':')), searched: false }
  const rest = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#[^]*$/, '')
  const [before = ''] = rest.split('?')
  const search = rest.includes('?') ? rest.slice(before.length + 1) : undefined
  const words = before.replace(/\|[^]*$/, '').split('/').filter((word) => word !== '').map(decoded)
  const path = words.length > 1 && words[words.length - 2] === '_history' ? words.slice(0, -2) : words
  const [id, type] = path.toReversed()
  if (id !== undefined && type !== undefined && /^[A-Z][A-Za-z]+$/.test(type)) return { type, key: idKey(id), searched: false }
  if (search === undefined || id === undefined || !/^[A-Z][A-Za-z]+$/.test(id)) return undefined
  const last = (name: string): string | undefined => search.split('&').flatMap((pair) => {
    const cut = pair.indexOf('=')
    return cut > 0 && decoded(pair.slice(0, cut)) === name ? [decoded(pair.slice(cut + 1))] : []
  }).at(-1)
  const [ids, tokens] = [last('_id'), last('identifier')]
  if (ids) return { type: id, key: idKey(ids.slice(ids.lastIndexOf('/') + 1)), searched: false }
  return tokens ? { type: id, key: `identifier:${tokens}`, searched: true } : undefined
}

function idKey(id: string): string {
  return `id:${/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : id}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
