import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto'
import { joinFields } from './fields.ts'
import type { Keyring } from './keys.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Random nonces allow 2^32 encryptions under one key (NIST SP 800-38D section 8.3). */
const ENCRYPTIONS_MAX = 2 ** 32
const TOKEN = /^enc:1:([1-9]\d{0,15}):([A-Za-z0-9_-]+)$/

/** Where the value stands: an element path without indexes. A token moved to another element does not open. */
export interface EncryptOptions {
  readonly path: string
}

export interface Encrypter {
  /** `enc:1:<key version>:<base64url of nonce, ciphertext, tag>`. Undefined once this process used it 2^32 times. */
  encrypt(text: string, options: EncryptOptions): string | undefined
  /** The text again. Undefined for another form, an unknown key version, another path, or a single changed bit. */
  decrypt(token: string, options: EncryptOptions): string | undefined
}

/**
 * AES-256-GCM with a random 96-bit nonce per value (NIST SP 800-38D section 8.2.2); element path and key version are
 * authenticated with it. Equal values give different tokens; the length of the text shows.
 */
export function createEncrypter(keyring: Keyring): Encrypter {
  const nextNonce = createNonceSource()
  let left = ENCRYPTIONS_MAX

  function encrypt(text: string, { path }: EncryptOptions): string | undefined {
    const key = keyring.key('encrypt')
    if (key === undefined || left-- <= 0) return undefined
    const nonce = nextNonce()
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(additionalData(path, keyring.version))
    const parts = [nonce, cipher.update(text, 'utf8'), cipher.final()]
    return `enc:1:${keyring.version}:${Buffer.concat([...parts, cipher.getAuthTag()]).toString('base64url')}`
  }

  function decrypt(token: string, { path }: EncryptOptions): string | undefined {
    const [, versionText = '', body = ''] = TOKEN.exec(token) ?? []
    const version = Number(versionText)
    const bytes = Buffer.from(body, 'base64url')
    const key = keyring.key('encrypt', version)
    // The text form is checked too: base64url ignores bits after the last whole byte.
    const whole = bytes.length >= NONCE_BYTES + TAG_BYTES && bytes.toString('base64url') === body
    if (key === undefined || !whole) return undefined
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(additionalData(path, version))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    try {
      return Buffer.concat([plain, decipher.final()]).toString('utf8')
    } catch {
      return undefined
    }
  }

  return { encrypt, decrypt }
}

function additionalData(path: string, version: number): Buffer {
  return Buffer.from(joinFields('enc', '1', String(version), path), 'utf8')
}

/** Random nonces from a pool, because asking the generator costs more per call than per byte. */
function createNonceSource(): () => Buffer {
  const pool = Buffer.alloc(NONCE_BYTES * 256)
  let at = pool.length
  return () => {
    if (at === pool.length) {
      randomFillSync(pool)
      at = 0
    }
    return Buffer.from(pool.subarray(at, (at += NONCE_BYTES)))
  }
}
