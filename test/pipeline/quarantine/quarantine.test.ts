import { describe, expect, test } from 'vitest'
import {
  parseEntry,
  quarantineKey,
  sealEntry,
  unsealEntry,
  type QuarantineHeader,
  type SealedEntry,
} from '../../../src/pipeline/quarantine/quarantine-format.ts'

const header: QuarantineHeader = {
  id: 'id-1',
  time: '2026-11-24T12:00:00.000Z',
  code: 'SLUICE_JSON_SYNTAX',
  source: 'label',
  line: 3,
  sha256: 'a'.repeat(64),
  policy: 'p',
  policyHash: 'b'.repeat(64),
  route: 'r',
  destination: 'd',
  purpose: 'u',
  keyVersion: 1,
  bytes: 6,
}
const key = quarantineKey(Buffer.alloc(32, 1))
const body = Buffer.from('canary')

describe('an entry of the quarantine', () => {
  test('holds its header in clear and its message not at all', () => {
    const line = sealEntry(header, body, key)
    expect(line).toContain('"code":"SLUICE_JSON_SYNTAX"')
    expect(line).not.toContain('canary')
    expect(line).not.toContain(body.toString('base64').replaceAll('=', ''))
    expect(Buffer.from(unsealEntry(parseEntry(line), key)).toString()).toBe('canary')
  })

  test('is different each time, since its nonce is', () => {
    expect(parseEntry(sealEntry(header, body, key)).data).not.toBe(parseEntry(sealEntry(header, body, key)).data)
  })

  const entry = parseEntry(sealEntry(header, body, key))
  test.for<[string, SealedEntry]>([
    ['another header', { ...entry, header: { ...header, policy: 'milder' } }],
    ['another place', { ...entry, header: { ...header, line: 4 } }],
    ['other data', { ...entry, data: Buffer.from('canarx').toString('base64') }],
    ['another nonce', { ...entry, nonce: Buffer.alloc(12).toString('base64') }],
    ['a shorter tag', { ...entry, tag: Buffer.from(entry.tag, 'base64').subarray(0, 4).toString('base64') }],
  ])('with %s cannot be decrypted', ([, changed]) => {
    expect(() => unsealEntry(changed, key)).toThrow(expect.objectContaining({ code: 'SLUICE_QUARANTINE' }))
  })

  test('cannot be decrypted with another key', () => {
    expect(() => unsealEntry(entry, quarantineKey(Buffer.alloc(32, 2)))).toThrow(
      expect.objectContaining({ code: 'SLUICE_QUARANTINE' }),
    )
  })

  test.for(['', '{}', 'x', '{"header":{}}', '[]', 'null'])('is not read from %j', (line) => {
    expect(() => parseEntry(line)).toThrow(expect.objectContaining({ code: 'SLUICE_QUARANTINE' }))
  })
})

test('the quarantine never works without a key', () => {
  expect(() => quarantineKey(new Uint8Array(0))).toThrow(expect.objectContaining({ code: 'SLUICE_KEY_MISSING' }))
})
