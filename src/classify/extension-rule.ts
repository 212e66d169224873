import { extensionContent, readExtensionContents, type ExtensionContent } from '../fhir/extensions.ts'
import type { ElementDefinition, Model, TypeReference } from '../fhir/model.ts'
import { EXTENSION_RULES } from './rules/extensions.ts'
import type { RuleClass } from './rules/rule.ts'

export interface ExtensionAnswer {
  /** The class of the value, whatever its type; `descend` leaves it to the type of the value. */
  readonly class: RuleClass
  readonly why: string
  /** The types of its value as it is published: one of another type is not understood. Undefined where nobody says, but a policy. */
  readonly types?: readonly TypeReference[]
  /** Sub-extensions by relative URL. One that is not here is unknown. */
  readonly children?: ReadonlyMap<string, ExtensionAnswer>
  /** Whether it may stand under `modifierExtension`. */
  readonly modifier: boolean
}

const contents = readExtensionContents()
const NOTHING: ExtensionContent = { value: [], parts: new Map() }

const answers = new Map(EXTENSION_RULES.map((rule): [string, ExtensionAnswer] => {
  const { url, why, modifier = false } = rule
  const { value, parts } = (rule.types === undefined ? contents.get(url) : extensionContent(rule.types)) ?? NOTHING
  const children = Object.entries(rule.children ?? {}).map(([part, ruleClass]): [string, ExtensionAnswer] =>
    [part, { class: ruleClass, why, types: parts.get(part) ?? [], modifier: false }])
  const answer = { class: rule.class, why, types: value, modifier }
  return [url, children.length === 0 ? answer : { ...answer, children: new Map(children) }]
}))

/** What is known of an extension, by its exact URL; undefined when nothing is, and then it must not pass. */
export function extensionRule(url: string): ExtensionAnswer | undefined {
  return answers.get(url)
}

const anyParts = new Map<string, ExtensionAnswer>()
for (const { children } of answers.values()) {
  for (const [url, part] of children ?? []) {
    const types = new Map([...anyParts.get(url)?.types ?? [], ...part.types ?? []].map((type) => [type.code, type]))
    anyParts.set(url, { class: 'descend', why: part.why, types: [...types.values()], modifier: false })
  }
}

/** A sub-extension by its relative URL, whosever it is: for elements with a class as a whole, where the list counts for nothing else. */
export function extensionPart(url: string): ExtensionAnswer | undefined {
  return anyParts.get(url)
}

const elements = new WeakMap<Model, WeakMap<ExtensionAnswer, readonly ElementDefinition[]>>()

/**
 * The elements that an extension has in a model: a value of the types that it is published with, or, where it has parts, none
 * (FHIR R4, constraint ext-1).
 */
export function extensionElements(model: Model, answer: ExtensionAnswer): readonly ElementDefinition[] {
  const known = elements.get(model) ?? new WeakMap<ExtensionAnswer, readonly ElementDefinition[]>()
  elements.set(model, known)
  const made = known.get(answer) ?? (model.type('Extension')?.elements ?? []).flatMap((element) => {
    if (element.name !== 'value') return [element]
    if ((answer.children?.size ?? 0) > 0) return []
    return [answer.types === undefined ? element : { ...element, types: published(element.types, answer.types) }]
  })
  known.set(answer, made)
  return made
}

function published(all: readonly TypeReference[], types: readonly TypeReference[]): readonly TypeReference[] {
  return types.filter(({ code }) => all.some((type) => type.code === code))
}

const signatures = new WeakMap<ExtensionAnswer, string>()

/** Answers that say the same are written the same. */
export function signatureOf(answer: ExtensionAnswer): string {
  const known = signatures.get(answer) ?? writeSignature(answer)
  signatures.set(answer, known)
  return known
}

function writeSignature({ class: given, types, children }: ExtensionAnswer): string {
  const list = types?.map(({ code, valueSet }) => valueSet === undefined ? code : `${code}=${valueSet}`).join(' ') ?? 'any'
  return [given, list, ...[...children ?? []].map(([url, child]) => `${url}=${signatureOf(child)}`)].join()
}
