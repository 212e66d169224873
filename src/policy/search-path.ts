import type { PathStep } from './compile/leaves-at.ts'

/**
 * Reads the FHIRPath of a search parameter for one resource type into paths of elements. Only the forms that the
 * standard's parameters use are understood: paths, `where(…)`, `as`, `ofType`, `exists()`, `resolve()`, an index.
 * Undefined for anything else, which then counts as touching everything.
 */
export function searchPaths(expression: string, resourceType: string): readonly (readonly PathStep[])[] | undefined {
  if (expression.trim() === '') return undefined
  const paths: (readonly PathStep[])[] = []
  for (const alternative of splitTop(expression, '|').flatMap((part) => splitTop(part, ' and '))) {
    const steps = readPath(alternative.trim().replace(/\s*!= false$/, ''))
    if (steps === undefined) return undefined
    const [first, ...rest] = steps
    if (first === undefined) return undefined
    // A path that names no type is one of the resource itself.
    if (/^[a-z]/.test(first.name)) paths.push(steps)
    else if (first.name === resourceType || first.name === 'Resource' || first.name === 'DomainResource') paths.push(rest)
  }
  return paths.length === 0 || paths.some((path) => path.length === 0) ? undefined : paths
}

function readPath(text: string): PathStep[] | undefined {
  const cast = /^\((.*)\)(.*)$/.exec(text)
  if (cast !== null && balanced(cast[1] ?? '')) {
    const inner = readCast(cast[1] ?? '')
    return inner === undefined ? undefined : append(inner, cast[2] ?? '')
  }
  return readCast(text)
}

/** `X as T`, or just a path. */
function readCast(text: string): PathStep[] | undefined {
  const parts = splitTop(text.trim(), ' as ')
  const steps = append([], `.${(parts[0] ?? '').trim()}`)
  if (steps === undefined || parts.length > 2) return undefined
  return parts.length === 1 ? steps : typed(steps, (parts[1] ?? '').trim())
}

function append(steps: readonly PathStep[], tail: string): PathStep[] | undefined {
  let result: PathStep[] | undefined = [...steps]
  if (tail !== '' && !tail.startsWith('.')) return undefined
  for (const segment of splitTop(tail.slice(1), '.').filter((part) => part !== '')) {
    if (result === undefined) return undefined
    const call = /^(\w+)\((.*)\)$/s.exec(segment)
    const name = /^(\w+)(?:\[\d+\])?$/.exec(segment)?.[1]
    if (name !== undefined) result.push({ name })
    else if (call?.[1] === 'where' || call?.[1] === 'exists' || call?.[1] === 'resolve') continue
    else if (call?.[1] === 'as' || call?.[1] === 'ofType') result = typed(result, (call[2] ?? '').trim())
    else return undefined
  }
  return result
}

function typed(steps: readonly PathStep[], type: string): PathStep[] | undefined {
  const last = steps.at(-1)
  return last === undefined || !/^\w+$/.test(type) ? undefined : [...steps.slice(0, -1), { name: last.name, type }]
}

function splitTop(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === '\'') quoted = !quoted
    if (quoted) continue
    if (c === '(') depth++
    else if (c === ')') depth--
    else if (depth === 0 && text.startsWith(separator, i)) {
      parts.push(text.slice(from, i))
      from = i + separator.length
    }
  }
  return [...parts, text.slice(from)]
}

function balanced(text: string): boolean {
  let depth = 0
  for (const c of text) {
    if (c === '(') depth++
    if (c === ')' && --depth < 0) return false
  }
  return depth === 0
}
