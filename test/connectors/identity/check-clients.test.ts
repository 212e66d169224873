import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkClients } from '../../../connectors/identity/check-clients.ts'
import { clientSettings } from '../../../connectors/identity/settings.ts'

const KEYS = { a: 'a'.repeat(64), b: 'b'.repeat(64) }
const token = (more: object = {}) => ({ issuer: 'https://login.example.org', value: 'app', ...more })
const certificate = (fingerprint256: string) => ({ fingerprint256 })

/** What is said of clients `c0`, `c1` and so on, and where. */
function said(...clients: readonly object[]): string[] {
  const named = clients.map((client, index) => ({ name: `c${index}`, ...client }))
  const { error } = z.array(clientSettings).superRefine(checkClients).safeParse(named)
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test.for<readonly [string, readonly object[], readonly string[]]>([
  ['keys of their own', [{ apiKeySha256: [KEYS.a] }, { apiKeySha256: [KEYS.b] }], []],
  ['one key', [{ apiKeySha256: [KEYS.a] }, { apiKeySha256: [KEYS.b, KEYS.a] }], ['1.apiKeySha256.1: client c0 has this key already']],
  ['one name', [{ apiKeySha256: [KEYS.a] }, { name: 'c0', apiKeySha256: [KEYS.b] }], ['1.name: client c0 is there twice']],
  [
    'the stricter token first',
    [{ tokens: [token({ purposeOfUse: ['TREAT'] })] }, { tokens: [token({ purposeOfUse: ['HPAYMT'] })] }, { tokens: [token()] }],
    [],
  ],
  [
    'the stricter token last',
    [{ tokens: [token()] }, { tokens: [token({ claim: 'client_id', purposeOfUse: ['TREAT'] })] }],
    ['1.tokens.0: an entry before this, of client c0, takes such tokens whatever their purposeOfUse'],
  ],
  [
    'the stricter token last in one client',
    [{ tokens: [token(), token({ purposeOfUse: ['TREAT'] })] }],
    ['0.tokens.1: an entry before this, of client c0, takes such tokens whatever their purposeOfUse'],
  ],
  [
    'a token of fewer purposes last',
    [{ tokens: [token({ purposeOfUse: ['TREAT', 'HPAYMT'] })] }, { tokens: [token({ purposeOfUse: ['TREAT'] })] }],
    ['1.tokens.0: an entry before this, of client c0, takes all such tokens'],
  ],
  ['tokens of two issuers', [{ tokens: [token()] }, { tokens: [token({ issuer: 'https://other.example.org' })] }], []],
  ['tokens by two claims', [{ tokens: [token()] }, { tokens: [token({ claim: 'azp' })] }], []],
  [
    'one certificate, written in two ways',
    [{ certificates: [certificate('AB:'.repeat(31) + 'AB')] }, { certificates: [certificate('ab'.repeat(32))] }],
    ['1.certificates.0: whoever has such a certificate is client c0, who stands before'],
  ],
  [
    'a subject within another',
    [{ certificates: [{ subject: { O: 'x' } }] }, { certificates: [{ subject: { O: 'x', CN: 'y' } }] }],
    ['1.certificates.0: whoever has such a certificate is client c0, who stands before'],
  ],
  ['a subject around another', [{ certificates: [{ subject: { O: 'x', CN: 'y' } }] }, { certificates: [{ subject: { O: 'x' } }] }], []],
])('of clients with %s it is said so', ([, clients, expected]) => {
  expect(said(...clients)).toEqual(expected)
})
