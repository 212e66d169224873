import { elementClass } from '../../classify/element-class.ts'
import { valueForm } from '../../classify/value-form.ts'
import { extensionElements, extensionRule, signatureOf, type ExtensionAnswer } from '../../classify/extension-rule.ts'
import { EXTENSION_RULES } from '../../classify/rules/extensions.ts'
import type { ElementClass } from '../../contract/classes.ts'
import { childrenOf, jsonName, type ElementDefinition, type Model } from '../../fhir/model.ts'
import { decisionKey, enterExtension, matchKey, startMatch, stepMatch, type MatchState } from '../compile/match.ts'
import type { Policy, PolicyRule } from '../language/schema.ts'

/** A value that can stand in a message, and the rules' view of it. */
export interface Leaf {
  /** Definition path: `Patient.birthDate`, `HumanName.family`. */
  readonly path: string
  readonly type: string
  /** What it is, and what its neighbours in the message may say it is: an Identifier may hold an SSN. */
  readonly classes: readonly ElementClass[]
  readonly match: MatchState
  /** Not part of the element itself but attached to it: in an extension, or in the `_name` sibling of a primitive. */
  readonly attached: boolean
}

interface Context {
  readonly match: MatchState
  readonly inherited: ElementClass | undefined
  readonly among: readonly ElementClass[]
  readonly extension: ExtensionAnswer | undefined
  readonly targets: readonly string[]
  /** Inside the value of an extension. What extends that in turn meets the same rules, and is not asked again. */
  readonly inValue: boolean
  readonly attached: boolean
}

const IDENTIFIERS: readonly ElementClass[] = [
  'other-id', 'ssn', 'mrn', 'health-plan-id', 'account', 'license', 'device', 'vehicle',
]
const CONTACTS: readonly ElementClass[] = ['phone', 'fax', 'email', 'url']

/**
 * Every value of every element that resources of these types can hold, once for each way that the rules can look at it.
 * It goes the way that messages are read: an extension by its URL, `_name` siblings too, a contained resource not.
 * Extensions are entered everywhere if a rule speaks of them, and otherwise once; where two rules that do the same hold,
 * once for both, but for rules that are to be told apart.
 */
export function* walkElements(
  policy: Policy, model: Model, resourceTypes: Iterable<string>, isToldApart: (rule: PolicyRule) => boolean = speaksOfExtensions,
): Generator<Leaf> {
  const seen = new Set<string>()
  const extensions = distinctExtensions(policy)
  const speaking = policy.rules.some(speaksOfExtensions)
  const toldApart = new Set(policy.rules.filter(isToldApart))
  const decision = (match: MatchState): string => decisionKey(match, toldApart)
  let enterExtensions = true

  function* object(name: string, elements: readonly ElementDefinition[], context: Context): Generator<Leaf> {
    const { match, inherited, among, extension, targets } = context
    const rest = [extension && signatureOf(extension), displayClass(model, targets), context.inValue, context.attached]
    const key = [name, context.attached ? decision(match) : matchKey(match), inherited, among[0], ...rest].join('|')
    if (seen.has(key)) return
    seen.add(key)
    for (const definition of elements) {
      const types = definition.contentReference === undefined ? definition.types.map(({ code }) => code) : ['']
      for (const type of types) yield* element(definition, type, context)
    }
  }

  function* element(definition: ElementDefinition, type: string, above: Context): Generator<Leaf> {
    const kind = model.type(type)?.kind
    if (kind === 'resource') return
    const baseName = definition.choice ? `${definition.name}[x]` : definition.name
    const name = jsonName(definition, type)
    const match = stepMatch(above.match, { name, baseName, type, definitionPath: definition.path })
    if (type === 'Extension') {
      if (above.inValue || (!enterExtensions && above.extension === undefined)) return
      enterExtensions = speaking
      yield* extensionsAt({ ...above, match })
      return
    }
    const answer = classOf(model, definition, type, above)
    const inValue = above.inValue || definition.path === 'Extension.value[x]'
    if (kind === 'primitive') {
      if (answer.class === undefined) return
      const classes = above.among.includes(answer.class) ? above.among : classesOf(definition.path, type, answer.class)
      yield { path: definition.path, type, classes, match, attached: above.attached }
      const parts = model.type(type)?.elements.filter((part) => part.name !== 'value') ?? []
      if (definition.path === 'Extension.url') return
      yield* object(`_${type}`, parts, { ...above, match, extension: undefined, targets: [], inValue, attached: true })
      return
    }
    const own = childrenOf(model, definition)
    const place = definition.contentReference ?? (own.length > 0 ? definition.path : type)
    yield* object(place, own.length > 0 ? own : model.type(type)?.elements ?? [], {
      match,
      inherited: answer.class,
      among: type === 'Identifier' ? IDENTIFIERS : type === 'ContactPoint' ? CONTACTS : above.among,
      extension: undefined,
      targets: targetsOf(definition, type, above),
      inValue,
      attached: above.attached,
    })
  }

  function* extensionsAt(context: Context): Generator<Leaf> {
    const key = [
      'extensions',
      decision(context.match),
      context.inherited,
      context.among[0],
      context.extension && signatureOf(context.extension),
    ].join('|')
    if (seen.has(key)) return
    seen.add(key)
    for (const [url, rule] of [...context.extension?.children ?? [], ...extensions]) {
      const match = enterExtension(context.match, url)
      yield* object('Extension', extensionElements(model, rule), { ...context, match, extension: rule, targets: [], attached: true })
    }
  }

  for (const type of resourceTypes) {
    const context: Context = {
      match: startMatch(policy.rules, type), inherited: undefined, among: [], extension: undefined, targets: [],
      inValue: false, attached: false,
    }
    yield* object(type, model.type(type)?.elements ?? [], context)
  }
}

/** A rule on an element reaches the extensions of it too, but is not there for their sake. */
export function speaksOfExtensions({ when }: PolicyRule): boolean {
  return when.extension !== undefined || when.type?.includes('Extension') === true ||
    when.path?.some((path) => /\bextension\b|^Extension\b/.test(path)) === true
}

/** Inside an extension that is known, its value has the class that the list gives. */
function classOf(
  model: Model, definition: ElementDefinition, type: string, above: Context,
): { readonly class: ElementClass | undefined } {
  const given = above.extension?.class
  const isGiven = given !== undefined && given !== 'descend' && definition.path === 'Extension.value[x]'
  if (above.inherited === undefined && isGiven) return { class: given }
  return elementClass({ model, definition, type, inherited: above.inherited, targets: above.targets })
}

/** The extensions that are known. Of those that rules do not name and that are of one class, one stands for all, with the types of each. */
function distinctExtensions(policy: Policy): readonly (readonly [string, ExtensionAnswer])[] {
  const known: (readonly [string, ExtensionAnswer])[] = [
    ...EXTENSION_RULES.flatMap(({ url }) => {
      const answer = extensionRule(url)
      return answer === undefined ? [] : [[url, answer] as const]
    }),
    ...policy.extensions.map(({ url, class: given, why }) => [url, { class: given, why, modifier: false }] as const),
  ]
  const named = new Set(policy.rules.flatMap(({ when }) => when.extension ?? []))
  const distinct = new Map<string, readonly [string, ExtensionAnswer]>()
  for (const [url, answer] of known) {
    const children = [...answer.children ?? []].map(([part, child]) => `${part}=${child.class}`)
    const key = [named.has(url) ? url : '', answer.class, ...children].join()
    const other = distinct.get(key)
    distinct.set(key, [url, other === undefined ? answer : together(answer, other[1])])
  }
  return [...distinct.values()]
}

/** Two of one class and parts of the same classes, with the types of both. */
function together(one: ExtensionAnswer, other: ExtensionAnswer): ExtensionAnswer {
  const { types, children, ...rest } = one
  const both = types === undefined || other.types === undefined ? undefined : [...types, ...other.types]
  const merged = both === undefined ? {} : { types: [...new Map(both.map((type) => [type.code, type])).values()] }
  const parts = [...children ?? []].map(([url, child]): [string, ExtensionAnswer] =>
    [url, together(child, other.children?.get(url) ?? child)])
  return { ...rest, ...merged, ...(children === undefined ? {} : { children: new Map(parts) }) }
}

/** The class, and for what names a definition also that of a link. What has no form at all is nobody's intention. */
function classesOf(path: string, type: string, given: ElementClass): readonly ElementClass[] {
  const mayBeLink = given === 'not-identifying' && valueForm(path, type)?.otherwise === 'link'
  return mayBeLink ? [given, 'link'] : [given]
}

/** All that the targets of a Reference matter for. */
function displayClass(model: Model, targets: readonly string[]): string {
  const definition = model.type('Reference')?.elements.find(({ name }) => name === 'display')
  if (targets.length === 0 || definition === undefined) return ''
  return elementClass({ model, definition, type: 'string', inherited: undefined, targets }).class ?? ''
}

function targetsOf(definition: ElementDefinition, type: string, above: Context): readonly string[] {
  if (type !== 'Reference' && type !== 'CodeableReference') return []
  const own = definition.types.find(({ code }) => code === type)?.targets ?? []
  return own.length > 0 ? own : above.targets
}
