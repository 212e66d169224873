import { FORMED, valueForm, type ValueForm } from '../../classify/value-form.ts'
import type { ElementClass } from '../../contract/classes.ts'
import { LABEL_PLACES, QUANTITY_NUMBER } from '../../fhir/label-places.ts'
import { closedList, jsonKind, type ElementDefinition, type Model } from '../../fhir/model.ts'
import { isWholeResource } from './resolve.ts'
import { ROLE, type LinkKind, type Plan, type Refinement, type Resolution, type Step } from './plan.ts'
import type { Policy } from '../language/schema.ts'

/** Whether values of a definition path and class may say who somebody is. */
export type IsPerson = (element: Pick<Plan, 'path' | 'class'>) => boolean

/** What the actions and conditions of a policy read besides the element itself. */
export interface Needs {
  readonly subject: boolean
  readonly labels: boolean
  readonly neighbours: boolean
  readonly resources: boolean
  /** Who is named must be seen whatever happens to it, because texts are searched for it. */
  readonly people: boolean
  /** Whether values of an element may say who somebody is; never where nobody is looked for. */
  readonly isPerson: IsPerson
}

const SUBJECT_NAMES = new Set(['subject', 'patient', 'beneficiary', 'individual', 'for'])
/** The classes that a neighbour may tell apart. */
export const REFINED: Readonly<Record<Refinement, readonly ElementClass[]>> = {
  'identifier': ['other-id', 'ssn', 'mrn', 'health-plan-id', 'account', 'license', 'device', 'vehicle'],
  'contact-point': ['phone', 'fax', 'email', 'url'],
  'labelled': [],
}
const TOLD_APART: ReadonlySet<ElementClass> = new Set(Object.values(REFINED).flat())
/** Elements that a transform of their neighbour reads. */
const NEIGHBOURS = new Set([
  'Identifier.system', 'ContactPoint.system', 'Address.country',
  ...['Age', 'Quantity'].flatMap((type) => ['system', 'code', 'unit', 'comparator'].map((name) => `${type}.${name}`)),
])

export function needsOf({ policy, findings, people }: {
  readonly policy: Policy
  readonly findings: boolean
  readonly people?: IsPerson | undefined
}): Needs {
  const actions = [policy.default, ...policy.rules.map((rule) => rule.then)].map((action) => action.do)
  const labels = policy.rules.some((rule) => rule.when.label !== undefined)
  // A link's pseudonym is the same whoever it is about; any other value's is told apart by subject.
  const subject = people !== undefined || actions.includes('scan') && policy.text.subject === 'required' || actions.includes('shift') ||
    actions.includes('surrogate') ||
    policy.rules.some(({ when, then }) => then.do === 'pseudonymize' && when.class?.every((name) => name === 'link') !== true)
  return {
    subject,
    labels,
    // A rule for one kind of identifier or contact can only be met when their system and type are seen.
    neighbours: findings || actions.some((name) => name !== 'keep' && name !== 'drop' && name !== 'redact') ||
      policy.rules.some(({ when }) => when.class?.some((name) => TOLD_APART.has(name)) === true),
    resources: findings || subject || labels || policy.labels || policy.unknown.resourceType !== 'keep' ||
      policy.rules.some(isWholeResource),
    people: people !== undefined,
    isPerson: people ?? (() => false),
  }
}

const PEOPLE_TYPES = new Set(['HumanName', 'Address', 'ContactPoint', 'Identifier', 'Reference'])
/** Whether values inside an element say who somebody is, so that it is not dropped unread. */
export function holdsPeople(needs: Needs, definition: ElementDefinition, type: string): boolean {
  return needs.people && (PEOPLE_TYPES.has(type) || definition.path === 'Coverage.class')
}

export function plan(parts: Pick<Plan, 'role' | 'path' | 'type'> & Partial<Plan>): Plan {
  const keep: Step = { labels: undefined, action: { do: 'keep' }, rule: -1 }
  return {
    class: 'not-identifying', classRule: '', why: '', resolution: [keep], refinement: undefined, refined: undefined, form: undefined,
    link: undefined, absent: undefined, masked: undefined, findingRules: undefined, searched: false, subjectRank: 0, ...parts,
  }
}

/** A single value or an array, as the element's cardinality says; `hole` is what arrays of primitives may hold besides. */
export function tokens(definition: ElementDefinition, token: number, hole = 0): { single: number; item: number } {
  return definition.max > 1 ? { single: 0, item: token | hole } : { single: token, item: 0 }
}

/** XML attributes in the base specification: they have no `_` sibling in JSON. */
export function isAttribute(definition: ElementDefinition): boolean {
  return definition.path === 'Extension.url' || definition.path === 'Element.id' || /^[A-Z]\w*\.id$/.test(definition.path) &&
    definition.types[0]?.code === 'string'
}

export function containerRole(definition: ElementDefinition, type: string): Plan['role'] {
  if (type === 'Meta') return ROLE.meta
  if (definition.path === 'Meta.security') return ROLE.security
  return type === 'Reference' ? ROLE.reference : ROLE.container
}

export function refinementOf(type: string, path = ''): Refinement | undefined {
  if (type === 'Identifier') return 'identifier'
  if ((type === 'Quantity' || type === 'Range') && LABEL_PLACES.has(path)) return 'labelled'
  return type === 'ContactPoint' ? 'contact-point' : undefined
}

export function linkKind(path: string, type: string, given: ElementClass): LinkKind | undefined {
  if (path === 'Meta.versionId') return 'version'
  if (given !== 'link') return type === 'uri' || type === 'url' || type === 'oid' || type === 'uuid' ? 'uri' : undefined
  if (type === 'id') return 'id'
  if (path.endsWith('.ifNoneExist')) return 'search'
  return 'reference'
}

/** 1: names the subject of the resource. 2: may point at a patient. 0: cannot. */
export function subjectRank(definition: ElementDefinition): 0 | 1 | 2 {
  const targets = definition.types.find((type) => type.code === 'Reference')?.targets ?? []
  if (targets.length > 0 && !targets.includes('Patient') && !targets.includes('Resource')) return 0
  const direct = definition.path.split('.').length === 2
  return direct && SUBJECT_NAMES.has(definition.name) ? 1 : 2
}

/** The form that a value must have to be kept as what its element says. Whatever else is done to it needs none. */
export function formOf(model: Model, definition: ElementDefinition, type: string, { given, resolution, isTrusted }: {
  readonly given: ElementClass
  readonly resolution: Resolution
  readonly isTrusted: boolean
}): ValueForm | undefined {
  const isKept = FORMED.has(given) && resolution.some(({ action }) => action.do === 'keep')
  return isKept ? valueForm(isTrusted ? '' : definition.path, type, closedList(model, definition, type)) : undefined
}

/**
 * Whether a value may be kept that could name somebody: what has the form of a date, a unit or a code from a list cannot, and of
 * numbers only those can that stand where a value may have any type, as the answer to a question does.
 */
export function isSearched(needs: Needs, definition: ElementDefinition, type: string, { form, resolution, given, refinement }: {
  readonly form: ValueForm | undefined
  readonly resolution: Resolution
  readonly given: ElementClass
  readonly refinement: Refinement | undefined
}): boolean {
  if (!needs.people || given !== 'not-identifying' || form?.settles === true) return false
  const kind = jsonKind(type)
  if (
    kind === 'boolean' ||
    (kind === 'number' && !definition.choice && !(refinement === 'labelled' && definition.path === QUANTITY_NUMBER))
  )
    return false
  return definition.path !== 'Extension.url' && resolution.some(({ action }) => action.do === 'keep')
}

export function sameResolution(a: Resolution, b: Resolution): boolean {
  return a.length === b.length && a.every((step, index) =>
    step.labels === b[index]?.labels && JSON.stringify(step.action) === JSON.stringify(b[index]?.action))
}

/** What labels are read from. */
const OF_LABELS = new Set(['Coding.code', 'Coding.system', 'Coding.display'])

/** Whether an element that is kept must be recorded all the same, because something else reads it. */
export function isFact(needs: Needs, definition: ElementDefinition, type: string, { given, refinement }: {
  readonly given: ElementClass
  readonly refinement: Refinement | undefined
}): boolean {
  const { path } = definition
  if (needs.people && (needs.isPerson({ path, class: given }) || PEOPLE_TYPES.has(path.slice(0, path.indexOf('.'))))) return true
  if (needs.labels && OF_LABELS.has(path)) return true
  if (needs.subject) {
    if (path === 'Reference.reference' || path === 'Bundle.entry.fullUrl' || path === 'Identifier.value') return true
    if (type === 'id' && definition.name === 'id') return true
  }
  if (!needs.neighbours && !needs.people) return false
  return NEIGHBOURS.has(path) || (path === 'Coding.code' && refinement === 'identifier')
}
