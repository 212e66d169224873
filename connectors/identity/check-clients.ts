import type { z } from 'zod'
import type { clientSettings } from './settings.ts'

type Client = z.infer<typeof clientSettings>

interface Seen<T> {
  readonly client: string
  readonly entry: T
}

/** What no single client shows of those of a server: a name twice, or a credential for which another is taken, who stands before. */
export function checkClients(clients: readonly Client[], context: Pick<z.RefinementCtx, 'addIssue'>): void {
  const report = (path: PropertyKey[], message: string): void => context.addIssue({ code: 'custom', path, message })
  const names = new Set<string>()
  const keys = new Map<string, string>()
  const certificates: Seen<Certificate>[] = []
  const tokens: Seen<Token>[] = []
  for (const [at, client] of clients.entries()) {
    const { name } = client
    if (names.has(name)) report([at, 'name'], `client ${name} is there twice`)
    names.add(name)
    for (const [place, key] of (client.apiKeySha256 ?? []).entries()) {
      const other = keys.get(key)
      if (other !== undefined) report([at, 'apiKeySha256', place], `client ${other} has this key already`)
      keys.set(key, other ?? name)
    }
    for (const [place, entry] of (client.certificates ?? []).entries()) {
      const other = certificates.find((one) => one.client !== name && isCertificateWithin(entry, one.entry))
      if (other !== undefined)
        report([at, 'certificates', place], `whoever has such a certificate is client ${other.client}, who stands before`)
      certificates.push({ client: name, entry })
    }
    for (const [place, entry] of (client.tokens ?? []).entries()) {
      const other = tokens.find((one) => isTokenWithin(entry, one.entry))
      if (other !== undefined) report([at, 'tokens', place], shadowed(entry, other))
      tokens.push({ client: name, entry })
    }
  }
}

type Certificate = NonNullable<Client['certificates']>[number]
type Token = NonNullable<Client['tokens']>[number]

function shadowed({ purposeOfUse }: Token, { client, entry }: Seen<Token>): string {
  return purposeOfUse !== undefined && entry.purposeOfUse === undefined
    ? `an entry before this, of client ${client}, takes such tokens whatever their purposeOfUse`
    : `an entry before this, of client ${client}, takes all such tokens`
}

/** Whether every token that the one takes is taken by the other. */
function isTokenWithin(one: Token, other: Token): boolean {
  const [claim, otherClaim] = [one.claim ?? 'client_id', other.claim ?? 'client_id']
  if (one.issuer !== other.issuer || claim !== otherClaim || one.value !== other.value) return false
  return other.purposeOfUse === undefined || (one.purposeOfUse?.every((purpose) => other.purposeOfUse?.includes(purpose)) ?? false)
}

function isCertificateWithin(one: Certificate, other: Certificate): boolean {
  const has = conditionsOf(one)
  return Object.entries(conditionsOf(other)).every(([name, value]) => value === undefined || has[name] === value)
}

function conditionsOf({ fingerprint256, subject }: Certificate): Readonly<Record<string, string | undefined>> {
  return { ...subject, fingerprint256: fingerprint256?.replaceAll(':', '').toLowerCase() }
}
