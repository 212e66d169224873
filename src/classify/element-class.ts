import type { ElementClass } from '../contract/classes.ts'
import { childrenOf, type ElementDefinition, type Model } from '../fhir/model.ts'
import { CLINICAL_RULES } from './rules/clinical.ts'
import { DATATYPE_PART_RULES } from './rules/datatype-parts.ts'
import { DATATYPE_RULES } from './rules/datatypes.ts'
import { DEFINITIONAL_DATE_RULES, DEFINITIONAL_FAMILY, DEFINITIONAL_TYPES } from './rules/definitional.ts'
import { DEFINITIONAL_STRUCTURE_RULES } from './rules/definitional-structure.ts'
import { IDENTIFIER_RULES } from './rules/identifiers.ts'
import { LINK_RULES } from './rules/links.ts'
import { PEOPLE_RULES } from './rules/people.ts'
import { at, type PathRule, type RuleClass } from './rules/rule.ts'

/** Every path rule but those of the definitional family. */
export const PATH_RULES: readonly PathRule[] = [
  ...DATATYPE_PART_RULES, ...PEOPLE_RULES, ...IDENTIFIER_RULES, ...LINK_RULES, ...CLINICAL_RULES,
  ...DEFINITIONAL_DATE_RULES, ...DEFINITIONAL_STRUCTURE_RULES,
]

const FAMILY_RULES: readonly PathRule[] = DEFINITIONAL_FAMILY.map(({ elements, ...rule }) =>
  ({ ...rule, paths: DEFINITIONAL_TYPES.flatMap((type) => at(type, ...elements)) }))

const rulesByPath = new Map<string, PathRule[]>()
for (const rule of [...PATH_RULES, ...FAMILY_RULES]) {
  for (const path of rule.paths) rulesByPath.set(path, [...rulesByPath.get(path) ?? [], rule])
}
const rulesByType = new Map(DATATYPE_RULES.map((rule) => [rule.type, rule]))

/** The people that a Reference may point at. */
const PERSON_TYPES: ReadonlySet<string> = new Set([
  'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson', 'Person',
])
const ORGANIZATION_TYPES: ReadonlySet<string> = new Set([
  'Organization', 'OrganizationAffiliation', 'HealthcareService', 'Location', 'InsurancePlan', 'Endpoint',
])

export interface ElementQuery {
  readonly model: Model
  readonly definition: ElementDefinition
  /** The type code in use: one of `definition.types`, or empty where a `contentReference` stands for it. */
  readonly type: string
  /** The class of the enclosing complex element, where that has one. */
  readonly inherited: ElementClass | undefined
  /** What the enclosing Reference or CodeableReference may point at: a display of what may be a person is a name. */
  readonly targets?: readonly string[]
}

export interface ElementAnswer {
  /** Undefined for what must be descended into: its parts decide for themselves. */
  readonly class: ElementClass | undefined
  readonly why: string
  /** A path, `type/<name>`, `inherited` or `unknown`; goes into findings as the detector `element/<rule>`. */
  readonly rule: string
  /** `subtree` when the class holds for everything below but what path rules except. */
  readonly covers: 'subtree' | 'element'
  /** Whoever wrote the policy vouches for what it holds, whatever it looks like. */
  readonly isTrusted?: boolean
}

/**
 * What an extension adds to an element that has a class as a whole, or under a URL that is on no list. Elsewhere the
 * list decides, or the type of the value.
 */
const EXTENSION_VALUE: ElementAnswer = {
  class: 'opaque', rule: 'Extension.value[x]', covers: 'subtree',
  why: 'What it means depends on the URL of the extension; without a rule for that URL it is not understood.',
}

/** The class of an element and the rule that gives it: a path rule, else the enclosing class, else the type. */
export function elementClass(query: ElementQuery): ElementAnswer {
  const { model, definition, type, inherited } = query
  const composite = type === '' || definition.children.length > 0 || model.type(type)?.kind === 'complex'
  const answer = (ruleClass: RuleClass, why: string, rule: string): ElementAnswer => ({
    class: ruleClass === 'descend' ? undefined : ruleClass,
    why, rule,
    covers: ruleClass !== 'descend' && composite ? 'subtree' : 'element',
  })

  const found = findPathRule(model, definition, type)
  if (found !== undefined) return answer(found.rule.class, found.rule.why, found.path)
  if (definition.path === 'Reference.display') return classifyDisplay(answer, query.targets ?? [])
  if (type === 'Extension') return answer('descend', 'Its URL decides what its value is.', 'type/Extension')
  if (model.type(type)?.kind === 'resource') return answer('descend', 'It is read like any resource.', 'type/Resource')
  if (inherited !== undefined && definition.path === 'Extension.value[x]') return EXTENSION_VALUE
  if (inherited !== undefined) return answer(inherited, 'Part of an element with this class as a whole.', 'inherited')
  if (type === '') return answer('descend', 'Its parts decide for themselves.', 'type/BackboneElement')
  const rule = rulesByType.get(type)
  if (rule !== undefined) return answer(rule.class, rule.why, `type/${type}`)
  return answer('opaque', 'A type for which there is no rule.', 'unknown')
}

type Answer = (ruleClass: RuleClass, why: string, rule: string) => ElementAnswer

/** A display is treated as a name as soon as one possible target is a person: a message need not say which it is. */
function classifyDisplay(answer: Answer, targets: readonly string[]): ElementAnswer {
  if (targets.length === 0 || targets.includes('Resource') || targets.some((target) => PERSON_TYPES.has(target))) {
    return answer('name', 'Repeats a name, which may be that of a person (164.514(b)(2)(i)(A)).', 'Reference.display')
  }
  if (targets.every((target) => ORGANIZATION_TYPES.has(target))) {
    return answer('organization', 'Repeats the name of an organization or place.', 'Reference.display')
  }
  return answer('free-text', 'Describes in words what is pointed at.', 'Reference.display')
}

interface FoundRule {
  readonly rule: PathRule
  /** The path that the rule names: a base type's for what is inherited. */
  readonly path: string
}

/** The rule for a path, or for the path under the base type that the element is inherited from. */
function findPathRule(model: Model, definition: ElementDefinition, type: string): FoundRule | undefined {
  for (const path of pathsOf(model, definition)) {
    const rules = rulesByPath.get(path) ?? []
    const rule = rules.find((each) => each.types?.includes(type)) ?? rules.find((each) => each.types === undefined)
    if (rule !== undefined) return { rule, path }
  }
  return undefined
}

function pathsOf(model: Model, definition: ElementDefinition): string[] {
  const segments = definition.path.split('.')
  const last = segments.at(-1) ?? ''
  if (segments.length > 2) return last === 'id' ? [definition.path, 'Element.id'] : [definition.path]
  const paths: string[] = []
  for (let owner = model.type(segments[0] ?? ''); owner !== undefined; owner = model.type(owner.base ?? '')) {
    if (owner.elements.some((element) => element.name === definition.name)) paths.push(`${owner.name}.${last}`)
  }
  return paths
}

export interface CoverageRow {
  readonly path: string
  readonly type: string
  readonly class: ElementClass
  readonly why: string
  readonly rule: string
}

/**
 * Every element of every type of a model that has a class, by definition path. What has none is made of parts that are
 * rows of their own, here or under their type; so a leaf without a class would be missing, and the tests count them.
 */
export function* coverage(model: Model): Generator<CoverageRow> {
  for (const type of model.types.values()) {
    const whole = type.kind === 'complex' ? rulesByType.get(type.name)?.class : undefined
    const inherited = whole === 'descend' ? undefined : whole
    for (const element of type.elements) yield* coverElement(model, element, inherited)
  }
}

function* coverElement(
  model: Model, definition: ElementDefinition, inherited: ElementClass | undefined,
): Generator<CoverageRow> {
  const types = definition.contentReference === undefined ? definition.types : [{ code: '', targets: [] }]
  for (const { code } of types) {
    const answer = definition.path === 'Extension.value[x]'
      ? EXTENSION_VALUE
      : elementClass({ model, definition, type: code, inherited })
    if (answer.class !== undefined) {
      yield { path: definition.path, type: code, class: answer.class, why: answer.why, rule: answer.rule }
    }
    if (definition.contentReference !== undefined) continue
    for (const child of childrenOf(model, definition)) yield* coverElement(model, child, answer.class)
  }
}
