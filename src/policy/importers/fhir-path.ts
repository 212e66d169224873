/**
 * The part of FHIRPath (hl7.org/fhirpath/N1, and `nodesByType`, `nodesByName` of Microsoft's anonymizer) that says where
 * elements are. What only narrows a place down, such as `where(...)`, is read past and told.
 */
export interface ElementPath {
  /** What the path begins with: a type, `Resource` where it begins with none. */
  readonly root: string
  readonly steps: readonly PathStep[]
  /** What the source asks for beyond the place; the path without it covers more. */
  readonly narrowed: readonly string[]
}

export type PathStep =
  | { readonly kind: 'child'; readonly name: string; readonly type?: string }
  | { readonly kind: 'type' | 'name'; readonly name: string }

/** A path that cannot be read, in a sentence of ours; or, where it is not fatal, one that can and names no place. */
export class PathError extends Error {
  readonly isFatal: boolean

  constructor(message: string, options: { readonly isFatal: boolean } = { isFatal: true }) {
    super(message)
    this.isFatal = options.isFatal
  }
}

/** Functions that pick some of the elements before them: without them a path covers more. */
const NARROWING: ReadonlySet<string> = new Set([
  'where', 'first', 'last', 'tail', 'skip', 'take', 'single', 'distinct', 'exclude', 'intersect', 'extension', 'trace', 'iif',
])
/** Other functions of FHIRPath: they make values, or go where a rule cannot, so they name no place. */
const OTHERS: ReadonlySet<string> = new Set([
  'children', 'descendants', 'resolve', 'select', 'repeat', 'all', 'exists', 'empty', 'not', 'count', 'union', 'combine', 'memberOf',
  'toString', 'toInteger', 'toDecimal', 'toDateTime', 'toDate', 'lower', 'upper', 'substring', 'startsWith', 'endsWith', 'contains',
  'matches', 'replace', 'replaceMatches', 'length', 'hasValue', 'getValue', 'is', 'anonymize', 'htmlChecks', 'elementDefinition',
])

/** The type that a path begins with, for one that names no place beyond it; `Resource` where it begins with none. */
export function rootOf(source: string): string {
  return source.includes('|') ? 'Resource' : /^\(*([A-Z]\w*)\s*\./.exec(source.trim())?.[1] ?? 'Resource'
}

/**
 * The places that a FHIRPath names, one for each part of a union.
 * Throws PathError with a sentence for what cannot be read.
 */
export function readElementPaths(source: string): ElementPath[] {
  return split(source, '|').map((part) => readOne(part.trim()))
}

function readOne(source: string): ElementPath {
  const narrowed: string[] = []
  const steps: PathStep[] = []
  const parts = split(inner(source), '.').flatMap((part) => castOf(part.trim()))
  parts.forEach((part, index) => {
    const step = readStep(part, narrowed)
    if (step === 'narrowed') return
    if (typeof step === 'string') addCast(steps, step)
    else if (index > 0 || step.kind !== 'child' || !/^[A-Z]/.test(step.name)) steps.push(step)
  })
  const [first = ''] = parts
  const root = /^[A-Z]\w*$/.test(first) ? first : 'Resource'
  return { root: root === 'DomainResource' ? 'Resource' : root, steps, narrowed }
}

/** `x as Age` becomes `x` and `as(Age)`; what stands in parentheses is opened. */
function castOf(part: string): string[] {
  const text = inner(part)
  const cast = /^([\s\S]+?)\s+as\s+([A-Za-z]\w*)$/.exec(text)
  const opened = cast === null ? [text] : [cast[1] as string, `as(${cast[2] as string})`]
  return opened.flatMap((one) => one === part ? [one] : split(one, '.').flatMap((piece) => castOf(piece.trim())))
}

/** A step, the type of a cast, or `narrowed` for a part that only leaves some. */
function readStep(part: string, narrowed: string[]): PathStep | string {
  const name = /^`?([A-Za-z]\w*)`?(\[\d+\])?$/.exec(part)
  if (name !== null) {
    if (name[2] !== undefined) narrowed.push(name[2])
    return { kind: 'child', name: name[1] as string }
  }
  const call = /^([A-Za-z]\w*)\(([\s\S]*)\)$/.exec(part)
  if (call === null) throw new PathError('this part of the path is not FHIRPath that can be read here')
  const [, does = '', argument = ''] = call
  const word = /^\s*['"]?([A-Za-z]\w*)['"]?\s*$/.exec(argument)?.[1]
  switch (does) {
    case 'nodesByType':
    case 'nodesByName':
      if (word === undefined) throw new PathError(`${does} needs a name in quotes`)
      return { kind: does === 'nodesByType' ? 'type' : 'name', name: word }
    case 'as':
    case 'ofType':
      if (word === undefined) throw new PathError(`${does} needs the name of a type`)
      return word
    default:
      if (NARROWING.has(does)) narrowed.push(`${does}(…)`)
      else if (OTHERS.has(does)) throw new PathError(`${does}(…) names no place that a rule can stand for`, { isFatal: false })
      else throw new PathError(`there is no function ${does}() in FHIRPath`)
      return 'narrowed'
  }
}

function addCast(steps: PathStep[], type: string): void {
  const last = steps.pop()
  if (last?.kind !== 'child') throw new PathError('a type can be asked for only of an element')
  steps.push({ ...last, type })
}

/** Without the parentheses that hold the whole of it. */
function inner(text: string): string {
  const trimmed = text.trim()
  return trimmed.startsWith('(') && split(trimmed, ')').length === 2 && trimmed.endsWith(')') ? inner(trimmed.slice(1, -1)) : trimmed
}

/** Parts between a separator that stands in no parentheses and no quotes. Throws PathError where these do not close. */
function split(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quote = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (quote !== '') {
      if (character === '\\') at++
      else if (character === quote) quote = ''
      continue
    }
    if (character === "'" || character === '"' || character === '`') quote = character
    else if (character === '(' || character === '[') depth++
    else if (character === ')' || character === ']') depth--
    if (depth < 0) throw new PathError('a parenthesis closes that was not opened')
    if (character === separator && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  if (depth > 0 || quote !== '') throw new PathError('a parenthesis or a quote does not close')
  const all = [...parts, text.slice(from)]
  if (separator !== ')' && all.some((part) => part.trim() === '')) throw new PathError('a part of the path is missing')
  return all
}
