/** What one SMART scope allows. */
export interface Scope {
  /** A resource type, or `*`. */
  readonly resourceType: string
  /** Among `c r u d s` (create, read, update, delete, search). */
  readonly rights: string
}

const V2 = /^(system|user|patient)\/(\*|[A-Z][A-Za-z]*)\.(c?r?u?d?s?)$/
const V1 = /^(system|user|patient)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*)$/
const V1_RIGHTS: Readonly<Record<string, string>> = { 'read': 'rs', 'write': 'cud', '*': 'cruds' }

/** What a token allows for one patient, whom it names by the server's id. */
export interface PatientScopes {
  readonly id: string
  readonly scopes: readonly Scope[]
}

/**
 * The scopes of a token, of SMART App Launch 2.2 and of 1.0. Scopes that narrow further than can be enforced here are
 * left out, so that they allow nothing: those with a search (`?category=…`). Those of a patient are apart.
 */
export function readScopes(claim: unknown, level: 'all' | 'patient' = 'all'): readonly Scope[] {
  const words = typeof claim === 'string' ? claim.split(/\s+/) : Array.isArray(claim) ? claim.map(String) : []
  return words.flatMap((word) => {
    const [, of, resourceType, rights] = V2.exec(word) ?? []
    const [, v1Of, v1Type, v1Rights] = V1.exec(word) ?? []
    if (((of ?? v1Of) === 'patient') !== (level === 'patient')) return []
    if (v1Type !== undefined && v1Rights !== undefined) return [{ resourceType: v1Type, rights: V1_RIGHTS[v1Rights] ?? '' }]
    return resourceType === undefined || !rights ? [] : [{ resourceType, rights }]
  })
}

/**
 * The `patient/` scopes of a token that says which patient (the launch context of SMART App Launch, as a claim); without it
 * they allow nothing.
 */
export function readPatientScopes(claim: unknown, patient: unknown): PatientScopes | undefined {
  const scopes = readScopes(claim, 'patient')
  if (scopes.length === 0 || typeof patient !== 'string' || !/^[A-Za-z0-9\-.]{1,64}$/.test(patient)) return undefined
  return { id: patient, scopes }
}

/** Whether resources of a type may be shown: to who may write them alone, nobody else's are. */
export function mayBeShown(type: string, scopes: readonly Scope[]): boolean {
  return scopesAllow(scopes, type, 'r') || scopesAllow(scopes, type, 's')
}

/** Whether any scope gives a right on a type. A type that is undefined stands for all of them. */
export function scopesAllow(scopes: readonly Scope[], resourceType: string | undefined, right: string): boolean {
  return scopes.some((scope) => scope.rights.includes(right) && (scope.resourceType === '*' || scope.resourceType === resourceType))
}
