import { readFileSync, statSync } from 'node:fs'
import { SluiceError, toSluiceError } from '../../contract/errors.ts'

/** A file is looked at once in so many milliseconds, when it is needed. */
const LOOK_MS = 1000
/** What a header can hold. */
const SENDABLE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/

export interface ChangingSecretOptions {
  /** `env:NAME`, which never changes, or `file:PATH`. */
  readonly source: string
  /** The setting that names it, and of what: for errors. */
  readonly setting: string
  readonly now: () => Date
  /** Told of a change: that another secret is in use, or, with a code, that there is none any more. */
  readonly onChange: (code: string | undefined) => void
}

/**
 * A secret for a header, which may be replaced while it is in use. When its file cannot be read any more, or holds nothing
 * that can be sent, there is none until it does: the one before may have been withdrawn. Throws SLUICE_KEY_MISSING or
 * SLUICE_IO at first; what is returned throws SLUICE_UPSTREAM.
 */
export function openChangingSecret({ source, setting, now, onChange }: ChangingSecretOptions): () => string {
  const check = (text: string): string => {
    const secret = text.trim()
    if (SENDABLE.test(secret)) return secret
    const why = secret === '' ? 'which is not set, or empty' : 'and what is there cannot stand in a header'
    throw new SluiceError('SLUICE_KEY_MISSING', { detail: `${setting} reads ${source}, ${why}.` })
  }
  if (source.startsWith('env:')) {
    const secret = check(process.env[source.slice('env:'.length)] ?? '')
    return () => secret
  }
  const path = source.slice('file:'.length)
  let state = stateOf(path)
  let secret: string | undefined = read()
  let lookedAt = now().getTime()

  function read(): string {
    try {
      return check(readFileSync(path, 'utf8'))
    } catch (cause) {
      if (cause instanceof SluiceError) throw cause
      throw new SluiceError('SLUICE_IO', { detail: `${setting} reads ${source}, which cannot be read.`, cause })
    }
  }

  function look(): void {
    const current = stateOf(path)
    if (current === state && secret !== undefined) return
    const before = secret
    state = current
    try {
      secret = read()
      if (secret !== before) onChange(undefined)
    } catch (error) {
      secret = undefined
      if (before !== undefined) onChange(toSluiceError(error).code)
    }
  }

  return () => {
    const at = now().getTime()
    // Clocks are set back, too.
    if (Math.abs(at - lookedAt) >= LOOK_MS) {
      lookedAt = at
      look()
    }
    if (secret === undefined) throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The secret for the server is gone.' })
    return secret
  }
}

function stateOf(path: string): string {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = statSync(path)
    return `${dev}:${ino}:${size}:${mtimeMs}:${ctimeMs}`
  } catch {
    return 'none'
  }
}
