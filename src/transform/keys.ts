import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { inspect } from 'node:util'
import { SluiceError } from '../contract/errors.ts'
import { Phi } from '../contract/phi.ts'
import { createHmacSha256, type HmacSha256 } from './hmac.ts'

const KEY_USES = ['pseudonym', 'shift', 'encrypt', 'ff1', 'surrogate', 'roster'] as const
/** Each use has a key of its own, so that one that leaks opens nothing else (NIST SP 800-57 Part 1, section 5.2). */
export type KeyUse = (typeof KEY_USES)[number]

const KEY_BYTES = 32
const SECRET_BYTES_MIN = 32
/** Hexadecimal has sixteen; a row of one letter is no secret. */
const SECRET_DISTINCT_MIN = 8
const KEY_FILE_BYTES_MAX = 64 * 1024
const HKDF_SALT = 'sluice/keyring/1'

export interface KeyringOptions {
  readonly keys: readonly { readonly version: number; readonly secret: KeySecret }[]
  readonly destination: string
  readonly purpose: string
}
type KeySecret = string | Uint8Array | Phi<string | Uint8Array>

/** The derived keys of one destination and purpose. It prints as `[keyring]`. */
export interface Keyring {
  /** The highest version: everything new is made with it. */
  readonly version: number
  /** HMAC-SHA-256 of a text under the current key of a use: 64 lower-case hex digits. */
  hmac(use: KeyUse, text: string): string
  /** The same of one byte and those behind it, fewer than 768. */
  hmacOfBytes(use: KeyUse, first: number, bytes: Uint8Array, start: number, end: number): string
  /** The 32-byte key of a use; an older version only decrypts. Undefined when there is no such version. */
  key(use: KeyUse, version?: number): KeyObject | undefined
  toString(): string
}

const label = (): string => '[keyring]'

/**
 * Derives every key with HKDF-SHA-256 (RFC 5869) from the secret, the destination, the purpose, the version and the
 * use, so that two destinations never see the same pseudonym. Throws SLUICE_KEY_MISSING for no key or an empty one,
 * SLUICE_CONFIG for versions that are not distinct positive integers.
 */
export function createKeyring(options: KeyringOptions): Keyring {
  const versions = new Map<number, ReadonlyMap<KeyUse, KeyObject>>()
  for (const { version, secret } of options.keys) {
    if (!Number.isSafeInteger(version) || version < 1 || versions.has(version)) {
      throw new SluiceError('SLUICE_CONFIG', { detail: 'Key versions must be distinct positive integers.' })
    }
    versions.set(version, deriveAll(secretBytes(secret), version, options))
  }
  if (versions.size === 0) throw new SluiceError('SLUICE_KEY_MISSING')

  const current = Math.max(...versions.keys())
  const key = (use: KeyUse, version = current): KeyObject | undefined => versions.get(version)?.get(use)
  const hmacs = Object.fromEntries(
    KEY_USES.map((use) => [use, createHmacSha256(key(use)?.export() ?? missing())]),
  ) as Record<KeyUse, HmacSha256>
  const hmacOfBytes: Keyring['hmacOfBytes'] = (use, first, bytes, start, end) => hmacs[use].ofBytes(first, bytes, start, end)
  return Object.defineProperties(
    { version: current, hmac: (use: KeyUse, text: string) => hmacs[use].ofText(text), hmacOfBytes, key },
    { [inspect.custom]: { value: label }, toJSON: { value: label }, toString: { value: label } },
  )
}

/**
 * Reads a secret from `env:NAME` or `file:PATH`; line ends at its end do not count. Throws SLUICE_CONFIG for another
 * form, SLUICE_KEY_MISSING when the variable is unset or the secret is empty or easily guessed, SLUICE_IO when the file cannot be read.
 */
export function parseKeySource(
  source: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Phi<Uint8Array> {
  const secret = readSource(source, env)
  if (secret.length < SECRET_BYTES_MIN || new Set(secret).size < SECRET_DISTINCT_MIN) {
    throw new SluiceError('SLUICE_KEY_MISSING', {
      detail: `The key in ${source} is shorter than 32 bytes, or of few different ones: it could be guessed.`,
    })
  }
  return new Phi(secret, 'key')
}

/** Reads a password or token from `env:NAME` or `file:PATH`; as `parseKeySource`, but it may be short. */
export function readSecret(source: string): Phi<string> {
  return new Phi(Buffer.from(readSource(source, process.env)).toString('utf8'), 'secret')
}

function readSource(source: string, env: Readonly<Record<string, string | undefined>>): Uint8Array {
  const name = source.startsWith('env:') ? source.slice(4) : undefined
  const path = source.startsWith('file:') ? source.slice(5) : undefined
  if (!name && !path) {
    throw new SluiceError('SLUICE_CONFIG', { detail: 'A key source reads env:NAME or file:PATH.' })
  }
  const bytes = path ? readKeyFile(path) : Buffer.from(env[name ?? ''] ?? '', 'utf8')
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--
  if (isBlank(bytes.subarray(0, end)))
    throw new SluiceError('SLUICE_KEY_MISSING', { detail: `A secret is needed, and there is none in ${source}.` })
  return bytes.subarray(0, end)
}

function readKeyFile(path: string): Buffer {
  try {
    const stat = statSync(path)
    if (stat.isFile() && stat.size <= KEY_FILE_BYTES_MAX) return readFileSync(path)
  } catch (cause) {
    throw new SluiceError('SLUICE_IO', { detail: 'A key file could not be read.', where: { file: path }, cause })
  }
  const detail = 'A key file must be a regular file of at most 64 KiB.'
  throw new SluiceError('SLUICE_IO', { detail, where: { file: path } })
}

function secretBytes(secret: KeySecret): Uint8Array {
  const plain = secret instanceof Phi ? secret.reveal() : secret
  const bytes = typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain
  if (isBlank(bytes)) missing()
  return bytes
}

function isBlank(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return text.replaceAll('\0', '').trim() === ''
}

function missing(): never {
  throw new SluiceError('SLUICE_KEY_MISSING')
}

function deriveAll(
  secret: Uint8Array,
  version: number,
  scope: { readonly destination: string; readonly purpose: string },
): ReadonlyMap<KeyUse, KeyObject> {
  return new Map(KEY_USES.map((use) => {
    const info = hkdfInfo([scope.destination, scope.purpose, String(version), use])
    return [use, createSecretKey(new Uint8Array(hkdfSync('sha256', secret, HKDF_SALT, info, KEY_BYTES)))]
  }))
}

/** Each field after its length in bytes (32 bits, big-endian), so that no two lists of fields give the same bytes. */
function hkdfInfo(fields: readonly string[]): Buffer {
  return Buffer.concat(fields.flatMap((field) => {
    const bytes = Buffer.from(field, 'utf8')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return [length, bytes]
  }))
}
