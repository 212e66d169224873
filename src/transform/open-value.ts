import { SluiceError } from '../contract/errors.ts'
import { createEncrypter, type EncryptOptions } from './encrypt.ts'
import { createFormatPreserver, type Ff1Options } from './ff1.ts'
import type { Keyring } from './keys.ts'

/** A token holds a nonce and a tag at least: 28 bytes, 38 letters of base64url. */
const TOKENS = /enc:1:([1-9]\d{0,15}):[A-Za-z0-9_-]{38,}/g
/** What was put in the place of a finding in a text was closed for this path. */
const TEXT_PATH = 'text'
/** Letters, digits and hyphens of a text that may stand right behind a token and be taken for its end. */
const BEHIND_MAX = 64

export interface ValueOpener {
  /** The text with every AES-GCM token in it opened; undefined where there is none. Throws SLUICE_DECRYPT for one that does not open. */
  tokens(text: string, options: EncryptOptions): string | undefined
  /** What FF1 made this of; undefined where FF1 could not have made it. Another key gives another text, and no error. */
  format(text: string, options: Ff1Options): string | undefined
}

/** The way back from `encrypt`, for who holds the key. */
export function createValueOpener(keyring: Keyring): ValueOpener {
  const encrypter = createEncrypter(keyring)
  const formatPreserver = createFormatPreserver(keyring)

  /** What a token closed, and where it ends: the letters behind it may be of the text around it. */
  function openOne(token: string, version: string, { path }: EncryptOptions): { readonly plain: string; readonly length: number } {
    if (keyring.key('encrypt', Number(version)) === undefined) {
      const detail = `A value was encrypted with key version ${version}, and that one was not given.`
      throw new SluiceError('SLUICE_DECRYPT', { detail, where: { path } })
    }
    for (let { length } = token; length > Math.max(0, token.length - BEHIND_MAX); length--) {
      const plain = encrypter.decrypt(token.slice(0, length), { path: TEXT_PATH })
      if (plain !== undefined) return { plain, length }
    }
    throw new SluiceError('SLUICE_DECRYPT', { where: { path } })
  }

  return {
    tokens(text, options) {
      const whole = encrypter.decrypt(text, options)
      if (whole !== undefined) return whole
      const tokens = new RegExp(TOKENS)
      let opened = ''
      let done = 0
      for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
        const { plain, length } = openOne(match[0], match[1] ?? '', options)
        opened += text.slice(done, match.index) + plain
        done = tokens.lastIndex = match.index + length
      }
      return done === 0 ? undefined : opened + text.slice(done)
    },
    format: (text, options) => formatPreserver.decrypt(text, options),
  }
}
