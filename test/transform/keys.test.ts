import { hkdfSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SluiceError } from '../../src/contract/errors.ts'
import { Phi } from '../../src/contract/phi.ts'
import { createKeyring, parseKeySource, type KeyUse } from '../../src/transform/keys.ts'
import { keyringFixture } from './keyring-fixture.ts'

const USES: readonly KeyUse[] = ['pseudonym', 'shift', 'encrypt', 'ff1', 'surrogate']

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return error instanceof SluiceError ? error.code : 'another error'
  }
  return 'no error'
}

describe('derivation', () => {
  test('node derives what RFC 5869 appendix A.1 says', () => {
    const okm = hkdfSync('sha256', Buffer.alloc(22, 0x0b), Buffer.from('000102030405060708090a0b0c', 'hex'),
      Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex'), 42)
    expect(Buffer.from(okm).toString('hex')).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    )
  })

  test('a key is HKDF-SHA-256 over length-prefixed destination, purpose, version and use', () => {
    const fields = ['vendor', 'training', '1', 'shift']
    const info = Buffer.concat(fields.flatMap((field) => [Buffer.from([0, 0, 0, field.length]), Buffer.from(field)]))
    const expected = Buffer.from(hkdfSync('sha256', 'a secret for tests only', 'sluice/keyring/1', info, 32))
    expect(keyringFixture().key('shift')?.export().equals(expected)).toBe(true)
  })

  test('every use, version, destination, purpose and secret has a key of its own', () => {
    const rings = [
      keyringFixture(),
      keyringFixture({ keys: [{ version: 2, secret: 'a secret for tests only' }] }),
      keyringFixture({ keys: [{ version: 1, secret: 'another secret' }] }),
      keyringFixture({ destination: 'a/b', purpose: 'c' }),
      keyringFixture({ destination: 'a', purpose: 'b/c' }),
      keyringFixture({ destination: 'a/', purpose: 'b/c' }),
    ]
    const keys = rings.flatMap((ring) => USES.map((use) => ring.key(use)?.export().toString('hex')))
    expect(new Set(keys).size).toBe(rings.length * USES.length)
    expect(keys.every((key) => key?.length === 64)).toBe(true)
  })

  test('no two pairs of destination and purpose share a digest', () => {
    const pair = fc.tuple(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }))
    fc.assert(fc.property(pair, pair, ([d1, p1], [d2, p2]) => {
      fc.pre(d1 !== d2 || p1 !== p2)
      const [one, two] = [keyringFixture({ destination: d1, purpose: p1 }),
        keyringFixture({ destination: d2, purpose: p2 })]
      expect(one.hmac('pseudonym', 'x')).not.toBe(two.hmac('pseudonym', 'x'))
    }), { numRuns: 50 })
  })

  test('text, bytes and wrapped secrets give the same keys', () => {
    const digests = ['s3cret', Buffer.from('s3cret'), new Uint8Array(Buffer.from('s3cret')), new Phi('s3cret', 'key'),
      new Phi(new Uint8Array(Buffer.from('s3cret')), 'key')]
      .map((secret) => keyringFixture({ keys: [{ version: 1, secret }] }).hmac('shift', 'x'))
    expect(new Set(digests).size).toBe(1)
  })

  test('the highest version is current and older ones can still be had', () => {
    const keys = [{ version: 2, secret: 'two' }, { version: 10, secret: 'ten' }, { version: 3, secret: 'three' }]
    const ring = keyringFixture({ keys })
    expect(ring.version).toBe(10)
    const ten = keyringFixture({ keys: [{ version: 10, secret: 'ten' }] })
    const two = keyringFixture({ keys: [{ version: 2, secret: 'two' }] })
    expect(ring.hmac('pseudonym', 'x')).toBe(ten.hmac('pseudonym', 'x'))
    expect(ring.key('encrypt', 2)?.equals(two.key('encrypt')!)).toBe(true)
    expect(ring.key('encrypt', 4)).toBeUndefined()
  })
})

describe('refusals', () => {
  test.for<[string, string | Uint8Array]>([
    ['an empty text', ''], ['spaces', '  \t\n'], ['no bytes', new Uint8Array()],
    ['white bytes', Buffer.from(' \r\n')], ['zero bytes', new Uint8Array(32)],
  ])('%s is no key', ([, secret]) => {
    const keys = [{ version: 1, secret: 'good' }, { version: 2, secret }]
    expect(codeOf(() => keyringFixture({ keys }))).toBe('SLUICE_KEY_MISSING')
  })

  test('no keys at all is SLUICE_KEY_MISSING', () => {
    expect(codeOf(() => keyringFixture({ keys: [] }))).toBe('SLUICE_KEY_MISSING')
  })

  test.for([[0], [-1], [1.5], [Number.NaN], [1, 1]])('the versions %j are SLUICE_CONFIG', (versions) => {
    const keys = versions.map((version) => ({ version, secret: 'x' }))
    expect(codeOf(() => keyringFixture({ keys }))).toBe('SLUICE_CONFIG')
  })
})

test('a keyring and its keys print as labels, without key material', () => {
  const secret = 'UNPRINTABLE'
  const ring = createKeyring({ keys: [{ version: 1, secret }], destination: 'd', purpose: 'p' })
  const hex = ring.key('pseudonym')?.export().toString('hex') ?? ''
  const printed = [inspect(ring, { depth: 9, showHidden: false }), JSON.stringify(ring), String(ring),
    inspect(ring.key('pseudonym'), { depth: 9 }), JSON.stringify(ring.key('pseudonym'))].join()
  expect(printed).toContain('[keyring]')
  expect(printed).not.toContain(secret)
  expect(printed).not.toContain(hex.slice(0, 8))
})

describe('key sources', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'))
    writeFileSync(join(folder, 'good'), 'from a file, 32 bytes or a few more\r\n')
    writeFileSync(join(folder, 'empty'), '\n')
    writeFileSync(join(folder, 'huge'), 'x'.repeat(65 * 1024))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('env:NAME reads the environment and prints as a label', () => {
    const key = parseKeySource('env:K', { K: 'from env, 32 bytes or a few more\n' })
    expect(Buffer.from(key.reveal()).toString()).toBe('from env, 32 bytes or a few more')
    expect(`${inspect(key)}${JSON.stringify({ key })}`).not.toContain('from env')
  })

  test.for(['abc', 'a short key of 31 bytes or less', '0'.repeat(64), 'abcabcabc'.repeat(9)])(
    'the key %s is refused, because it could be guessed',
    (key) => {
      expect(codeOf(() => parseKeySource('env:K', { K: key }))).toBe('SLUICE_KEY_MISSING')
    },
  )

  test('file:PATH reads a file without its last line end', () => {
    expect(Buffer.from(parseKeySource(`file:${join(folder, 'good')}`).reveal()).toString()).toBe('from a file, 32 bytes or a few more')
  })

  test.for([
    ['env:NO', 'SLUICE_KEY_MISSING'], ['env:BLANK', 'SLUICE_KEY_MISSING'], ['env:', 'SLUICE_CONFIG'],
    ['file:', 'SLUICE_CONFIG'],
    ['plain text', 'SLUICE_CONFIG'], ['', 'SLUICE_CONFIG'], ['file:EMPTY', 'SLUICE_KEY_MISSING'],
    ['file:HUGE', 'SLUICE_IO'],
    ['file:ABSENT', 'SLUICE_IO'], ['file:.', 'SLUICE_IO'],
  ])('%s is %s', ([source = '', code]) => {
    const path = source.replace(/^file:([A-Z]+)$/, (_, name: string) => `file:${join(folder, name.toLowerCase())}`)
    expect(codeOf(() => parseKeySource(path, { BLANK: '  ' }))).toBe(code)
  })

  test.for(['env:PASSWORD', 'env:BLANK'])('whoever has left %s empty is told its name', (source) => {
    expect(() => parseKeySource(source, { BLANK: '  ' })).toThrow(
      expect.objectContaining({ code: 'SLUICE_KEY_MISSING', detail: expect.stringContaining(source) as string }),
    )
  })
})
