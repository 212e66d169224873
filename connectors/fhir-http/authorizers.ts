import type { Phi } from '../../src/contract/phi.ts'
import type { Authorizer } from './fhir-http.ts'

/** A bearer token (RFC 6750) that somebody else renews. */
export function createBearerAuthorizer(token: Phi<string>): Authorizer {
  return { header: async () => `Bearer ${token.reveal()}`, refused: () => undefined }
}

/** User and password (RFC 7617). */
export function createBasicAuthorizer(user: string, password: Phi<string>): Authorizer {
  const header = (): string => `Basic ${Buffer.from(`${user}:${password.reveal()}`).toString('base64')}`
  return { header: async () => header(), refused: () => undefined }
}
