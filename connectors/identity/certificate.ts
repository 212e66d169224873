import type { PeerCertificate } from 'node:tls'

/** Which client certificates are whose: by SHA-256 fingerprint, or by parts of the subject. */
export interface CertificateMatch {
  readonly fingerprint256?: string | undefined
  readonly subject?: { readonly CN?: string | undefined; readonly O?: string | undefined; readonly OU?: string | undefined } | undefined
}

/** Whether a certificate, whose chain and revocation the TLS handshake has checked, is the one that is meant. */
export function matchesCertificate(match: CertificateMatch, certificate: PeerCertificate): boolean {
  const { fingerprint256, subject } = match
  if (fingerprint256 === undefined && subject === undefined) return false
  if (fingerprint256 !== undefined && plain(fingerprint256) !== plain(certificate.fingerprint256)) return false
  return Object.entries(subject ?? {}).every(([name, value]) =>
    value === undefined || (certificate.subject as unknown as Readonly<Record<string, unknown>>)[name] === value)
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase()
}
