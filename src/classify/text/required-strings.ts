import type { PatternNode } from './pattern-tree.ts'
import { rateOf } from './string-rates.ts'
import { BOUNDARY, isWordSymbol, join, joinAll, SEAM, shortest } from './symbol-strings.ts'

/**
 * What every match of a pattern contains: one of some strings of symbols (see `symbolOf`), with a boundary wherever a
 * word starts or ends, a seam where letters and digits meet, and one blank for a run of them. After RE2's own
 * FilteredRE2 and Russ Cox, "Regular Expression Matching with a Trigram Index" (2012).
 */
export interface RequiredStrings {
  readonly strings: readonly string[]
  /** From the start of a match to the end of the string in it, and from there to the end of the match, at most. */
  readonly lead: Reach
  readonly trail: Reach
  /** How often one of the strings stands in text, roughly, by character. */
  readonly rate: number
}

/** A distance: so many bytes, then a run of any length without a blank in it, then so many bytes, and so on. */
export type Reach = readonly number[]

const NO_REACH: Reach = [0]
const RUN: Reach = [0, 0]

/** Facts of a pattern by which it is decided where in a text it is run. */
export interface PatternNeeds {
  readonly digitsMin: number
  readonly required: RequiredStrings | undefined
  /** Strings of which one stands in every match too, somewhere else in it. */
  readonly also: readonly string[] | undefined
}

/** A run of known strings is not multiplied out beyond this many. */
const STRINGS_MAX = 400
const CHOICES_MAX = 1500
const FEW = 24
const SYMBOLS_MAX = 18
/** Once in so many characters is rare enough. */
const RATE_MIN = 1e-6
/** What is rarer needs no second list of strings; what is more frequent is no use as one. */
const RATE_WITHOUT = 2e-5
const ALSO_RATE_MIN = 1e-4
const ALSO_RATE_MAX = 6e-3
const REPEATS_APART_MAX = 6
/** What is more frequent is looked at once more for rarer strings. */
const RATE_COSTLY = 5e-4

/** What has no blank in it counts as a run where it may be longer than this. */
const RUN_BYTES_MIN = 64
/** With more runs than this it may as well be the whole text. */
const RUNS_MAX = 24

interface Facts {
  /** All strings that the node may be, where they are few. */
  readonly exact: readonly string[] | undefined
  /** True for one letter, whichever it is. */
  readonly isLetter?: boolean
  readonly required: RequiredStrings | undefined
  readonly also?: RequiredStrings | undefined
  readonly reach: Reach
  readonly mayBeBlank: boolean
  readonly digitsMin: number
}

/** Reads off a pattern what its matches need. */
export function readNeeds(tree: PatternNode): PatternNeeds {
  const needs = needsOfTree(tree)
  if (rateOfNeeds(needs) <= RATE_COSTLY) return needs
  const others = needsOfTree(withBlanksInChoices(tree))
  return rateOfNeeds(others) < rateOfNeeds(needs) ? others : needs
}

function rateOfNeeds({ required }: PatternNeeds): number {
  return required?.rate ?? 1
}

/** The same pattern, where a blank before a choice stands in each of its items: strings of theirs are rarer with the start of a word. */
function withBlanksInChoices(node: PatternNode): PatternNode {
  switch (node.is) {
    case 'character':
    case 'boundary': return node
    case 'repeat': return { ...node, item: withBlanksInChoices(node.item) }
    case 'choice': return { is: 'choice', items: node.items.map(withBlanksInChoices) }
    case 'sequence': return { is: 'sequence', items: distributed(node.items.map(withBlanksInChoices), isBlanks) }
  }
}

/** Nothing but blanks, and one at least. */
function isBlanks(node: PatternNode): boolean {
  if (node.is === 'repeat') return node.min > 0 && isBlanks(node.item)
  return node.is === 'character' && node.symbols?.length === 1 && node.symbols[0] === ' '
}

function needsOfTree(tree: PatternNode): PatternNeeds {
  const facts = factsOf(tree)
  const required = requiredBy(facts)
  const helps =
    facts.also !== undefined &&
    required === facts.required &&
    required !== undefined &&
    required.rate > RATE_WITHOUT &&
    facts.also.rate < ALSO_RATE_MAX
  return {
    digitsMin: facts.digitsMin,
    required: trimmed(required, RATE_MIN),
    also: helps ? trimmed(facts.also, ALSO_RATE_MIN)?.strings : undefined,
  }
}

/** Strings are no longer than they need be to be rare: a short list is searched faster. */
function trimmed(required: RequiredStrings | undefined, rateMin: number): RequiredStrings | undefined {
  if (required === undefined) return undefined
  const rate = Math.max(required.rate * 1.1, rateMin)
  for (let length = 4; length < SYMBOLS_MAX; length++) {
    const strings = shortest(required.strings.map((one) => one.slice(0, length)))
    if (rateOf(strings) <= rate) return { ...required, strings, rate: rateOf(strings) }
  }
  return required
}

function requiredBy({ exact, required, reach }: Facts): RequiredStrings | undefined {
  return better(required, exact && requiredOf(exact, reach, reach))
}

const EDGE: Facts = { exact: [BOUNDARY], required: undefined, reach: NO_REACH, mayBeBlank: false, digitsMin: 0 }

function factsOf(node: PatternNode): Facts {
  switch (node.is) {
    case 'boundary': return EDGE
    case 'character': return {
      exact: node.symbols, isLetter: node.isLetter, required: undefined, reach: [node.bytesMax], mayBeBlank: node.mayBeBlank,
      digitsMin: node.symbols?.length === 1 && node.symbols[0] === '0' ? 1 : 0,
    }
    case 'choice': return choiceOf(node.items.map(factsOf))
    case 'repeat': return repeatOf(node)
    case 'sequence': return sequenceOf(partsOf(node))
  }
}

function choiceOf(items: readonly Facts[]): Facts {
  const facts = {
    reach: furthest(items.map((one) => one.reach)),
    mayBeBlank: items.some((one) => one.mayBeBlank),
    digitsMin: Math.min(...items.map((one) => one.digitsMin)),
  }
  const exact = items.every((one) => one.exact !== undefined) ? [...new Set(items.flatMap((one) => one.exact ?? []))] : undefined
  if (exact !== undefined && exact.length <= CHOICES_MAX) return { ...facts, exact, required: undefined }
  return { ...facts, exact: undefined, required: union(items.map(requiredBy)) }
}

/** A reach that no other one goes beyond. */
function furthest(all: readonly Reach[]): Reach {
  const length = Math.max(...all.map((one) => one.length))
  return Array.from({ length }, (_, at) => Math.max(...all.map((one) => one[at] ?? 0)))
}

function plus(one: Reach, other: Reach): Reach {
  if (one.length === 1 && other.length === 1) return [(one[0] as number) + (other[0] as number)]
  const last = one.length - 1
  return [...one.slice(0, last), (one[last] as number) + (other[0] as number), ...other.slice(1)]
}

function union(each: readonly (RequiredStrings | undefined)[]): RequiredStrings | undefined {
  const all = each.filter((one) => one !== undefined)
  const strings = [...new Set(all.flatMap((one) => one.strings))]
  if (all.length < each.length || strings.length > CHOICES_MAX) return undefined
  return {
    strings,
    lead: furthest(all.map((one) => one.lead)),
    trail: furthest(all.map((one) => one.trail)),
    rate: rateOf(strings),
  }
}

function repeatOf({ item, min, max }: Extract<PatternNode, { is: 'repeat' }>): Facts {
  const once = factsOf(item)
  const exact = once.exact && max - min <= REPEATS_APART_MAX ? powers(once.exact, min, max) : undefined
  return { exact, required: undefined, reach: timesReach(once, max), mayBeBlank: once.mayBeBlank, digitsMin: once.digitsMin * min }
}

function timesReach({ reach, mayBeBlank }: Facts, times: number): Reach {
  const [bytes = 0] = reach
  if (reach.length === 1 && bytes === 0) return NO_REACH
  if (!mayBeBlank && (reach.length > 1 || times * bytes > RUN_BYTES_MIN)) return RUN
  if (reach.length === 1) return [bytes * times]
  if ((reach.length - 1) * times > RUNS_MAX) return [Number.POSITIVE_INFINITY]
  return Array.from({ length: times }, () => reach).reduce(plus, NO_REACH)
}

function powers(exact: readonly string[], min: number, max: number): string[] | undefined {
  const all = new Set<string>()
  let power = ['']
  for (let times = 0; times <= max; times++) {
    if (times >= min) for (const one of power) all.add(one)
    if (times === max) break
    if (power.length * exact.length > STRINGS_MAX) return undefined
    power = joinAll(power, exact)
  }
  return all.size > STRINGS_MAX ? undefined : [...all]
}

/** A node as what stands one after the other in it: what is repeated any number of times shows its first and its last round. */
function partsOf(node: PatternNode): Facts[] {
  if (node.is === 'sequence') return spread(node.items).flatMap(partsOf)
  if (node.is !== 'repeat') return [factsOf(node)]
  const whole = repeatOf(node)
  if (whole.exact !== undefined || node.min === 0) return [whole]
  const once = partsOf(node.item)
  const rounds = Array.from({ length: Math.min(node.min, 20) }, () => once).flat()
  const gap: Facts = { ...whole, exact: undefined, required: undefined, digitsMin: Math.max(0, whole.digitsMin - 2 * digitsIn(rounds)) }
  // The last rounds may be the first ones: they count once more for the reach, and not for the digits.
  const behind = rounds.map((one) => ({ ...one, digitsMin: 0, required: undefined }))
  return [...rounds, gap, ...behind]
}

/** A boundary before a choice stands before each of its items. */
function spread(items: readonly PatternNode[]): PatternNode[] {
  return distributed(items, (node) => node.is === 'boundary')
}

/** Sequences within the sequence are part of it, and some of what stands before a choice stands before each of its items. */
function distributed(items: readonly PatternNode[], goesIn: (before: PatternNode) => boolean): PatternNode[] {
  const flat: PatternNode[] = []
  for (const item of items.flatMap((one) => one.is === 'sequence' ? distributed(one.items, goesIn) : [one])) {
    const before = flat[flat.length - 1]
    if (item.is === 'choice' && before !== undefined && goesIn(before)) {
      flat[flat.length - 1] = { is: 'choice', items: item.items.map((one) => ({ is: 'sequence', items: [before, one] })) }
    } else flat.push(item)
  }
  return flat
}

function digitsIn(parts: readonly Facts[]): number {
  return parts.reduce((sum, one) => sum + one.digitsMin, 0)
}

/** Any letter, where the seam or boundary beside it is wanted. */
const LETTER = 'a'

function sequenceOf(parts: readonly Facts[]): Facts {
  const reach = parts.reduce((sum, one) => plus(sum, one.reach), NO_REACH)
  const facts = { reach, mayBeBlank: parts.some((one) => one.mayBeBlank), digitsMin: digitsIn(parts) }
  const candidates: Candidate[] = []
  let exact: readonly string[] = ['']
  let exactFrom = 0
  let isBehindLetter = false
  /** The part before ends with what no word has. */
  let endsApart = false
  const flush = (at: number, isBeforeLetter: boolean): void => {
    if (isBeforeLetter) exact = exact.map((one) => one === '' ? '' : join(one, LETTER).slice(0, -1))
    if (isBehindLetter) exact = exact.map((one) => one === '' ? '' : join(LETTER, one).slice(1))
    const required = requiredOf(exact, before, from)
    if (required !== undefined) candidates.push({ required, first: exactFrom, last: at - 1 })
  }
  const behind = reachesBehind(parts)
  let before = NO_REACH
  // A string that is cut, or ends with a blank, may end before the part does: it counts from where it starts.
  let from = reach
  for (const [at, part] of parts.entries()) {
    if (part.exact !== undefined && mayJoin(exact, part.exact)) exact = joinAll(exact, part.exact)
    else {
      flush(at, part.isLetter === true)
      const after = behind[at] as Reach
      if (part.required !== undefined) {
        const required = { ...part.required, lead: plus(before, part.required.lead), trail: plus(part.required.trail, after) }
        candidates.push({ required, first: at, last: at })
      }
      isBehindLetter = part.exact === undefined && part.isLetter === true
      from = part.exact === undefined ? after : plus(after, part.reach)
      exact = part.exact === undefined ? [''] : endsApart ? part.exact.map(behindBlank) : part.exact
      exactFrom = part.exact === undefined ? at + 1 : at
    }
    endsApart = part.exact !== undefined && part.exact.every(isApart)
    before = plus(before, part.reach)
  }
  if (exactFrom === 0) return { ...facts, exact, required: undefined }
  flush(parts.length, false)
  return { ...facts, exact: undefined, ...bestOf(candidates) }
}

function isApart(string: string): boolean {
  const last = string[string.length - 1]
  return last !== undefined && last !== BOUNDARY && last !== SEAM && !isWordSymbol(last)
}

/** As the string stands where words end: with the boundary, where it starts with a word. */
function behindBlank(string: string): string {
  return string === '' ? '' : join(' ', string).slice(1)
}

/** Strings that are rare already need not be told apart any further. */
function mayJoin(lefts: readonly string[], rights: readonly string[]): boolean {
  const product = lefts.length * rights.length
  return product <= STRINGS_MAX && (rights.length === 1 || product <= FEW || rateOf(lefts) > RATE_MIN)
}

/** Strings that parts `first` to `last` of a sequence need. */
interface Candidate {
  readonly required: RequiredStrings
  readonly first: number
  readonly last: number
}

/** The rarest strings, and the rarest that come from other parts. */
function bestOf(candidates: readonly Candidate[]): Pick<Facts, 'required' | 'also'> {
  const rarest = (some: readonly Candidate[]): Candidate | undefined =>
    some.reduce<Candidate | undefined>((best, one) => best === undefined || one.required.rate < best.required.rate ? one : best, undefined)
  const best = rarest(candidates)
  if (best === undefined) return { required: undefined, also: undefined }
  return { required: best.required, also: rarest(candidates.filter((one) => one.last < best.first || one.first > best.last))?.required }
}

/** How far what stands behind each part reaches. */
function reachesBehind(parts: readonly Facts[]): Reach[] {
  const behind = parts.map(() => NO_REACH)
  for (let at = parts.length - 2; at >= 0; at--) behind[at] = plus(behind[at + 1] as Reach, (parts[at + 1] as Facts).reach)
  return behind
}

function requiredOf(exact: readonly string[], lead: Reach, trail: Reach): RequiredStrings | undefined {
  if (exact.some((one) => one === '' || one === BOUNDARY)) return undefined
  const strings = shortest(exact.map((one) => one.slice(0, SYMBOLS_MAX)))
  return { strings, lead, trail, rate: rateOf(strings) }
}

function better(one: RequiredStrings | undefined, other: RequiredStrings | undefined): RequiredStrings | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one.rate <= other.rate ? one : other
}
