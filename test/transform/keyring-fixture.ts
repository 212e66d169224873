import { createKeyring, type Keyring, type KeyringOptions } from '../../src/transform/keys.ts'

/** A keyring for tests; what a test is about is given, the rest does not matter. */
export function keyringFixture(options: Partial<KeyringOptions> = {}): Keyring {
  const keys = [{ version: 1, secret: 'a secret for tests only' }]
  return createKeyring({ keys, destination: 'vendor', purpose: 'training', ...options })
}
