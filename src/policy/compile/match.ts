import type { ElementClass } from '../../contract/classes.ts'
import type { PolicyRule } from '../language/schema.ts'

/** One element on the way down from the resource, as the walker knows it. */
export interface MatchStep {
  /** The JSON property: `valueString`, `birthDate`; its `_birthDate` sibling is the same element. */
  readonly name: string
  /** `value[x]` for a choice, else the name again. */
  readonly baseName: string
  /** The FHIR datatype: `HumanName`, `date`, `BackboneElement`. */
  readonly type: string
  /** Where the element is defined: `Questionnaire.item.text`, also inside an item of an item; `HumanName.family`. */
  readonly definitionPath: string
}

/**
 * What the rules still wait for at one element. `missing[i]` has a bit for each static condition of rule `i` that does
 * not hold yet; a condition that holds at an element holds for everything below it. `cursors` are paths under way.
 */
export interface MatchState {
  readonly rules: CompiledRules
  readonly missing: Uint8Array
  readonly cursors: readonly number[]
}

interface CompiledPath {
  readonly rule: number
  readonly root: string
  readonly segments: readonly string[]
}

interface CompiledRules {
  readonly rules: readonly PolicyRule[]
  readonly paths: readonly CompiledPath[]
}

const PATH = 1
const TYPE = 2
const EXTENSION = 4
const OTHER_RESOURCE = 8
/** A cursor is the index of its path times this, plus how many segments are fulfilled. */
const SEGMENTS_MAX = 1024

const compiled = new WeakMap<readonly PolicyRule[], CompiledRules>()

/** The state at the root of a resource. A contained resource or a Bundle entry starts anew: no rule reaches into it. */
export function startMatch(rules: readonly PolicyRule[], resourceType: string): MatchState {
  const known = compileRules(rules)
  const missing = Uint8Array.from(rules, ({ when }) =>
    (when.path === undefined ? 0 : PATH) | (when.type === undefined ? 0 : TYPE) |
    (when.extension === undefined ? 0 : EXTENSION) |
    (when.resourceType === undefined || when.resourceType.includes(resourceType) ? 0 : OTHER_RESOURCE))
  const cursors: number[] = []
  known.paths.forEach((path, index) => {
    if (path.root === resourceType || path.root === 'Resource') advance(known, missing, cursors, index, 0)
  })
  return settle(known, missing, cursors)
}

/**
 * The state at a child element. A path goes on from where it stood, starts at the datatype it is rooted at, and follows
 * the definition, so that `Questionnaire.item.text` also names the text of an item within an item.
 */
export function stepMatch(state: MatchState, step: MatchStep): MatchState {
  const { rules } = state
  const name = step.name.startsWith('_') ? step.name.slice(1) : step.name
  const missing = state.missing.slice()
  const cursors: number[] = []
  rules.rules.forEach(({ when }, index) => {
    if (when.type?.includes(step.type) === true) missing[index] = (missing[index] ?? 0) & ~TYPE
  })
  for (const cursor of state.cursors) {
    const index = Math.floor(cursor / SEGMENTS_MAX)
    const done = cursor % SEGMENTS_MAX
    if (fits(rules.paths[index]?.segments[done], name, step.baseName)) advance(rules, missing, cursors, index, done + 1)
  }
  const [root = '', ...defined] = step.definitionPath.split('.')
  rules.paths.forEach((path, index) => {
    if (path.root === 'Resource') return
    if (path.root === step.type) advance(rules, missing, cursors, index, 0)
    if (path.root !== root || defined.length === 0) return
    const shared = Math.min(defined.length, path.segments.length)
    const follows = path.segments.slice(0, shared).every((segment, at) => at === defined.length - 1
      ? fits(segment, name, step.baseName)
      : fits(segment, defined[at] ?? '', defined[at] ?? ''))
    if (follows) advance(rules, missing, cursors, index, shared)
  })
  return settle(rules, missing, cursors)
}

/** The state inside an extension whose URL is known: rules that name the URL hold for it and everything in it. */
export function enterExtension(state: MatchState, url: string): MatchState {
  const missing = state.missing.slice()
  state.rules.rules.forEach(({ when }, index) => {
    if (when.extension?.includes(url) === true) missing[index] = (missing[index] ?? 0) & ~EXTENSION
  })
  return settle(state.rules, missing, state.cursors)
}

/** States with the same key, of the same rules, answer alike from here on, whatever steps follow. */
export function matchKey(state: MatchState): string {
  return `${String.fromCharCode(...state.missing)}|${state.cursors.join()}`
}

/**
 * As `matchKey`, for whoever asks only what is decided, and by which of the rules that are told apart: rules after one that
 * always decides are left out, and of all others that hold only what they do is said.
 */
export function decisionKey(state: MatchState, toldApart: ReadonlySet<PolicyRule>): string {
  const { missing, cursors } = state
  const { rules, paths } = state.rules
  const ruleOf = (cursor: number): number => paths[Math.floor(cursor / SEGMENTS_MAX)]?.rule ?? -1
  const open = new Set(cursors.map(ruleOf))
  let key = ''
  let last = rules.length
  for (const [index, rule] of rules.entries()) {
    const bits = missing[index] ?? 0
    if (toldApart.has(rule)) key += `${index}:${bits};`
    else if (bits === 0) key += signatureOf(rule)
    else if ((bits & OTHER_RESOURCE) === 0 && ((bits & PATH) === 0 || open.has(index))) key += `${index}:${bits};`
    if (bits !== 0 || !namesPlace(rule) || !isUnconditional(rule)) continue
    last = index
    break
  }
  return `${key}|${cursors.filter((cursor) => ruleOf(cursor) < last).join()}`
}

const signatures = new WeakMap<PolicyRule, string>()

/** What a rule does where its place is given. */
function signatureOf(rule: PolicyRule): string {
  const { path: _path, type: _type, extension: _extension, resourceType: _resourceType, ...conditions } = rule.when
  const made = signatures.get(rule) ?? `${JSON.stringify([conditions, rule.then])};`
  signatures.set(rule, made)
  return made
}

/** It holds for everything that stands there, whatever its class. */
function namesPlace({ when }: PolicyRule): boolean {
  return when.class === undefined && when.in === undefined && (when.path ?? when.type ?? when.extension) !== undefined
}

/**
 * The rules whose static conditions all hold for an element of this class, or for what is found in its text, by index, in
 * order. Their label, destination, purpose, client and confidence are the caller's to evaluate.
 */
export function candidates(
  state: MatchState, elementClass: ElementClass, extensionUrl: string | undefined, place: 'element' | 'text' = 'element',
): number[] {
  const found: number[] = []
  state.rules.rules.forEach(({ when }, index) => {
    const missing = state.missing[index]
    const inExtension = extensionUrl !== undefined && when.extension?.includes(extensionUrl) === true
    if (when.in?.includes(place) === false) return
    if (missing !== 0 && !(missing === EXTENSION && inExtension)) return
    if (when.class === undefined || when.class.includes(elementClass)) found.push(index)
  })
  return found
}

/** Which of a rule's conditions on the place do not hold there. Of another resource type's rules only that is known. */
export function unmetConditions(state: MatchState, rule: number): ('path' | 'type' | 'extension' | 'resourceType')[] {
  const missing = state.missing[rule] ?? 0
  if ((missing & OTHER_RESOURCE) !== 0) return ['resourceType']
  return [
    ...(missing & PATH) === 0 ? [] : ['path' as const],
    ...(missing & TYPE) === 0 ? [] : ['type' as const],
    ...(missing & EXTENSION) === 0 ? [] : ['extension' as const],
  ]
}

/** True where a rule decides by static conditions alone, so that no later rule is asked for what it matches. */
export function isUnconditional({ when }: PolicyRule): boolean {
  return when.label === undefined && when.destination === undefined && when.purpose === undefined &&
    when.client === undefined && when.confidence === undefined
}

function compileRules(rules: readonly PolicyRule[]): CompiledRules {
  const known = compiled.get(rules)
  if (known !== undefined) return known
  const paths = rules.flatMap(({ when }, rule) => (when.path ?? []).map((path) => {
    const [root = '', ...segments] = path.split('.')
    return { rule, root, segments }
  }))
  const result = { rules, paths }
  compiled.set(rules, result)
  return result
}

function fits(segment: string | undefined, name: string, baseName: string): boolean {
  return segment === '*' || segment === name || segment === baseName
}

function advance(rules: CompiledRules, missing: Uint8Array, cursors: number[], index: number, done: number): void {
  const path = rules.paths[index]
  if (path === undefined) return
  if (done === path.segments.length) missing[path.rule] = (missing[path.rule] ?? 0) & ~PATH
  else cursors.push(index * SEGMENTS_MAX + done)
}

/** Forgets what cannot matter any more, so that equal futures get equal keys. */
function settle(rules: CompiledRules, missing: Uint8Array, cursors: readonly number[]): MatchState {
  const settled = missing.map((bits) => (bits & OTHER_RESOURCE) === 0 ? bits : OTHER_RESOURCE)
  const open = new Set(cursors.filter((cursor) => {
    const path = rules.paths[Math.floor(cursor / SEGMENTS_MAX)]
    return path !== undefined && ((settled[path.rule] ?? 0) & PATH) !== 0
  }))
  return { rules, missing: settled, cursors: [...open].sort((a, b) => a - b) }
}
