import { threadCpuUsage } from 'node:process'
import { expect, test } from 'vitest'
import { openContent } from '../../../src/decode/text/open-content.ts'

const SIZE = 8000
/** In proportion to its length each of these takes a tenth of it; with the square of it, tens of times as long. */
const SECONDS_MAX = 5

const json = (size: number): string => `{${Array.from({ length: size }, (_, n) => `"k${n}":[[1]]`).join()}}`

test.for([
  ['brackets in brackets that hold no JSON', 'text/plain', '[{'.repeat(SIZE) + '}]'.repeat(SIZE)],
  ['brackets that are never closed', 'text/plain', '[{'.repeat(SIZE)],
  ['elements that are never closed', 'text/plain', '<fern>'.repeat(SIZE)],
  ['elements in elements', 'text/plain', '<fern>'.repeat(SIZE) + '</fern>'.repeat(SIZE)],
  ['groups of RTF that are never closed', 'text/plain', '{\\rtf1 '.repeat(SIZE)],
  ['strings of a row that does not end', 'text/plain', `INSERT INTO t (a) VALUES (${"'a'".repeat(SIZE)}`],
  ['quotes of a row that does not end', 'text/plain', `INSERT INTO t (a) VALUES (${"'".repeat(SIZE + 1)}`],
  ['calls within a row that does not end', 'text/plain', `INSERT INTO t (a) VALUES ((${"''".repeat(SIZE)}`],
  ['heads without rows', 'text/plain', 'INSERT INTO t (a'.repeat(SIZE)],
  ['assignments of open strings', 'text/plain', 'a="b\\"'.repeat(SIZE)],
  ['settings', 'text/plain', 'a = b\n'.repeat(SIZE)],
  ['fields of a form', 'text/plain', 'a=b&'.repeat(SIZE)],
  ['heads of tables', 'text/plain', `x\n${'first name,last name,phone\n'.repeat(SIZE)}`],
  ['letters shown from the right', 'text/plain', '\u202Eab'.repeat(SIZE)],
  ['escapes of HL7', 'text/plain', '\\X41\\'.repeat(SIZE)],
  ['cells that end without one', 'text/html', `<table><tr><td>${'</td>'.repeat(SIZE)}`],
  ['heads that end without one', 'text/html', `<table>${'<tr><th></td></th>'.repeat(SIZE)}`],
  ['terms', 'text/html', '<dl><dt></dt>'.repeat(SIZE)],
  ['tables in one object', 'application/json', json(SIZE)],
] as const)('A text of %s is opened in time', ([, contentType, text]) => {
  const before = threadCpuUsage().user
  const content = openContent({ text, contentType })
  expect(content.kind).toMatch(/^(?:text|opaque)$/)
  expect((threadCpuUsage().user - before) / 1e6).toBeLessThan(SECONDS_MAX)
})
