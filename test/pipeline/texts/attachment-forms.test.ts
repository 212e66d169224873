import { expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

const engine = shippedEngine('hipaa-safe-harbor')

/** An attachment as it leaves in a message that names nobody. */
function written(content: string, contentType: string): string {
  const attachment = { contentType, data: Buffer.from(content).toString('base64') }
  const output = JSON.parse(outputOf(engine, { resourceType: 'DocumentReference', status: 'current', content: [{ attachment }] })) as {
    content: { attachment: { data: string } }[]
  }
  return Buffer.from(output.content[0]?.attachment.data ?? '', 'base64').toString()
}

test.for([
  ['results', 'OBR|1|||K^Hgb^L||||||||||||||||||||||||||||44&ZORVATH&MIREL|45&QUIXLEY&ABENTH',
    'OBR|1|||K^Hgb^L||||||||||||||||||||||||||||[OTHER-ID]&[NAME]&[NAME]|[OTHER-ID]&[NAME]&[NAME]'],
  ['values', 'OBX|1|NM|30525-0^Age^LN||97|a\rOBX|2|NM|x^ZIP code||12139\rOBX|3|NM|718-7^Hemoglobin^LN||13.5|g/dL',
    'OBX|1|NM|30525-0^Age^LN||over 89|a\rOBX|2|NM|x^ZIP code||[ADDRESS]\rOBX|3|NM|718-7^Hemoglobin^LN||13.5|g/dL'],
  ['a site', 'ZPI|1|VIP|19600304|2125550147|77881234|NOTE', 'ZPI|1|VIP|1960|[PHONE]|[OTHER-ID]|NOTE'],
  ['a guarantor', 'GT1|1|||||||||||||||QUIXLEY CO||2125550147|E77', 'GT1|1|||||||||||||||[ORGANIZATION]||[PHONE]|[OTHER-ID]'],
] as const)('What HL7 v2 tells of %s goes', ([, segments, left]) => {
  expect(written(`MSH|^~\\&|L\r${segments}\r`, 'x-application/hl7-v2+er7')).toBe(`MSH|^~\\&|L\r${left}\r`)
})

test.for([
  '<table><tr><td>Age</td><td>97</td></tr><tr><td>Phone</td><td>5550147</td></tr><tr><td>Pulse</td><td>97</td></tr></table>',
  '<table><tr><th>Age</th><td>97</td></tr><tr><th>Phone</th><td>5550147</td></tr><tr><th>Pulse</th><td>97</td></tr></table>',
  '<dl><dt>Age</dt><dd>97</dd><dt>Phone</dt><dd>5550147</dd><dt>Pulse</dt><dd>97</dd></dl>',
])('What the head of a row or a term says goes from %s', (rows) => {
  const left = rows.replace('97', 'over 89').replace('5550147', '[PHONE]')
  expect(written(`<html>${rows}</html>`, 'text/html')).toBe(`<html>${left}</html>`)
  const div = `<div xmlns="http://www.w3.org/1999/xhtml">${rows}</div>`
  const output = outputOf(engine, { resourceType: 'Basic', code: { text: 'x' }, text: { status: 'generated', div } })
  expect((JSON.parse(output) as { text: { div: string } }).text.div).toBe(div.replace(rows, left))
})

test.for([
  ['application/rtf', String.raw`{\rtf1\ansi{\info{\author zorvath}{\operator quixley}{\*\company Quixley Co}}Fine.}`,
    String.raw`{\rtf1\ansi{\info{\author [NAME]}{\operator [NAME]}{\*\company [ORGANIZATION]}}Fine.}`],
  ['application/rtf', String.raw`{\rtf1\ansi{\*\template C:\\Users\\zorvath\\a.dotx}Fine.}`,
    String.raw`{\rtf1\ansi{\*\template C:\\Users\\[NAME]\\a.dotx}Fine.}`],
  ['text/html', '<html><meta name="author" content="zorvath"><meta name="viewport" content="width=600"><p>Fine.</p></html>',
    '<html><meta name="author" content="[NAME]"><meta name="viewport" content="width=600"><p>Fine.</p></html>'],
] as const)('Who wrote a document of %s goes from it', ([contentType, content, left]) => {
  expect(written(content, contentType)).toBe(left)
})

test.for([
  ['mrn,birth_dt,adm_dt,sex\n88123,19600304,20210304,F\n', 'mrn,birth_dt,adm_dt,sex\n[OTHER-ID],1960,2021,F\n'],
  ['MRN,Zip5,SSN4,Sex\n88123,12139,6789,F\n', 'MRN,Zip5,SSN4,Sex\n[OTHER-ID],[ADDRESS],[OTHER-ID],F\n'],
  ['pt_id,last_nm,home_ph,prov_nm\n88123,ZORVATH,2125550147,QUIXLEY\n', 'pt_id,last_nm,home_ph,prov_nm\n[OTHER-ID],[NAME],[PHONE],[NAME]\n'],
  ['Name;Geburtsdatum;Ort\nZorvath;4.3.60;Salzfeld\n', 'Name;Geburtsdatum;Ort\n[NAME];1960;[ADDRESS]\n'],
  ['1,03041960,5 FOO ST,SALZFELD,MA,01970,2125550147,5 MG\n', '1,[DATE],[ADDRESS],[ADDRESS],MA,[ADDRESS],[PHONE],5 MG\n'],
] as const)('Values under shortened heads, and without heads, go, and heads stay: %j', ([content, left]) => {
  expect(written(content, 'text/csv')).toBe(left)
})

test.for([
  ['application/json', '{"nextOfKin":"Zorvath","room":12,"userAgent":"curl 8.5"}', '{"nextOfKin":"[NAME]","room":"[ADDRESS]","userAgent":"curl 8.5"}'],
  ['text/csv', 'Emp,Name,DOB,F.Nac,Ort\n5512,Zorvath,1960-03-04,4/3/60,Bonn\n', 'Emp,Name,DOB,F.Nac,Ort\n5512,[NAME],1960,1960,[ADDRESS]\n'],
  ['text/html', '<html><dl><dt>Phone</dt><dd>5550147</dd></dl></html>', '<html><dl><dt>Phone</dt><dd>[PHONE]</dd></dl></html>'],
] as const)('Keys, heads and terms of %s stay', ([contentType, content, left]) => {
  expect(written(content, contentType)).toBe(left)
})

test('A key that is a person of the message goes', () => {
  const attachment = { contentType: 'application/json', data: Buffer.from('{"Zorvath":{"note":"fine"}}').toString('base64') }
  const patient = { resourceType: 'Patient', name: [{ family: 'Zorvath' }] }
  const document = { resourceType: 'DocumentReference', status: 'current', content: [{ attachment }] }
  const entry = [patient, document].map((resource) => ({ resource }))
  const output = outputOf(engine, { resourceType: 'Bundle', type: 'collection', entry })
  const data = /"data":"([^"]+)"/.exec(output)?.[1] ?? ''
  expect(Buffer.from(data, 'base64').toString()).toBe('{"[NAME]":{"note":"fine"}}')
})
