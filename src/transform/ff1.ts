import { createRequire } from 'node:module'
import type { FF1 } from '@noble/ciphers/ff1.js'
import { createCache } from '../contract/cache.ts'
import { joinFields } from './fields.ts'
import type { Keyring } from './keys.ts'

/** FF1 is not safe on smaller domains (NIST SP 800-38G Revision 1 raised the minimum to this). */
const DOMAIN_MIN = 1_000_000n
/** More than any identifier has; the cost grows with the square of it. */
const SYMBOLS_MAX = 64
const SYMBOL = /[0-9A-Za-z]/g
const TEXT = /^[ -~]+$/
/** Each step leaves the domain with a chance under one half. */
const CYCLE_STEPS_MAX = 512

export interface Ff1Options {
  /** The tweak: one value in two classes gives two results. */
  readonly class: string
  /** Decryption only: the key version it was made with, which the result cannot carry. */
  readonly version?: number
}

export interface FormatPreserver {
  encrypt(text: string, options: Ff1Options): string | undefined
  decrypt(text: string, options: Ff1Options): string | undefined
}

const require = createRequire(import.meta.url)

/** Loaded where the first value is encrypted: its tables take memory, and few policies ask for them. */
function makeFf1(...settings: Parameters<typeof FF1>): Cipher {
  return (require('@noble/ciphers/ff1.js') as { readonly FF1: typeof FF1 }).FF1(...settings)
}

interface Cipher {
  encrypt(symbols: number[]): number[]
  decrypt(symbols: number[]): number[]
}

/**
 * Format-preserving encryption with FF1 (NIST SP 800-38G) and AES-256: digits stay digits, letters stay letters in
 * their case, separators and length stay. Undefined for a domain under a million values, over 64 letters and digits,
 * and anything outside printable ASCII, which would stay in clear. Deterministic: equal values stay equal.
 */
export function createFormatPreserver(keyring: Keyring): FormatPreserver {
  const encrypted = createCache<string>()
  const ciphers = new Map<string, Cipher>()

  function cipher(radix: number, tweak: string, version: number): Cipher | undefined {
    const name = joinFields(String(radix), String(version), tweak)
    const known = ciphers.get(name)
    const key = known ? undefined : keyring.key('ff1', version)
    if (key === undefined) return known
    const made = makeFf1(radix, new Uint8Array(key.export()), Buffer.from(tweak, 'utf8'))
    // Tweaks are classes and shapes: few, unless shapes are made up.
    if (ciphers.size < 1024) ciphers.set(name, made)
    return made
  }

  function run(direction: keyof Cipher, text: string, options: Ff1Options, version: number): string | undefined {
    const symbols = TEXT.test(text) ? (text.match(SYMBOL) ?? []) : []
    const radixes = symbols.map((symbol) => (symbol <= '9' ? 10n : 26n))
    const size = radixes.reduce((product, radix) => product * radix, 1n)
    if (size < DOMAIN_MIN || symbols.length > SYMBOLS_MAX) return undefined
    const values = symbols.map((symbol) => Number.parseInt(symbol, 36) - (symbol <= '9' ? 0 : 10))
    const digitsOnly = radixes.every((radix) => radix === 10n)
    const tweak = joinFields('ff1/1', options.class, digitsOnly ? '' : radixes.join())
    const one = cipher(digitsOnly ? 10 : 2, tweak, version)
    if (one === undefined) return undefined
    const step = (numerals: number[]): number[] => one[direction](numerals)
    const out = digitsOnly ? step(values) : mixed(step, values, radixes, size)
    return out && write(text, out)
  }

  return {
    encrypt(text, options) {
      const name = joinFields(options.class, text)
      const known = encrypted.get(name)
      const out = known ?? run('encrypt', text, options, keyring.version)
      return known ?? (out && encrypted.set(name, out))
    },
    decrypt: (text, options) => run('decrypt', text, options, options.version ?? keyring.version),
  }
}

/**
 * Rank-then-encipher with cycle walking (Bellare, Ristenpart, Rogaway, Stegers, Format-Preserving Encryption,
 * SAC 2009): the value's rank among all of its shape is enciphered as bits until it is a rank of that shape again.
 */
function mixed(
  step: (bits: number[]) => number[],
  values: readonly number[],
  radixes: readonly bigint[],
  size: bigint,
): number[] | undefined {
  const width = (size - 1n).toString(2).length
  let rank = values.reduce((sum, value, at) => sum * (radixes[at] ?? 1n) + BigInt(value), 0n)
  for (let steps = 0; steps < CYCLE_STEPS_MAX; steps++) {
    const bits = Array.from(rank.toString(2).padStart(width, '0'), Number)
    rank = BigInt(`0b${step(bits).join('')}`)
    if (rank < size) return unrank(rank, radixes)
  }
  return undefined
}

function unrank(rank: bigint, radixes: readonly bigint[]): number[] {
  const values = Array.from(radixes, () => 0)
  let rest = rank
  for (let at = radixes.length - 1; at >= 0; at--) {
    const radix = radixes[at] ?? 1n
    values[at] = Number(rest % radix)
    rest /= radix
  }
  return values
}

function write(text: string, values: readonly number[]): string {
  let at = 0
  return text.replace(SYMBOL, (symbol) => {
    const value = values[at++] ?? 0
    if (symbol <= '9') return String(value)
    return String.fromCharCode((symbol <= 'Z' ? 0x41 : 0x61) + value)
  })
}
