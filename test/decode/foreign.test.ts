import { expect, test } from 'vitest'
import { SluiceError } from '../../src/contract/errors.ts'
import { explainForeign } from '../../src/decode/foreign.ts'

const where = { byte: 0 }
const explained = (bytes: string | Buffer): SluiceError =>
  explainForeign(new SluiceError('SLUICE_JSON_SYNTAX', { where }), Buffer.from(bytes as string))

test.for([
  ['nothing', '', 'empty'],
  ['white space', ' \r\n', 'empty'],
  ['FHIR XML', '<Patient xmlns="http://hl7.org/fhir"><id value="x"/></Patient>', 'XML'],
  ['XML with a declaration', '\n<?xml version="1.0"?>', 'XML'],
  ['a PDF', Buffer.from('%PDF-1.7\n%\u00e2', 'latin1'), 'PDF'],
  ['a ZIP archive', Buffer.from([0x50, 0x4b, 3, 4, 0xff]), 'ZIP'],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'gzip'],
  ['UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le'), 'UTF-16'],
  ['HL7 v2', 'MSH|^~\\&|APP', 'HL7 v2'],
  ['Parquet', 'PAR1\x15', 'Parquet'],
  ['a table', 'id,name\n1,Canaryname\n', 'CSV'],
  ['a quoted table', '"id";"name"\n', 'CSV'],
  ['JSON after a byte order mark', '\ufeff{"resourceType":"Basic"}', 'byte order mark'],
] as const)('%s is named, and nothing of it repeated', ([, bytes, name]) => {
  const error = explained(bytes)
  expect(error.detail).toContain(name)
  expect(error).toMatchObject({ code: 'SLUICE_JSON_SYNTAX', where })
  expect(error.message).not.toContain('Canaryname')
})

test.for([
  ['JSON that is cut off', '{"resourceType":"Patient"'],
  ['an array that is cut off', '[{"a":1,'],
  ['a number', '12,5'],
  ['a word', 'true'],
])('%s is left with its error', ([, bytes = '']) => {
  expect(explained(bytes).detail).toBe(new SluiceError('SLUICE_JSON_SYNTAX').detail)
})

test('an error of another kind is left alone', () => {
  const error = new SluiceError('SLUICE_FHIR_RESOURCE_TYPE')
  expect(explainForeign(error, Buffer.from('<a/>'))).toBe(error)
})
