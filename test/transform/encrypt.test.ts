import { createDecipheriv } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEncrypter } from '../../src/transform/encrypt.ts'
import { keyringFixture } from './keyring-fixture.ts'

const path = { path: 'Patient.name.family' }
const encrypter = createEncrypter(keyringFixture())

test('every text comes back', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    const token = encrypter.encrypt(text, path) ?? ''
    expect(token).toMatch(/^enc:1:1:[A-Za-z0-9_-]+$/)
    expect(encrypter.decrypt(token, path)).toBe(text)
  }))
})

test('the token is nonce, AES-256-GCM ciphertext and tag, with the path and version authenticated', () => {
  const token = encrypter.encrypt('Zoë', path) ?? ''
  const bytes = Buffer.from(token.split(':')[3] ?? '', 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyringFixture().key('encrypt')!, bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from('3:enc1:11:119:Patient.name.family'))
  decipher.setAuthTag(bytes.subarray(-16))
  expect(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString()).toBe('Zoë')
})

test('no nonce comes twice in ten thousand', () => {
  const nonces = new Set(Array.from({ length: 10_000 }, () => encrypter.encrypt('x', path)?.slice(8, 24)))
  expect(nonces.size).toBe(10_000)
})

test('a single changed character makes it undefined', () => {
  const token = encrypter.encrypt('a value', path) ?? ''
  for (let at = 0; at < token.length; at++) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
    expect(encrypter.decrypt(changed, path)).toBeUndefined()
  }
})

test('another path, destination or form is undefined', () => {
  const token = encrypter.encrypt('a value', path) ?? ''
  expect(encrypter.decrypt(token, { path: 'Patient.name.given' })).toBeUndefined()
  expect(createEncrypter(keyringFixture({ destination: 'other' })).decrypt(token, path)).toBeUndefined()
  for (const text of ['', 'enc:1:1:', 'enc:1:1:AAAA', 'enc:2:1:AAAA', 'enc:1:0:AAAA', 'enc:1:99:AAAA', `${token}=`,
    ` ${token}`, token.slice(0, -1), 'plain']) {
    expect(encrypter.decrypt(text, path)).toBeUndefined()
  }
})

test('an older key still opens what it closed, and its version cannot be relabelled', () => {
  const [one, two] = [{ version: 1, secret: 'one' }, { version: 2, secret: 'two' }]
  const token = createEncrypter(keyringFixture({ keys: [one] })).encrypt('a value', path) ?? ''
  const rotated = createEncrypter(keyringFixture({ keys: [one, two] }))
  expect(rotated.decrypt(token, path)).toBe('a value')
  expect(rotated.encrypt('a value', path)).toMatch(/^enc:1:2:/)
  expect(rotated.decrypt(token.replace('enc:1:1:', 'enc:1:2:'), path)).toBeUndefined()
})
