import type { Action } from '../../contract/action.ts'
import type { ValueForm } from '../../classify/value-form.ts'
import type { ElementClass, PhiClass } from '../../contract/classes.ts'

/** What a node on the tape is for. */
export const ROLE = {
  /** A value that an action is applied to. */
  leaf: 0,
  /** A complex element whose whole subtree is dropped. */
  whole: 1,
  /** The root of a resource. */
  resource: 2,
  /** The `resourceType` member. */
  resourceType: 3,
  /** `meta` and `meta.security`: where labels go. */
  meta: 4,
  security: 5,
  /** `_birthDate` beside `birthDate`. */
  shadow: 6,
  extension: 7,
  modifierExtension: 8,
  /** A Reference object: may tell who the resource is about. */
  reference: 9,
  /** Kept, but read by a neighbour or as a fact: `Identifier.system`, a `Coding.code`. */
  fact: 10,
  /** Any other complex element. */
  container: 12,
  /** A key the model does not have. */
  unknown: 11,
} as const
export type Role = (typeof ROLE)[keyof typeof ROLE]

/** One way an element can be decided. `labels` undefined means always. */
export interface Step {
  readonly labels: readonly string[] | undefined
  readonly action: Action
  /** Index of the rule, or -1 for the policy's default. */
  readonly rule: number
}

/** The steps in order; the last one has no labels, so that something always applies. */
export type Resolution = readonly [Step, ...Step[]]

/** One way a finding in a text can be decided. */
export interface FindingStep extends Step {
  /** The least confidence it asks for. */
  readonly confidence: number
}

/** The steps for findings of a class, in order; the last one asks for nothing, so that something always applies. */
export type FindingRules = (phiClass: PhiClass) => readonly FindingStep[]

/** How an id-bearing string is built. */
export type LinkKind = 'id' | 'version' | 'reference' | 'search' | 'uri'

/** How the class of an element is told more closely by its neighbours in the message, or by its own form; what a number is, by its label. */
export type Refinement = 'identifier' | 'contact-point' | 'labelled'

/** Everything known about an element before a message is seen. Tape marks are indexes into a table of plans. */
export interface Plan {
  readonly role: Role
  /** Definition path, such as `Address.postalCode`. */
  readonly path: string
  readonly type: string
  readonly class: ElementClass
  readonly classRule: string
  readonly why: string
  readonly resolution: Resolution
  readonly refinement: Refinement | undefined
  /** By refined class, where it makes a difference. */
  readonly refined: ReadonlyMap<ElementClass, Resolution> | undefined
  /** What the value must look like to have the class; only where the policy then does something else. */
  readonly form: ValueForm | undefined
  readonly link: LinkKind | undefined
  /** The member that stands in when the element is dropped and must not be missing. */
  readonly absent: string | undefined
  /** The member that says a value was there: for redact on what cannot hold text. */
  readonly masked: string | undefined
  /** Where a step scans the text: what becomes of that which is found in it. */
  readonly findingRules: FindingRules | undefined
  /** Whether a string, or a number that may be any, is searched for known people where it stays. */
  readonly searched: boolean
  /** For a Reference: 1 names the subject, 2 may, 0 does not. */
  readonly subjectRank: 0 | 1 | 2
}

/** True where every message meets the same action. */
export function isStatic(plan: Plan): boolean {
  return plan.resolution.length === 1 && plan.refined === undefined
}

/** What a value tells of whom a message is. */
export const TELLS = { nothing: 0, fullUrl: 1, id: 2, reference: 3, identifier: 4 } as const

export function tellsOf({ path, role }: Plan): number {
  if (role !== ROLE.leaf && role !== ROLE.fact) return TELLS.nothing
  if (path === 'Bundle.entry.fullUrl') return TELLS.fullUrl
  if (path === 'Reference.reference') return TELLS.reference
  if (path === 'Identifier.value') return TELLS.identifier
  return path.endsWith('.id') ? TELLS.id : TELLS.nothing
}

/** The plans that most values meet, told apart by a number: the decider does these without asking further. */
export const CODE = {
  /** Nothing is decided here. */
  none: 0,
  drop: 1,
  whole: 2,
  /** A date or dateTime that becomes its year. */
  year: 3,
  /** An id or reference that becomes a pseudonym. */
  link: 4,
  /** Anything else: the plan is read. */
  other: 5,
} as const

/** The code of a plan. With findings, every value is looked at. */
export function codeOf(plan: Plan, findings: boolean): number {
  const { role } = plan
  if (role === ROLE.container || role === ROLE.fact || role === ROLE.reference) return CODE.none
  if (findings) return CODE.other
  if (role === ROLE.whole) return CODE.whole
  if (role !== ROLE.leaf || !isStatic(plan)) return CODE.other
  const { action } = plan.resolution[0]
  if (action.do === 'drop') return CODE.drop
  if (action.do === 'pseudonymize' && (plan.link === 'id' || plan.link === 'version' || plan.link === 'reference')) return CODE.link
  const dated = plan.type === 'date' || plan.type === 'dateTime'
  return dated && action.do === 'generalize' && action.to.kind === 'year' ? CODE.year : CODE.other
}
