import { describe, expect, test } from 'vitest'
import { openContent } from '../../../src/decode/text/open-content.ts'
import { openText, replaced, texts } from './open.ts'

const JSON_TYPE = 'application/json'

describe('JSON', () => {
  test('values stand after their key, and after the key above', () => {
    expect(texts('{"patient":{"firstName":"Ann","mrn":12345678,"active":true},"birth_date":["1970-01-02","x"]}', JSON_TYPE)).toEqual([
      'patient first Name: Ann', 'patient mrn: 12345678', 'active', 'birth date: 1970-01-02', 'birth date: x',
    ])
  })

  test('keys that are known words are said in full, and stay whatever is found in them', () => {
    const source = '{"nextOfKin":"Ann","room":12,"home_ph":"1","Ward":{"note":"x"}}'
    expect(texts(source, JSON_TYPE)).toEqual(['next Of Kin: Ann', 'room: 12', 'home phone: 1', 'Ward', 'Ward note: x'])
    expect(replaced(source, JSON_TYPE, 'Kin: Ann', '[N]')).toBe(source.replace('Ann', '[N]'))
    expect(replaced(source, JSON_TYPE, 'Ward', '[N]')).toBe(source.replace('Ward', '[N]'))
  })

  test.for([
    ['a string', '{"a": "x Smith"}', 'Smith', 'q"\\', '{"a": "x q\\"\\\\"}'],
    ['a string with escapes', '{"a":"J\\u00fcrg\\u0065n \\ud83d\\ude00"}', 'Jürgen', 'X', '{"a":"X \\ud83d\\ude00"}'],
    ['a number that stays one', '{"mrn":12345678}', '12345678', '87654321', '{"mrn":87654321}'],
    ['a number that becomes a string', '{"mrn": 12345678}', '12345678', '[ID]', '{"mrn": "[ID]"}'],
    ['a key', '{"John Smith":{"a":1}}', 'John Smith', '[NAME]', '{"[NAME]":{"a":1}}'],
    ['HTML in a string', '{"div":"<p>Smi<b>th<\\/b></p>"}', 'Smith', '[N]', '{"div":"<p>[N]<b></b></p>"}'],
    ['JSON in a string', '{"a":"{\\"b\\":\\"Smith\\"}"}', 'Smith', '[N]', '{"a":"{\\"b\\":\\"[N]\\"}"}'],
  ] as const)('replaces in %s', ([, source, words, made, out]) => {
    const written = replaced(source, JSON_TYPE, words, made)
    expect(written).toBe(out)
    JSON.parse(written)
  })

  test('base64 of HTML in a string is opened, base64 of a picture is taken out', () => {
    const data = Buffer.from('<p>by Smi<b>th</b></p>').toString('base64')
    const written = JSON.parse(replaced(`{"data":"${data}"}`, JSON_TYPE, 'Smith', '[NAME]')) as { data: string }
    expect(Buffer.from(written.data, 'base64').toString()).toBe('<p>by [NAME]<b></b></p>')
    const opened = openText('{"data":"iVBORw0KGgoAAAANSUhEUgAA"}', JSON_TYPE)
    expect(opened.withheld).toEqual(['embedded-content'])
    expect(opened.write([])).toBe('{"data":""}')
  })

  test.for([
    ['a sibling', '{"columns":["name","mrn"],"rows":[["Ann",12],["Bo",13]]}', ['name: Ann', 'mrn: 12', 'name: Bo', 'mrn: 13']],
    ['a sibling behind', '{"data":[["Ann"]],"fields":["last_name"]}', ['last name: Ann']],
    ['objects', '{"meta":{"cols":[{"name":"dob","type":"d"}]},"data":[["x1"],["x2"]]}', ['dob: x1', 'dob: x2']],
    ['the first row', '[["name","city"],["Ann","Rye"]]', ['name', 'city', 'name: Ann', 'city: Rye']],
    ['a member beside', '[{"field":"mrn","value":"12"}]', ['field: mrn', 'mrn: 12']],
    ['nothing', '{"a":[["Ann","Bo"],["Cy","Di"]]}', ['Ann', 'Bo', 'Cy', 'Di'].map((one) => `a: ${one}`)],
  ] as const)('values of a table stand behind the heads of %s', ([, source, values]) => {
    expect(texts(source, JSON_TYPE)).toEqual(expect.arrayContaining([...values]))
  })

  test('lines of JSON are read one by one', () => {
    expect(texts('{"a":"x1"}\n{"a":"y1"}\n', 'application/x-ndjson')).toEqual(['a: x1', 'a: y1'])
  })

  test.for(['{"a":1', '{"a":1}{', '{a:1}', ''])('is opaque where it is not well-formed: %s', (source) => {
    expect(openContent({ text: source, contentType: JSON_TYPE })).toEqual({ kind: 'opaque', why: 'it is not well-formed' })
  })

  test('base64 in base64 in base64 is opened to a limit', () => {
    let data = 'Seen by Smith today at noon'
    for (let level = 0; level < 8; level++) data = JSON.stringify({ data: Buffer.from(data).toString('base64') })
    const opened = openText(data, JSON_TYPE)
    expect(opened.pieces.map(({ text }) => text).join('')).not.toContain('Smith')
    expect(opened.withheld.length).toBeGreaterThan(0)
    expect(opened.write([])).not.toBe(data)
  })
})

test('A birth told in milliseconds or seconds since 1970 is read as a day', () => {
  const source = '{"dob_ms":-277344000000,"birthTime":-277344000,"dob":19610319,"n":1700000000000}'
  expect(texts(source, 'application/json')).toEqual(['dob ms: 1961-03-19', 'birth Time: 1961-03-19', 'dob: 19610319', 'n: 1700000000000'])
  expect(openText(source, 'application/json').write([])).toBe(source)
  expect(replaced(source, 'application/json', '1961-03-19', '1961')).toContain('{"dob_ms":1961,"birthTime":1961,')
})
