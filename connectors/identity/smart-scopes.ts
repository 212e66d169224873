/** What one SMART scope allows. */
export interface Scope {
  /** A resource type, or `*`. */
  readonly resourceType: string
  /** Among `c r u d s` (create, read, update, delete, search). */
  readonly rights: string
}

const V2 = /^(?:system|user)\/(\*|[A-Z][A-Za-z]*)\.(c?r?u?d?s?)$/
const V1 = /^(?:system|user)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*)$/
const V1_RIGHTS: Readonly<Record<string, string>> = { 'read': 'rs', 'write': 'cud', '*': 'cruds' }

/**
 * The scopes of a token, of SMART App Launch 2.2 and of 1.0. Scopes that narrow further than can be enforced here are
 * left out, so that they allow nothing: `patient/` ones, and those with a search (`?category=…`).
 */
export function readScopes(claim: unknown): readonly Scope[] {
  const words = typeof claim === 'string' ? claim.split(/\s+/) : Array.isArray(claim) ? claim.map(String) : []
  return words.flatMap((word) => {
    const [, v1Type, v1Rights] = V1.exec(word) ?? []
    if (v1Type !== undefined && v1Rights !== undefined) return [{ resourceType: v1Type, rights: V1_RIGHTS[v1Rights] ?? '' }]
    const [, resourceType, rights] = V2.exec(word) ?? []
    return resourceType === undefined || !rights ? [] : [{ resourceType, rights }]
  })
}

/** Whether any scope gives a right on a type. A type that is undefined stands for all of them. */
export function scopesAllow(scopes: readonly Scope[], resourceType: string | undefined, right: string): boolean {
  return scopes.some((scope) => scope.rights.includes(right) && (scope.resourceType === '*' || scope.resourceType === resourceType))
}
