import { badRequest } from './query.ts'

/** A step of a JSON Patch (RFC 6902, section 4). */
export interface PatchStep {
  readonly op: string
  readonly path: string
  readonly from?: string
  readonly value?: unknown
}

type Holder = Record<string, unknown> | unknown[]

/** The parts of a JSON Pointer (RFC 6901). */
export function partsOf(pointer: string): string[] {
  return pointer.slice(1).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/**
 * What becomes of a resource, which is changed, by steps that were found to be known ones; a test is taken to hold.
 * `touched` is told of each value that a step compares, takes or replaces, and `placed` of each that it puts somewhere.
 * Throws SLUICE_HTTP_REQUEST where one finds nothing.
 */
export function applyPatch(
  resource: object,
  steps: readonly PatchStep[],
  touched: (value: unknown) => void,
  placed: (value: unknown) => void,
): void {
  const taken = (pointer: string): unknown => {
    const value = take(resource, pointer)
    touched(value)
    return value
  }
  const looked = (pointer: string): unknown => {
    const value = read(...placeOf(resource, pointer))
    touched(value)
    return value
  }
  /** A member that is there already is overwritten. */
  const set = (pointer: string, value: unknown): void => {
    const [holder, part] = placeOf(resource, pointer)
    if (!Array.isArray(holder) && Object.hasOwn(holder, part)) touched(holder[part])
    put(holder, part, value)
  }
  const place = (pointer: string, value: unknown): void => {
    set(pointer, value)
    placed(value)
  }
  for (const { op, path, from = '', value } of steps) {
    switch (op) {
      case 'test': looked(path); break
      case 'remove': taken(path); break
      case 'add': place(path, value); break
      case 'replace':
        taken(path)
        place(path, value)
        break
      case 'move': set(path, taken(from)); break
      case 'copy': place(path, JSON.parse(JSON.stringify(looked(from)))); break
      default: break
    }
  }
}

function placeOf(resource: object, pointer: string): [Holder, string] {
  const parts = partsOf(pointer)
  const last = parts.pop() ?? ''
  let holder: unknown = resource
  for (const part of parts) holder = read(asHolder(holder), part)
  return [asHolder(holder), last]
}

function asHolder(value: unknown): Holder {
  if (typeof value !== 'object' || value === null) throw nothing()
  return value as Holder
}

function read(holder: Holder, part: string): unknown {
  if (!Object.hasOwn(holder, part) || Array.isArray(holder) && !/^\d+$/.test(part)) throw nothing()
  return (holder as Record<string, unknown>)[part]
}

function take(resource: object, pointer: string): unknown {
  const [holder, part] = placeOf(resource, pointer)
  const value = read(holder, part)
  if (Array.isArray(holder)) holder.splice(Number(part), 1)
  else delete holder[part]
  return value
}

function put(holder: Holder, part: string, value: unknown): void {
  // It would be no member here, and be one where the patch goes.
  if (part === '__proto__') throw nothing()
  if (!Array.isArray(holder)) {
    holder[part] = value
    return
  }
  const at = part === '-' ? holder.length : Number(part)
  if (!Number.isInteger(at) || at > holder.length) throw nothing()
  holder.splice(at, 0, value)
}

function nothing(): Error {
  return badRequest('A step of the patch finds nothing.')
}
