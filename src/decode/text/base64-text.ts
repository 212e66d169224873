import { createHash } from 'node:crypto'

const ALPHABET = /^[A-Za-z0-9+/]*={0,2}$/
const SPACE = /[ \t\r\n\f]+/g

/**
 * The bytes that base64 stands for (RFC 4648, 4; FHIR base64Binary allows white space), or undefined for anything that
 * two readers could read in two ways: another alphabet, missing padding, bits after the last byte.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const compact = text.replace(SPACE, '')
  if (compact.length % 4 !== 0 || !ALPHABET.test(compact)) return undefined
  const bytes = Buffer.from(compact, 'base64')
  return bytes.toString('base64') === compact ? bytes : undefined
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
}

/** What an Attachment says about its content (FHIR R4, 2.24.0.2): the number of bytes before base64, and their SHA-1 in base64. */
export interface AttachmentFacts {
  readonly size: number
  readonly hash: string
}

export function attachmentFacts(bytes: Uint8Array): AttachmentFacts {
  return { size: bytes.length, hash: createHash('sha1').update(bytes).digest('base64') }
}
