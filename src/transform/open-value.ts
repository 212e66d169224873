import { SluiceError } from '../contract/errors.ts'
import { createEncrypter, type EncryptOptions } from './encrypt.ts'
import { createFormatPreserver, type Ff1Options } from './ff1.ts'
import type { Keyring } from './keys.ts'

const TOKEN_VERSION = /^enc:1:([1-9]\d{0,15}):/

export interface ValueOpener {
  /** What a token of AES-GCM closed; undefined for any other text. Throws SLUICE_DECRYPT for a token that does not open. */
  token(text: string, options: EncryptOptions): string | undefined
  /** What FF1 made this of; undefined where FF1 could not have made it. Another key gives another text, and no error. */
  format(text: string, options: Ff1Options): string | undefined
}

/** The way back from `encrypt`, for who holds the key. */
export function createValueOpener(keyring: Keyring): ValueOpener {
  const encrypter = createEncrypter(keyring)
  const formatPreserver = createFormatPreserver(keyring)
  return {
    token(text, { path }) {
      const version = TOKEN_VERSION.exec(text)?.[1]
      if (version === undefined) return undefined
      if (keyring.key('encrypt', Number(version)) === undefined) {
        const detail = `A value was encrypted with key version ${version}, and that one was not given.`
        throw new SluiceError('SLUICE_DECRYPT', { detail, where: { path } })
      }
      const plain = encrypter.decrypt(text, { path })
      if (plain === undefined) throw new SluiceError('SLUICE_DECRYPT', { where: { path } })
      return plain
    },
    format: (text, options) => formatPreserver.decrypt(text, options),
  }
}
