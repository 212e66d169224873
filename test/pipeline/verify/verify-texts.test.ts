import { describe, expect, test } from 'vitest'
import { loadArena } from '../../../src/json/arena.ts'
import { Spans } from '../../../src/json/spans.ts'
import { findBareValue } from '../../../src/pipeline/verify/verify-texts.ts'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

const OWNER = 7
const removed = [{ value: '555-010-0147', with: '[PHONE]' }]

/** A message of one string, rewritten to another. */
function rewritten(written: string) {
  const message = Buffer.from('{"a":"call 555-010-0147"}')
  loadArena(message)
  const spans = new Spans()
  spans.clear()
  spans.add(OWNER, 5, message.length - 1, spans.text(JSON.stringify(written)))
  return { spans, output: spans.assemble() }
}

describe('A value that was taken out of a text', () => {
  test.for([
    ['is gone', 'call [PHONE]', false, false], ['still stands', 'call [PHONE] or 555-010-0147', false, true],
    ['stands in what came for it', 'call 555-010-0147', false, true],
    ['is part of a longer number', 'call 1555-010-01478', false, false],
    ['still stands in base64', Buffer.from('call 555-010-0147').toString('base64'), true, true],
    ['is gone from base64', Buffer.from('call [PHONE]').toString('base64'), true, false],
  ] as const)('%s', ([, written, isBase64, isLeak]) => {
    const { spans, output } = rewritten(written)
    expect(findBareValue([{ node: OWNER, isBase64, removed }], spans, output) !== undefined).toBe(isLeak)
  })
})

test('What was found in one place of a document goes wherever it stands in it', () => {
  const engine = shippedEngine('ai-training')
  const text = 'MRN: 84737164. Nothing else to say of it, and nobody to say it, so that no word is near: 84737164; 384737164.'
  for (const attachment of [
    { contentType: 'text/plain', data: Buffer.from(text).toString('base64') },
    { contentType: 'text/html', data: Buffer.from(`<p>${text.replace('. ', '.</p><p>')}</p>`).toString('base64') },
  ]) {
    const output = JSON.parse(
      outputOf(engine, {
        resourceType: 'DocumentReference',
        status: 'current',
        subject: { reference: 'Patient/p1' },
        content: [{ attachment }],
      }),
    ) as { content: [{ attachment: { data: string } }] }
    const read = Buffer.from(output.content[0].attachment.data, 'base64').toString()
    expect(read).not.toMatch(/\b84737164\b/)
    expect(read).toContain('384737164')
  }
})

test('A place or institution of several words goes wherever it stands in a document, and a word of it stays', () => {
  const data = Buffer.from(
    'He was seen at Willow Creek Clinic on Monday, the grove of maple near it. Plan: Willow Creek Clinic, then home by the creek.',
  ).toString('base64')
  const output = JSON.parse(
    outputOf(shippedEngine('hipaa-safe-harbor'), {
      resourceType: 'DocumentReference',
      status: 'current',
      content: [{ attachment: { contentType: 'text/plain', data } }],
    }),
  ) as { content: [{ attachment: { data: string } }] }
  const read = Buffer.from(output.content[0].attachment.data, 'base64').toString()
  expect(read).not.toContain('Willow')
  expect(read).toContain('home by the creek')
})

test('A word of a full name goes in other texts of the same resource, and in no other', () => {
  const task = (id: string, status: string): object => ({
    resource: {
      resourceType: 'Task', id, status: 'requested', intent: 'order',
      description: id === 'a' ? 'call Roscoe Delacroix-Webb today' : 'call back today',
      businessStatus: { text: status },
    },
  })
  const output = outputOf(shippedEngine('hipaa-safe-harbor'), {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [task('a', 'waiting on Roscoe'), task('b', 'the Roscoe mill runs')],
  })
  expect(output).not.toMatch(/waiting on Roscoe|Delacroix/)
  expect(output).toContain('waiting on [NAME]')
  expect(output).toContain('the Roscoe mill runs')
})

test('A forename and a surname in elements of their own go in the comments of the same document', () => {
  const xml =
    '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><patient><name><given>Delphira</given><family>Quorvane</family></name></patient></patientRole></recordTarget><text>Seen. <!-- Delphira Quorvane again --></text></ClinicalDocument>'
  const attachment = { contentType: 'application/xml', data: Buffer.from(xml).toString('base64') }
  const output = JSON.parse(
    outputOf(shippedEngine('hipaa-safe-harbor'), { resourceType: 'DocumentReference', status: 'current', content: [{ attachment }] }),
  ) as { content: [{ attachment: { data: string } }] }
  expect(Buffer.from(output.content[0].attachment.data, 'base64').toString()).toMatch(/<!-- \[[A-Z]+\] again -->/)
})

test.for([
  JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Quorvane', given: ['Delphira'] }] }),
  JSON.stringify({ pt_first_nm: 'Delphira', pt_last_nm: 'Quorvane' }),
  '<patient given="Delphira" family="Quorvane"/>',
])('Parts of a name go from a record that stands in a text: %#', (contentString) => {
  expect(
    outputOf(shippedEngine('hipaa-safe-harbor'), { resourceType: 'Communication', status: 'completed', payload: [{ contentString }] }),
  ).not.toMatch(/Delphira|Quorvane/)
})
