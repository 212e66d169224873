import { describe, expect, test } from 'vitest'
import { createEnvelopeEngine, type CleanPart } from '../../../src/pipeline/envelope/envelope-engine.ts'
import { openCloudEvent } from '../../../src/pipeline/envelope/open-cloud-event.ts'
import { openDebezium } from '../../../src/pipeline/envelope/open-debezium.ts'
import { openNdjson } from '../../../src/pipeline/envelope/open-ndjson.ts'
import { BLOCKED, createFakeEngine } from '../route/fake-engine.ts'

function run(open: (body: Uint8Array, clean: CleanPart) => Uint8Array, body: string): string {
  const outcome = createEnvelopeEngine(createFakeEngine(), open).process(Buffer.from(body))
  return 'error' in outcome ? outcome.error.code : Buffer.from(outcome.output).toString()
}
const event = (body: string): string =>
  run((bytes, clean) => openCloudEvent(bytes, clean, { types: ['visit'], pseudonym: (text) => `p-${text.length}` }), body)
const change = (body: string): string => run((bytes, clean) => openDebezium(bytes, clean, { column: 'doc' }), body)

describe('a batch of lines', () => {
  test.for([
    ['each is cleaned, blank ones go', '{"raw":6.30}\n\n{"raw":2}\r\n', '{"***":6.30}\n{"***":2}\r\n'],
    ['the last needs no end', '{"raw":1}\n{"raw":2}', '{"***":1}\n{"***":2}\n'],
    ['one that is refused refuses all', `{"raw":1}\n${BLOCKED}\n`, 'SLUICE_POLICY_BLOCK'],
    ['nothing gives nothing', '', ''],
  ] as const)('%s', ([, body, wanted]) => {
    expect(run(openNdjson, body)).toBe(wanted)
  })
})

describe('a CloudEvent', () => {
  const head = '"specversion":"1.0","id":"canary","source":"/canary","subject":"canary","time":"2020-01-01T00:00:00Z","canaryext":"x"'
  const made =
    '{"specversion":"1.0","id":"p-6","source":"urn:sluice","type":"sluice.message","datacontenttype":"application/fhir+json","data":'
  test.for([
    [
      'has its data cleaned to the byte, and nothing else of it is left',
      `{${head},"type":"canary","data":{"raw": 6.30}}`,
      `${made}{"***": 6.30}}`,
    ],
    ['keeps a type that is known', `{${head},"type":"visit","data":{}}`, `${made.replace('sluice.message', 'visit')}{}}`],
    [
      'may have its data in base64',
      `{${head},"type":"x","data_base64":"${Buffer.from('{"raw":1}').toString('base64')}"}`,
      `${made}{"***":1}}`,
    ],
    ['in binary mode is its data', '{"raw":1}', '{"***":1}'],
    ['of another version is refused', `{${head.replace('1.0', '0.3')},"data":{}}`, 'SLUICE_ENVELOPE'],
    ['without data is refused', `{${head}}`, 'SLUICE_ENVELOPE'],
    ['with two of them is refused', `{${head},"data":{},"data_base64":""}`, 'SLUICE_ENVELOPE'],
    ['with data that is no JSON is refused', `{${head},"datacontenttype":"text/plain","data":"raw"}`, 'SLUICE_ENVELOPE'],
    ['with two of its data is refused', `{${head},"data":{},"d\\u0061ta":{"canary":1}}`, 'SLUICE_JSON_DUPLICATE_KEY'],
    ['whose data is refused is refused', `{${head},"data":"${BLOCKED}"}`, 'SLUICE_POLICY_BLOCK'],
    ['that does not end is refused', `{${head},"data":{}`, 'SLUICE_JSON_SYNTAX'],
  ] as const)('%s', ([, body, wanted]) => {
    expect(event(body)).toBe(wanted)
  })
})

describe('a change event', () => {
  const rest = '"source":{"db":"canary","ts_ms":1},"ts_ms":1577836800000,"transaction":null'
  test.for([
    [
      'has the column cleaned before and after',
      `{"before":{"id":7,"doc":{"raw":1}},"after":{"doc":{"raw":2.50},"mrn":"canary"},${rest},"op":"u"}`,
      '{"before":{"doc":{"***":1}},"after":{"doc":{"***":2.50}},"op":"u"}',
    ],
    [
      'may hold JSON as a text',
      '{"before":null,"after":{"doc":"{\\"raw\\":6.30}"},"op":"c"}',
      '{"before":null,"after":{"doc":"{\\"***\\":6.30}"},"op":"c"}',
    ],
    [
      'loses its schema',
      `{"schema":{"fields":["canary"]},"payload":{"before":null,"after":{"doc":{"raw":1}},${rest},"op":"r"}}`,
      '{"payload":{"before":null,"after":{"doc":{"***":1}},"op":"r"}}',
    ],
    ['of an empty column has nothing to say', '{"before":null,"after":{"doc":null},"op":"c"}', ''],
    [
      'tells that a row was deleted of which only its key is told',
      '{"before":{"id":1},"after":null,"op":"d"}',
      '{"before":null,"after":null,"op":"d"}',
    ],
    [
      'tells that a row without a message was deleted',
      '{"before":{"id":1,"doc":null},"after":null,"op":"d"}',
      '{"before":{"doc":null},"after":null,"op":"d"}',
    ],
    [
      'tells that a message was taken out',
      '{"before":null,"after":{"id":1,"doc":null},"op":"u"}',
      '{"before":null,"after":{"doc":null},"op":"u"}',
    ],
    [
      'leaves what says that a column was not sent',
      '{"before":null,"after":{"doc":"__debezium_unavailable_value","mrn":"canary"},"op":"u"}',
      '{"before":null,"after":{"doc":"__debezium_unavailable_value"},"op":"u"}',
    ],
    ['without the column is refused', '{"before":null,"after":{"id":1,"raw":"canary"},"op":"c"}', 'SLUICE_ENVELOPE'],
    ['of an unknown operation is refused', '{"before":null,"after":{"doc":{}},"op":"canary"}', 'SLUICE_ENVELOPE'],
    ['that is none is refused', '{"resourceType":"Patient"}', 'SLUICE_ENVELOPE'],
    ['whose row is refused is refused', `{"before":{"doc":{}},"after":{"doc":"${BLOCKED}"},"op":"u"}`, 'SLUICE_POLICY_BLOCK'],
  ] as const)('%s', ([, body, wanted]) => {
    expect(change(body)).toBe(wanted)
  })
})
