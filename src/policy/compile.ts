import type { ElementClass, FhirVersion } from '../contract/classes.ts'
import { elementClass, type ElementAnswer } from '../classify/element-class.ts'
import { extensionRule, type ExtensionAnswer } from '../classify/extension-rule.ts'
import { EXTENSION_RULES } from '../classify/rules/extensions.ts'
import { childrenOf, jsonKind, jsonName, type ElementDefinition, type Model } from '../fhir/model.ts'
import { TOKEN, type Machine } from '../json/machine.ts'
import { collapse, emitMachine, TOKENS, type DraftEdge, type DraftState } from './draft.ts'
import { enterExtension, matchKey, startMatch, stepMatch, type MatchState } from './match.ts'
import { isStatic, ROLE, type LinkKind, type Plan, type Refinement, type Resolution, type Step } from './plan.ts'
import { isWholeResource, resolve, resolveWhole, type Audience } from './resolve.ts'
import type { Policy } from './schema.ts'
import { standIn } from './stand-in.ts'

/** A policy turned into tables for one FHIR version and one audience. */
export interface CompiledPolicy {
  readonly version: FhirVersion
  readonly machine: Machine
  /** Indexed by the tag of an edge. */
  readonly plans: readonly Plan[]
  /** Resource type by machine state; other states have no entry. */
  readonly resourceTypes: ReadonlyMap<number, string>
  /** Rules about whole resources, by resource type. */
  readonly wholeRules: ReadonlyMap<string, readonly Step[]>
  /** The states of a resource type nobody knows and of an extension URL nobody allows. */
  readonly unknownResource: number
  readonly unknownExtension: number
  /** True when an action needs to know whose message it is. */
  readonly needsSubject: boolean
  /** True when a condition reads labels. */
  readonly needsLabels: boolean
}

export interface CompileOptions {
  readonly policy: Policy
  readonly model: Model
  readonly audience: Audience
  /** Record every element that has a PHI class, also where the policy keeps it. */
  readonly findings: boolean
}

/** Where the compiler stands: what rules and classes an element meets because of where it is. */
interface Context {
  readonly match: MatchState
  readonly inherited: ElementClass | undefined
  readonly refinement: Refinement | undefined
  /** Inside an Extension: what the list says of its URL. Its value passes the class on; nothing else reaches deeper. */
  readonly extension: ExtensionAnswer | undefined
  /** What the enclosing Reference may point at. */
  readonly targets: readonly string[]
}

/** What the actions and conditions of a policy read besides the element itself. */
interface Needs {
  readonly subject: boolean
  readonly labels: boolean
  readonly neighbours: boolean
  readonly resources: boolean
}

const NO_CHILDREN: ReadonlyMap<string, ExtensionAnswer> = new Map<string, ExtensionAnswer>()
const SUBJECT_NAMES = new Set(['subject', 'patient', 'beneficiary', 'individual', 'for'])
const REFINED: Readonly<Record<Refinement, readonly ElementClass[]>> = {
  'identifier': ['other-id', 'ssn', 'mrn', 'health-plan-id', 'account', 'license', 'device', 'vehicle'],
  'contact-point': ['phone', 'fax', 'email', 'url'],
}
/** Elements that a transform of their neighbour reads. */
const NEIGHBOURS = new Set([
  'Identifier.system', 'ContactPoint.system', 'Address.country',
  ...['Age', 'Quantity'].flatMap((type) => ['system', 'code', 'unit', 'comparator'].map((name) => `${type}.${name}`)),
])

/** Compiles a policy over a FHIR model: runs once per policy, version and audience, and takes tenths of a second. */
export function compilePolicy(options: CompileOptions): CompiledPolicy {
  return new Compiler(options).compile()
}

class Compiler {
  private readonly options: CompileOptions
  private readonly model: Model
  private readonly policy: Policy
  private readonly needs: Needs
  private readonly states = new Map<string, DraftState>()
  private readonly drafts: DraftState[] = []
  private readonly resource: DraftState
  private readonly unknownResource: DraftState
  private readonly unknownExtension: DraftState
  private readonly extensions: readonly (readonly [string, ExtensionAnswer])[]
  /** Extensions that a rule names: each gets states of its own. */
  private readonly namedExtensions: ReadonlySet<string>

  constructor(options: CompileOptions) {
    this.options = options
    this.model = options.model
    this.policy = options.policy
    this.needs = needsOf(options)
    this.resource = this.draft('Resource')
    const { unknown } = options.policy
    this.unknownResource = this.draft('(unknown resource)', unknown.resourceType === 'keep' ? 'keep' : 'skip')
    this.unknownExtension = this.draft('(unknown extension)', unknown.extension === 'keep' ? 'keep' : 'skip')
    this.namedExtensions = new Set(options.policy.rules.flatMap((rule) => rule.when.extension ?? []))
    this.extensions = [
      ...EXTENSION_RULES.map(({ url }) => [url, extensionRule(url)] as const),
      ...options.policy.extensions.flatMap(({ url, class: given, why }) =>
        [true, false].map((modifier) => [url, { class: given, why, modifier }] as const)),
    ].filter((entry): entry is [string, ExtensionAnswer] => entry[1] !== undefined)
  }

  compile(): CompiledPolicy {
    const variants = new Map([...this.model.resourceTypes].map((type) => [type, this.resourceState(type)]))
    this.resource.edges.push({ key: 'resourceType', single: TOKEN.string, item: 0, record: false, structural: true })
    this.resource.select = { key: 'resourceType', variants, fallback: this.unknownResource }
    if (!this.options.findings) collapse(this.drafts)
    const rootPlan = plan({ role: ROLE.resource, path: '', type: 'Resource' })
    const root: DraftEdge = { key: '', single: TOKEN.object, item: 0, record: true, child: this.resource, plan: rootPlan }
    const entry = variants.get('Bundle')?.edges.find((edge) => edge.key === 'entry')
    if (entry === undefined) throw new Error('a Bundle has no entries in this model')
    const parts: DraftEdge = { ...entry, single: TOKEN.object, item: 0, record: true }
    const { machine, plans, stateOf } = emitMachine(this.drafts, [root, parts], plan({ role: ROLE.unknown, path: '', type: '' }))
    const { audience } = this.options
    return {
      version: this.model.version,
      machine,
      plans,
      resourceTypes: new Map([...variants].map(([type, state]) => [stateOf.get(state) ?? 0, type])),
      wholeRules: new Map([...variants.keys()].map((type) => [type, resolveWhole(this.policy, audience, type)])),
      unknownResource: stateOf.get(this.unknownResource) ?? 0,
      unknownExtension: stateOf.get(this.unknownExtension) ?? 0,
      needsSubject: this.needs.subject,
      needsLabels: this.needs.labels,
    }
  }

  private draft(name: string, unknown?: DraftState['unknown']): DraftState {
    const state: DraftState = {
      name, edges: [], unknown: unknown ?? (this.policy.unknown.element === 'keep' ? 'keep' : 'refuse'),
    }
    this.drafts.push(state)
    return state
  }

  private resourceState(type: string): DraftState {
    const state = this.draft(type)
    state.edges.push({
      key: 'resourceType', single: TOKEN.string, item: 0, record: this.policy.labels, structural: true,
      plan: plan({ role: ROLE.resourceType, path: `${type}.resourceType`, type: 'code' }),
    })
    const match = startMatch(this.policy.rules, type)
    const context = { match, inherited: undefined, refinement: undefined, extension: undefined, targets: [] }
    this.addElements(state, this.model.type(type)?.elements ?? [], context)
    return state
  }

  /** The state of an object whose children are `elements`, in this context; the same question gets the same state. */
  private objectState(name: string, elements: readonly ElementDefinition[], context: Context): DraftState {
    return this.memo(name, context, (state) => this.addElements(state, elements, context))
  }

  private memo(name: string, context: Context, fill: (state: DraftState) => void): DraftState {
    const { match, inherited, refinement, extension, targets } = context
    const rule = extension === undefined ? '' : signatureOf(extension)
    const key = [name, matchKey(match), inherited, refinement, rule, this.displayClass(targets)].join('|')
    const known = this.states.get(key)
    if (known !== undefined) return known
    const state = this.draft(name)
    this.states.set(key, state)
    fill(state)
    return state
  }

  /** All that the targets of a Reference matter for. */
  private displayClass(targets: readonly string[]): string {
    const definition = this.model.type('Reference')?.elements.find((element) => element.name === 'display')
    if (targets.length === 0 || definition === undefined) return ''
    return elementClass({ model: this.model, definition, type: 'string', inherited: undefined, targets }).class ?? ''
  }

  private addElements(state: DraftState, elements: readonly ElementDefinition[], context: Context): void {
    for (const definition of elements) {
      if (definition.contentReference !== undefined) this.addElement(state, definition, '', context)
      for (const type of definition.types) this.addElement(state, definition, type.code, context)
    }
  }

  private addElement(state: DraftState, definition: ElementDefinition, type: string, above: Context): void {
    const name = jsonName(definition, type)
    const baseName = definition.choice ? `${definition.name}[x]` : definition.name
    const match = stepMatch(above.match, { name, baseName, type, definitionPath: definition.path })
    const here: Context = { ...above, match }
    if (type === 'Resource' || this.model.resourceTypes.has(type)) {
      const root = plan({ role: ROLE.resource, path: definition.path, type: 'Resource' })
      state.edges.push({ ...tokens(definition, TOKEN.object), key: name, child: this.resource, plan: root, record: this.needs.resources })
    } else if (type === 'Extension') {
      this.addExtension(state, definition, here)
    } else if (this.model.type(type)?.kind === 'primitive') {
      this.addPrimitive(state, definition, type, here)
    } else {
      this.addComplex(state, definition, type, here)
    }
  }

  private addComplex(state: DraftState, definition: ElementDefinition, type: string, above: Context): void {
    const answer = this.classOf(definition, type, above)
    const context: Context = {
      match: above.match,
      inherited: answer.class,
      refinement: refinementOf(type) ?? above.refinement,
      extension: undefined,
      targets: targetsOf(definition, type, above),
    }
    const backbone = definition.contentReference !== undefined || definition.children.length > 0
    const elements = backbone ? childrenOf(this.model, definition) : (this.model.type(type)?.elements ?? [])
    const child = this.objectState(definition.contentReference ?? (backbone ? definition.path : type), elements, context)
    const rank = type === 'Reference' ? subjectRank(definition) : 0
    const role = containerRole(definition, type)
    state.edges.push({
      ...tokens(definition, TOKEN.object), key: jsonName(definition, type), child,
      record: this.policy.labels && (role === ROLE.meta || role === ROLE.security),
      barrier: this.needs.subject && (rank > 0 || definition.path === 'Patient.identifier'),
      plan: plan({
        role, path: definition.path, type, subjectRank: rank, class: answer.class ?? 'not-identifying',
        absent: definition.min > 0 ? standIn(this.model, definition, type) : undefined,
      }),
    })
  }

  private addPrimitive(state: DraftState, definition: ElementDefinition, type: string, above: Context): void {
    const answer = this.classOf(definition, type, above)
    const leaf = this.leafPlan(definition, type, above, answer)
    const name = jsonName(definition, type)
    state.edges.push({
      ...tokens(definition, TOKENS[jsonKind(type)], TOKEN.null), key: name, record: leaf !== undefined,
      ...(leaf === undefined ? {} : { plan: leaf }),
      ...(definition.path === 'Extension.url' ? { structural: true } : {}),
    })
    const elements = this.model.type(type)?.elements.filter((element) => element.name !== 'value') ?? []
    if (type === 'xhtml' || elements.length === 0 || isAttribute(definition)) return
    const many = definition.max > 1
    state.edges.push({
      key: `_${name}`, single: many ? 0 : TOKEN.object, item: many ? TOKEN.object | TOKEN.null : 0, places: many,
      child: this.objectState(`_${type}`, elements, { ...above, extension: undefined, targets: [] }),
      record: leaf !== undefined && leaf.role === ROLE.leaf || many,
      plan: plan({ role: ROLE.shadow, path: definition.path, type, absent: leaf?.absent }),
    })
  }

  /** Extensions are read by URL: each allowed one in the state its class asks for, all others in the unknown state. */
  private addExtension(state: DraftState, definition: ElementDefinition, above: Context): void {
    const modifier = definition.name === 'modifierExtension'
    const { unknown } = this.policy
    const context: Context = { ...above, refinement: undefined, targets: [] }
    const child = this.memo(modifier ? 'modifierExtension' : 'extension', context, (selector) => {
      selector.edges.push({ key: 'url', single: TOKEN.string, item: 0, record: false, structural: true })
      const variants = new Map<string, DraftState>()
      const bySignature = new Map<string, DraftState>()
      for (const [url, rule] of this.allowedExtensions(context, modifier)) {
        const signature = `${this.namedExtensions.has(url) ? url : ''}|${context.inherited ?? signatureOf(rule)}`
        const known = bySignature.get(signature) ?? this.allowedExtension(context, url, rule)
        bySignature.set(signature, known)
        if (!variants.has(url)) variants.set(url, known)
      }
      selector.select = { key: 'url', variants, fallback: this.unknownExtension }
    })
    state.edges.push({
      ...tokens(definition, TOKEN.object), key: definition.name, child,
      record: (modifier ? unknown.modifierExtension : unknown.extension) !== 'keep',
      plan: plan({ role: modifier ? ROLE.modifierExtension : ROLE.extension, path: definition.path, type: 'Extension' }),
    })
  }

  private *allowedExtensions(context: Context, modifier: boolean): Iterable<readonly [string, ExtensionAnswer]> {
    if (context.inherited === undefined) yield* context.extension?.children ?? []
    else for (const [, rule] of this.extensions) yield* rule.children ?? []
    for (const [url, rule] of this.extensions) if (rule.modifier === modifier) yield [url, rule]
  }

  /** An extension has a value or extensions, never both (FHIR R4, constraint ext-1). */
  private allowedExtension(context: Context, url: string, rule: ExtensionAnswer): DraftState {
    // Inside an element that has a class as a whole, an extension has it too, whatever its own would be.
    const extension = context.inherited === undefined ? rule : { ...rule, class: 'descend' as const, children: NO_CHILDREN }
    const elements = this.model.type('Extension')?.elements ?? []
    const complex = (extension.children?.size ?? 0) > 0
    return this.objectState('Extension', elements.filter((element) => !complex || element.name !== 'value'), {
      ...context, match: enterExtension(context.match, url), extension,
    })
  }

  /** The classifier's answer; inside an allowed extension its values have the class that the list gives them. */
  private classOf(definition: ElementDefinition, type: string, above: Context): ElementAnswer {
    const rule = above.extension
    if (above.inherited === undefined && rule !== undefined && rule.class !== 'descend' && definition.path === 'Extension.value[x]') {
      return { class: rule.class, why: 'The list of known extensions says what this one holds.', rule: 'extension', covers: 'subtree' }
    }
    return elementClass({ model: this.model, definition, type, inherited: above.inherited, targets: above.targets })
  }

  /** The plan of a value, or undefined where it is kept and nobody needs to see it. */
  private leafPlan(definition: ElementDefinition, type: string, context: Context, answer: ElementAnswer): Plan | undefined {
    const given = answer.class
    if (given === undefined) throw new Error(`the element classifier has no class for ${definition.path}`)
    const decide = (candidate: ElementClass): Resolution =>
      resolve(this.policy, this.options.audience, context.match, candidate)
    const resolution = decide(given)
    const classes = context.refinement === undefined ? [] : REFINED[context.refinement]
    const refined = classes.includes(given) ? new Map(classes.map((candidate) => [candidate, decide(candidate)])) : undefined
    const differs = refined !== undefined && [...refined.values()].some((other) => !sameResolution(other, resolution))
    const leaf = plan({
      role: ROLE.leaf, path: definition.path, type, class: given, classRule: answer.rule, why: answer.why, resolution,
      refinement: refined === undefined ? undefined : context.refinement,
      refined: differs ? refined : undefined,
      link: linkKind(definition.path, type, given),
      absent: definition.min > 0 ? standIn(this.model, definition, type) : undefined,
      masked: type === 'xhtml' || isAttribute(definition) ? undefined : standIn(this.model, definition, type),
    })
    if (!isStatic(leaf) || resolution[0].action.do !== 'keep') return leaf
    if (this.options.findings && given !== 'not-identifying') return leaf
    return this.isFact(definition, type, context) ? { ...leaf, role: ROLE.fact } : undefined
  }

  private isFact(definition: ElementDefinition, type: string, context: Context): boolean {
    const { path } = definition
    if (this.needs.labels && (path === 'Coding.code' || path === 'Coding.system')) return true
    if (this.needs.subject) {
      if (path === 'Reference.reference' || path === 'Bundle.entry.fullUrl' || path === 'Identifier.value') return true
      if (type === 'id' && definition.name === 'id') return true
    }
    if (!this.needs.neighbours) return false
    return NEIGHBOURS.has(path) || (path === 'Coding.code' && context.refinement === 'identifier')
  }
}

function needsOf({ policy, findings }: CompileOptions): Needs {
  const actions = [policy.default, ...policy.rules.map((rule) => rule.then)].map((action) => action.do)
  const labels = policy.rules.some((rule) => rule.when.label !== undefined)
  // A link's pseudonym is the same whoever it is about; any other value's is told apart by subject.
  const subject = actions.includes('shift') || actions.includes('surrogate') ||
    policy.rules.some(({ when, then }) => then.do === 'pseudonymize' && when.class?.every((name) => name === 'link') !== true)
  return {
    subject,
    labels,
    neighbours: findings || actions.some((name) => name !== 'keep' && name !== 'drop' && name !== 'redact'),
    resources: findings || subject || labels || policy.labels || policy.unknown.resourceType !== 'keep' ||
      policy.rules.some(isWholeResource),
  }
}

function plan(parts: Pick<Plan, 'role' | 'path' | 'type'> & Partial<Plan>): Plan {
  const keep: Step = { labels: undefined, action: { do: 'keep' }, rule: -1 }
  return {
    class: 'not-identifying', classRule: '', why: '', resolution: [keep], refinement: undefined, refined: undefined,
    link: undefined, absent: undefined, masked: undefined, subjectRank: 0, ...parts,
  }
}

/** A single value or an array, as the element's cardinality says; `hole` is what arrays of primitives may hold besides. */
function tokens(definition: ElementDefinition, token: number, hole = 0): { single: number; item: number } {
  return definition.max > 1 ? { single: 0, item: token | hole } : { single: token, item: 0 }
}

/** XML attributes in the base specification: they have no `_` sibling in JSON. */
function isAttribute(definition: ElementDefinition): boolean {
  return definition.path === 'Extension.url' || definition.path === 'Element.id' || /^[A-Z]\w*\.id$/.test(definition.path) &&
    definition.types[0]?.code === 'string'
}

function containerRole(definition: ElementDefinition, type: string): Plan['role'] {
  if (type === 'Meta') return ROLE.meta
  if (definition.path === 'Meta.security') return ROLE.security
  return type === 'Reference' ? ROLE.reference : ROLE.container
}

function refinementOf(type: string): Refinement | undefined {
  if (type === 'Identifier') return 'identifier'
  return type === 'ContactPoint' ? 'contact-point' : undefined
}

function linkKind(path: string, type: string, given: ElementClass): LinkKind | undefined {
  if (given !== 'link') return type === 'uri' || type === 'url' || type === 'oid' || type === 'uuid' ? 'uri' : undefined
  if (type === 'id') return 'id'
  if (path.endsWith('.ifNoneExist')) return 'search'
  return 'reference'
}

/** 1: names the subject of the resource. 2: may point at a patient. 0: cannot. */
function subjectRank(definition: ElementDefinition): 0 | 1 | 2 {
  const targets = definition.types.find((type) => type.code === 'Reference')?.targets ?? []
  if (targets.length > 0 && !targets.includes('Patient') && !targets.includes('Resource')) return 0
  const direct = definition.path.split('.').length === 2
  return direct && SUBJECT_NAMES.has(definition.name) ? 1 : 2
}

/** Only a Reference asks what it may point at; the one inside a CodeableReference is told by that. */
function targetsOf(definition: ElementDefinition, type: string, above: Context): readonly string[] {
  if (type !== 'Reference' && type !== 'CodeableReference') return []
  const own = definition.types.find((each) => each.code === type)?.targets ?? []
  return own.length > 0 ? own : above.targets
}

/** Rules with the same signature lead to the same states. */
function signatureOf(rule: ExtensionAnswer): string {
  let known = signatures.get(rule)
  if (known === undefined) {
    known = [rule.class, ...[...(rule.children ?? [])].map(([url, child]) => `${url}=${child.class}`)].join()
    signatures.set(rule, known)
  }
  return known
}
const signatures = new WeakMap<ExtensionAnswer, string>()

function sameResolution(a: Resolution, b: Resolution): boolean {
  return a.length === b.length && a.every((step, index) =>
    step.labels === b[index]?.labels && JSON.stringify(step.action) === JSON.stringify(b[index]?.action))
}
