import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { SluiceError } from '../../contract/errors.ts'

/** What is known of a quarantined message without the key. */
export interface QuarantineHeader {
  readonly id: string
  readonly time: string
  readonly code: string
  readonly source: string
  readonly line?: number
  /** Of the message, hex; not of a record, since a short message could be guessed from it. */
  readonly sha256?: string
  readonly policy: string
  readonly policyHash: string
  readonly route: string
  readonly destination: string
  readonly purpose: string
  readonly client?: string
  readonly keyVersion: number
  readonly bytes: number
  /** `record`: what is sealed is a record with its key and headers, see `packRecord`; else it is the message. */
  readonly form?: 'record'
}

/** A header with its message, sealed. */
export interface SealedEntry {
  readonly header: QuarantineHeader
  readonly nonce: string
  readonly tag: string
  readonly data: string
}

/** How every quarantine file begins. */
export const QUARANTINE_MAGIC = '{"header":{"id":"'

/** Derives the quarantine's own key (HKDF-SHA-256, RFC 5869) so that a pseudonym key never encrypts anything. */
export function quarantineKey(secret: Uint8Array): Uint8Array {
  if (secret.length === 0)
    throw new SluiceError('SLUICE_KEY_MISSING', { detail: 'The quarantine needs SLUICE_QUARANTINE_KEY or SLUICE_KEY.' })
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), 'sluice quarantine', 32))
}

/** Encrypts a message with AES-256-GCM (NIST SP 800-38D); the header is bound to it as additional data. */
export function sealEntry(header: QuarantineHeader, body: Uint8Array, key: Uint8Array): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(JSON.stringify(header)))
  const data = Buffer.concat([cipher.update(body), cipher.final()])
  const sealed = {
    header,
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  }
  return JSON.stringify(sealed)
}

/** Decrypts a message. Throws SLUICE_QUARANTINE for another key, or when a byte of header or data was changed. */
export function unsealEntry(entry: SealedEntry, key: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(entry.nonce, 'base64'), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(JSON.stringify(entry.header)))
    decipher.setAuthTag(Buffer.from(entry.tag, 'base64'))
    return Buffer.concat([decipher.update(Buffer.from(entry.data, 'base64')), decipher.final()])
  } catch (cause) {
    throw new SluiceError('SLUICE_QUARANTINE', {
      detail: 'The entry cannot be decrypted: another key, or it was changed.',
      cause,
    })
  }
}

/** Reads a line back. Throws SLUICE_QUARANTINE when it is not an entry. */
export function parseEntry(line: string): SealedEntry {
  try {
    const parsed = JSON.parse(line) as Partial<Record<keyof SealedEntry, unknown>>
    const { header, nonce, tag, data } = parsed
    const isEntry = typeof header === 'object' && header !== null && 'id' in header && typeof header.id === 'string'
    if (isEntry && typeof nonce === 'string' && typeof tag === 'string' && typeof data === 'string')
      return parsed as SealedEntry
  } catch (cause) {
    throw new SluiceError('SLUICE_QUARANTINE', { detail: 'The quarantine holds a line that is not an entry.', cause })
  }
  throw new SluiceError('SLUICE_QUARANTINE', { detail: 'The quarantine holds a line that is not an entry.' })
}
