import { expect, test } from 'vitest'
import { createRewriteRecord, type RewriteOptions } from '../../../connectors/kafka/rewrite-record.ts'

const options: RewriteOptions = {
  key: 'pseudonymize', headers: ['kept'], timestamp: 'now', eventTypes: undefined,
  pseudonym: (text) => `p(${text})`, hash: (bytes) => `h(${Buffer.from(bytes).toString('hex')})`,
}
const record = {
  key: Buffer.from('k'), timestamp: '5', isTombstone: false,
  headers: [['kept', Buffer.from('1')], ['gone', Buffer.from('canary')], ['kept', null], ['Kept', Buffer.from('2')]] as const,
}
const keyOf = (key: RewriteOptions['key'], bytes: Uint8Array | null): string | null => {
  const rewritten = createRewriteRecord({ ...options, key })({ ...record, key: bytes }).key
  return rewritten === null ? null : Buffer.from(rewritten).toString('latin1')
}

test.for([
  ['pseudonymize', Buffer.from('Müller'), 'p(Müller)'],
  ['pseudonymize', Buffer.from([0xff, 0]), 'h(ff00)'],
  ['pseudonymize', Buffer.from(''), 'p()'],
  ['hash', Buffer.from('k'), 'h(6b)'],
  ['drop', Buffer.from('k'), null],
  ['keep', Buffer.from('k'), 'k'],
  ['pseudonymize', null, null],
  ['hash', null, null],
  ['keep', null, null],
] as const)('a key under %s, %o, becomes %o', ([key, bytes, wanted]) => {
  const got = keyOf(key, bytes)
  expect(got === null ? null : Buffer.from(got, 'latin1').toString()).toBe(wanted)
})

test('headers that are named stay, in their order and as often as they come; all others go, whatever their case', () => {
  const { headers } = createRewriteRecord(options)(record)
  expect(headers.map(([name, value]) => [name, value && Buffer.from(value).toString()])).toEqual([['kept', '1'], ['kept', null]])
})

test('the time of a record leaves only when told so', () => {
  expect(createRewriteRecord(options)(record).timestamp).toBeUndefined()
  expect(createRewriteRecord({ ...options, timestamp: 'keep' })(record).timestamp).toBe('5')
})

test('an event in binary mode keeps what every event must have, with a new id and source, and a type only if it is named', () => {
  const event = {
    ...record,
    headers: Object.entries({
      ce_specversion: '1.0', ce_id: 'canary', ce_type: 'visit', ce_subject: 'canary', ce_source: 'canary', kept: '1',
    }).map(([name, value]) => [name, Buffer.from(value)] as const),
  }
  const typesOf = (eventTypes: readonly string[] | undefined): unknown =>
    Object.fromEntries(
      createRewriteRecord({ ...options, eventTypes })(event).headers.map(([name, value]) => [name, value && Buffer.from(value).toString()]),
    )
  const whole = { ce_specversion: '1.0', ce_id: 'p(canary)', ce_source: 'urn:sluice', 'content-type': 'application/fhir+json', kept: '1' }
  expect(typesOf(['visit'])).toEqual({ ...whole, ce_type: 'visit' })
  expect(typesOf([])).toEqual({ ...whole, ce_type: 'sluice.message' })
  expect(typesOf(undefined)).toEqual({ kept: '1' })
  expect(createRewriteRecord({ ...options, eventTypes: [] })(record).headers.map(([name]) => name)).toEqual(['kept', 'kept'])
})
