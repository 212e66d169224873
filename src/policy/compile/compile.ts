import type { ElementClass, FhirVersion } from '../../contract/classes.ts'
import { elementClass, type ElementAnswer } from '../../classify/element-class.ts'
import { extensionElements, signatureOf, type ExtensionAnswer } from '../../classify/extension-rule.ts'
import { childrenOf, jsonKind, jsonName, type ElementDefinition, type Model } from '../../fhir/model.ts'
import { createMachine } from '../../json/lazy-machine.ts'
import {
  ANYTHING, STATE_CHECK, STATE_SKIP, STATES_RESERVED, TOKEN, TOKEN_ANY, type EdgeSpec, type KeylessEdge,
  type Machine, type StateSpec,
} from '../../json/machine.ts'
import { collapse, TOKENS, type DraftEdge, type DraftState } from './draft.ts'
import { createKnownExtensions, type KnownExtensions } from './known-extensions.ts'
import { leafPlan } from './leaf-plan.ts'
import { enterExtension, matchKey, startMatch, stepMatch, type MatchState } from './match.ts'
import {
  containerRole, holdsPeople, isAttribute, needsOf, plan, refinementOf, subjectRank, tokens, type IsPerson, type Needs,
} from './plan-element.ts'
import { codeOf, ROLE, type Plan, type Refinement, type Step } from './plan.ts'
import { fateOf } from './fate.ts'
import { resolve, resolveWhole, type Audience } from './resolve.ts'
import type { Policy } from '../language/schema.ts'
import { standIn } from './stand-in.ts'

/** A policy turned into tables for one FHIR version and one audience. They grow as messages meet new parts of FHIR. */
export interface CompiledPolicy {
  readonly version: FhirVersion
  readonly machine: Machine
  /** Indexed by the tag of an edge. */
  readonly plans: readonly Plan[]
  /** `CODE` of each plan. */
  readonly codes: readonly number[]
  /** Resource type by machine state; other states have no entry. */
  readonly resourceTypes: ReadonlyMap<number, string>
  /** Rules about a resource as a whole. */
  wholeRules(resourceType: string): readonly Step[]
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
  /** Record every element that may say who somebody is, for searching texts: tells by a definition path whether its values can. */
  readonly people?: IsPerson | undefined
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

/** Tag of keys the model does not have; tag 0 means that there is no plan. */
const TAG_UNKNOWN = 1

/** Compiles a policy over a FHIR model. Cheap: states are worked out when a message first needs them. */
export function compilePolicy(options: CompileOptions): CompiledPolicy {
  return new Compiler(options)
}

class Compiler implements CompiledPolicy {
  readonly version: FhirVersion
  readonly machine: Machine
  readonly plans: Plan[] = []
  readonly codes: number[] = []
  readonly resourceTypes = new Map<number, string>()
  readonly unknownResource: number
  readonly unknownExtension: number
  private readonly options: CompileOptions
  private readonly model: Model
  private readonly policy: Policy
  private readonly needs: Needs
  private readonly states = new Map<string, DraftState>()
  private readonly drafts: DraftState[] = []
  private readonly resource: DraftState
  private readonly noResource: DraftState
  private readonly noExtension: DraftState
  /** Those that a rule names get states of their own. */
  private readonly extensions: KnownExtensions
  private readonly wholes = new Map<string, readonly Step[]>()

  constructor(options: CompileOptions) {
    this.options = options
    this.model = options.model
    this.version = options.model.version
    this.policy = options.policy
    this.needs = needsOf(options)
    const { unknown } = options.policy
    this.noResource = this.draft('(unknown resource)', () => [], unknown.resourceType === 'keep' ? 'keep' : 'skip')
    this.noExtension = this.draft('(unknown extension)', () => [], unknown.extension === 'keep' ? 'keep' : 'skip')
    this.unknownResource = this.noResource.id
    this.unknownExtension = this.noExtension.id
    this.resource = this.selector('Resource', 'resourceType', (type) => this.resourceState(type), this.noResource)
    this.extensions = createKnownExtensions(options.policy)
    for (const role of [ROLE.container, ROLE.unknown]) this.tagOf(plan({ role, path: '', type: '' }))
    this.machine = this.createMachine()
  }

  get needsSubject(): boolean {
    return this.needs.subject
  }

  get needsLabels(): boolean {
    return this.needs.labels
  }

  wholeRules(resourceType: string): readonly Step[] {
    let known = this.wholes.get(resourceType)
    if (known === undefined) {
      known = resolveWhole(this.policy, this.options.audience, resourceType)
      this.wholes.set(resourceType, known)
    }
    return known
  }

  private createMachine(): Machine {
    const entry = this.resourceState('Bundle')?.edges().find((edge) => edge.key === 'entry')
    if (entry === undefined) throw new Error('a Bundle has no entries in this model')
    const words = new Set([...this.model.resourceTypes, ...this.extensions.urls])
    const rootPlan = plan({ role: ROLE.resource, path: '', type: 'Resource' })
    return createMachine({
      words: [...words],
      stray: this.policy.unknown.element === 'keep' ? STATE_CHECK : STATE_SKIP,
      root: this.spec({ key: '', single: TOKEN.object, item: 0, record: true, child: this.resource, plan: rootPlan }),
      partRoots: [this.spec({ ...entry, single: TOKEN.object, item: 0, record: true })],
      define: (state) => this.define(state),
    })
  }

  private define(state: number): StateSpec {
    const draft = this.drafts[state - STATES_RESERVED]
    if (draft === undefined) throw new RangeError(`there is no state ${state}`)
    const edges = this.options.findings ? draft.edges() : draft.edges().map(collapse)
    const { select } = draft
    return {
      name: draft.name,
      edges: edges.map((edge) => this.spec(edge)),
      otherwise: otherwise(draft.unknown),
      duplicates: draft.unknown !== 'skip',
      discriminator: select && { key: select.key, variant: (word) => select.variant(word)?.id, fallback: select.fallback.id },
    }
  }

  private spec(edge: DraftEdge): EdgeSpec {
    const tag = this.tagOf(edge.plan)
    const role = edge.plan?.role
    return {
      key: edge.key, single: edge.single, item: edge.item, record: edge.record, tag,
      child: edge.child === undefined || edge.whole === true ? STATE_SKIP : edge.child.id,
      whole: edge.whole === true, places: edge.places === true,
      fate: fateOf(edge, this.codes[tag] as number, this.needs), asks: edge.plan?.absent !== undefined,
      bare: role === ROLE.extension || role === ROLE.modifierExtension,
    }
  }

  private tagOf(of: Plan | undefined): number {
    if (of === undefined) return 0
    this.codes.push(codeOf(of, this.options.findings))
    return this.plans.push(of) - 1
  }

  private draft(
    name: string, fill: () => readonly DraftEdge[], unknown?: DraftState['unknown'], select?: DraftState['select'],
  ): DraftState {
    let edges: readonly DraftEdge[] | undefined
    const state: DraftState = {
      id: this.drafts.length + STATES_RESERVED, name, select, edges: () => (edges ??= fill()),
      unknown: unknown ?? (this.policy.unknown.element === 'keep' ? 'keep' : 'refuse'),
    }
    this.drafts.push(state)
    return state
  }

  private selector(name: string, key: string, variant: (word: string) => DraftState | undefined, fallback: DraftState): DraftState {
    const discriminating: DraftEdge = { key, single: TOKEN.string, item: 0, record: false, structural: true }
    return this.draft(name, () => [discriminating], undefined, { key, variant, fallback })
  }

  private resourceState(type: string): DraftState | undefined {
    const definition = this.model.resourceTypes.has(type) ? this.model.type(type) : undefined
    const known = this.states.get(`resource ${type}`)
    if (known !== undefined || definition === undefined) return known
    const context = {
      match: startMatch(this.policy.rules, type), inherited: undefined, refinement: undefined, extension: undefined, targets: [],
    }
    const typeEdge: DraftEdge = {
      key: 'resourceType', single: TOKEN.string, item: 0, record: this.policy.labels, structural: true,
      plan: plan({ role: ROLE.resourceType, path: `${type}.resourceType`, type: 'code' }),
    }
    const state = this.draft(type, () => [typeEdge, ...this.edgesOf(definition.elements, context)])
    this.states.set(`resource ${type}`, state)
    this.resourceTypes.set(state.id, type)
    return state
  }

  /** The state for this context; the same question gets the same state. */
  private memo(name: string, context: Context, create: () => DraftState): DraftState {
    const { match, inherited, refinement, extension, targets } = context
    const rule = extension === undefined ? '' : signatureOf(extension)
    const key = [name, matchKey(match), inherited, refinement, rule, this.displayClass(targets)].join('|')
    const known = this.states.get(key) ?? create()
    this.states.set(key, known)
    return known
  }

  private objectState(name: string, elements: readonly ElementDefinition[], context: Context): DraftState {
    return this.memo(name, context, () => this.draft(name, () => this.edgesOf(elements, context)))
  }

  /** All that the targets of a Reference matter for. */
  private displayClass(targets: readonly string[]): string {
    const definition = this.model.type('Reference')?.elements.find((element) => element.name === 'display')
    if (targets.length === 0 || definition === undefined) return ''
    return elementClass({ model: this.model, definition, type: 'string', inherited: undefined, targets }).class ?? ''
  }

  private edgesOf(elements: readonly ElementDefinition[], context: Context): DraftEdge[] {
    return elements.flatMap((definition) => {
      const types = definition.contentReference === undefined ? definition.types.map((type) => type.code) : ['']
      return types.flatMap((type) => this.elementEdges(definition, type, context))
    })
  }

  private elementEdges(definition: ElementDefinition, type: string, above: Context): DraftEdge[] {
    const name = jsonName(definition, type)
    const baseName = definition.choice ? `${definition.name}[x]` : definition.name
    const match = stepMatch(above.match, { name, baseName, type, definitionPath: definition.path })
    const here: Context = { ...above, match }
    if (type === 'Resource' || this.model.resourceTypes.has(type)) {
      const root = plan({ role: ROLE.resource, path: definition.path, type: 'Resource' })
      return [{ ...tokens(definition, TOKEN.object), key: name, child: this.resource, plan: root, record: this.needs.resources }]
    }
    if (type === 'Extension') return [this.extensionEdge(definition, here)]
    if (this.model.type(type)?.kind === 'primitive') return this.primitiveEdges(definition, type, here)
    return [this.complexEdge(definition, type, here)]
  }

  private complexEdge(definition: ElementDefinition, type: string, above: Context): DraftEdge {
    const answer = this.classOf(definition, type, above)
    const context: Context = {
      match: above.match,
      inherited: answer.class,
      refinement: refinementOf(type, definition.path) ?? above.refinement,
      extension: undefined,
      targets: targetsOf(definition, type, above),
    }
    const backbone = definition.contentReference !== undefined || definition.children.length > 0
    const elements = backbone ? childrenOf(this.model, definition) : (this.model.type(type)?.elements ?? [])
    const child = this.objectState(definition.contentReference ?? (backbone ? definition.path : type), elements, context)
    const rank = type === 'Reference' ? subjectRank(definition) : 0
    const role = containerRole(definition, type)
    return {
      ...tokens(definition, TOKEN.object), key: jsonName(definition, type), child,
      record: this.policy.labels && (role === ROLE.meta || role === ROLE.security),
      barrier: holdsPeople(this.needs, definition, type) || this.needs.subject && (rank > 0 || definition.path === 'Patient.identifier'),
      plan: plan({
        role, path: definition.path, type, subjectRank: rank, class: answer.class ?? 'not-identifying',
        absent: definition.min > 0 ? standIn(this.model, definition, type) : undefined,
      }),
    }
  }

  private primitiveEdges(definition: ElementDefinition, type: string, above: Context): DraftEdge[] {
    const answer = this.classOf(definition, type, above)
    const { match, refinement } = above
    const leaf = leafPlan({ ...this.options, needs: this.needs }, { definition, type, match, refinement, answer })
    const name = jsonName(definition, type)
    const value: DraftEdge = {
      ...tokens(definition, TOKENS[jsonKind(type)], TOKEN.null), key: name, record: leaf !== undefined, plan: leaf,
      structural: definition.path === 'Extension.url',
    }
    const elements = this.model.type(type)?.elements.filter((element) => element.name !== 'value') ?? []
    if (type === 'xhtml' || elements.length === 0 || isAttribute(definition)) return [value]
    const many = definition.max > 1
    return [value, {
      key: `_${name}`, single: many ? 0 : TOKEN.object, item: many ? TOKEN.object | TOKEN.null : 0, places: many,
      child: this.objectState(`_${type}`, elements, { ...above, extension: undefined, targets: [] }),
      record: (leaf !== undefined && leaf.role === ROLE.leaf) || many,
      plan: plan({ role: ROLE.shadow, path: definition.path, type }),
    }]
  }

  /** Extensions are read by URL: each allowed one in the state its class asks for, all others in the unknown state. */
  private extensionEdge(definition: ElementDefinition, above: Context): DraftEdge {
    const modifier = definition.name === 'modifierExtension'
    const { unknown } = this.policy
    const context: Context = { ...above, refinement: undefined, targets: [] }
    const child = this.memo(modifier ? 'modifierExtension' : 'extension', context, () =>
      this.selector('Extension', 'url', (url) => this.extensionState(url, context, modifier), this.noExtension))
    return {
      ...tokens(definition, TOKEN.object), key: definition.name, child,
      record: (modifier ? unknown.modifierExtension : unknown.extension) !== 'keep',
      follows: above.inherited !== undefined && this.dropsAlways('opaque', above.match),
      plan: plan({ role: modifier ? ROLE.modifierExtension : ROLE.extension, path: definition.path, type: 'Extension' }),
    }
  }

  private dropsAlways(elementClass: ElementClass, match: MatchState): boolean {
    const [first] = resolve(this.policy, this.options.audience, match, elementClass)
    return first.labels === undefined && first.action.do === 'drop'
  }

  private extensionState(url: string, context: Context, modifier: boolean): DraftState | undefined {
    const extension = this.extensions.answer(url, context, modifier)
    if (extension === undefined) return undefined
    const name = this.extensions.isNamed(url) ? `Extension ${url}` : 'Extension'
    return this.objectState(name, extensionElements(this.model, extension), {
      ...context, match: enterExtension(context.match, url), extension,
    })
  }

  /** The classifier's answer; inside an allowed extension its values have the class that the list gives them. */
  private classOf(definition: ElementDefinition, type: string, above: Context): ElementAnswer {
    const { extension, inherited, targets } = above
    if (inherited === undefined && extension !== undefined && extension.class !== 'descend' && definition.path === 'Extension.value[x]') {
      return {
        class: extension.class, why: 'The list of known extensions says what this one holds.', rule: 'extension', covers: 'subtree',
        isTrusted: extension.types === undefined,
      }
    }
    return elementClass({ model: this.model, definition, type, inherited, targets })
  }
}

function otherwise(unknown: DraftState['unknown']): KeylessEdge {
  const any = { single: TOKEN_ANY, item: TOKEN_ANY }
  switch (unknown) {
    case 'skip': return ANYTHING
    case 'keep': return { ...any, child: STATE_CHECK, record: false, tag: 0 }
    case 'refuse': return { ...any, child: STATE_SKIP, record: true, tag: TAG_UNKNOWN, whole: true }
  }
}

/** Only a Reference asks what it may point at; the one inside a CodeableReference is told by that. */
function targetsOf(definition: ElementDefinition, type: string, above: Context): readonly string[] {
  if (type !== 'Reference' && type !== 'CodeableReference') return []
  const own = definition.types.find((each) => each.code === type)?.targets ?? []
  return own.length > 0 ? own : above.targets
}
