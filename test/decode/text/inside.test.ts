import { describe, expect, test } from 'vitest'
import { openText, replaced, texts } from './open.ts'
import { openContent } from '../../../src/decode/text/open-content.ts'
import { cpuMs } from '../../support/cpu-ms.ts'

const NAME = 'Ada Quillfeather'
const SAID = `Seen: ${NAME}, today (at 9)?`
const hex = (text: string): string[] => Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(2, '0'))
const base64 = Buffer.from(SAID).toString('base64')

const CODINGS = {
  'percent-encoding': encodeURIComponent(SAID),
  'quoted-printable': 'Seen: Ada Quill=\nfea=74her, today',
  'words of mail': 'Subject: =?UTF-8?Q?Seen_Ada?= =?utf-8?B?IFF1aWxsZmVhdGhlcg==?= today',
  'escapes of JSON': `Seen: ${hex(NAME).map((code) => `\\u00${code}`).join('')} today`,
  'escapes of JavaScript': `Seen: ${hex(NAME).map((code) => `\\u{${code}}`).join('')} today`,
  'escapes of C': `Seen: ${hex(NAME).map((code) => `\\x${code}`).join('')} today`,
  'octal escapes of C': `Seen: ${Array.from(NAME, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')} today`,
  'escapes of CSS': `Seen: ${hex(NAME).map((code) => `\\0000${code}`).join('')} today`,
  'base64 with words beside it': `Basic ${base64} end`,
  'base64 for URLs': Buffer.from(`${SAID}??>>`).toString('base64url'),
  'base64 without padding': base64.replace(/=+$/, ''),
  'hexadecimal digits': `Value ${hex(SAID).join('')} end`,
  'RTF': `see {\\rtf1\\ansi Seen: Ada {\\b Quill}feathe\\'72 today} end`,
  'HL7 v2': 'Sent:\nMSH|^~\\&|L\nPID|1||QX7^^^H||\\X41\\da Quillfeather^Bo\nNTE|1||x',
} as const
const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const CONTAINERS: Readonly<Record<string, readonly [contentType: string, wrap: (text: string) => string]>> = {
  'plain text': ['text/plain', (text) => `Hello. ${text}`],
  'Markdown': ['text/markdown', (text) => `# A\n\n${text}\n`],
  'HTML': ['text/html', (text) => `<html><body><p>${xml(text)}</p></body></html>`],
  'XHTML': ['application/xhtml+xml', (text) => `<div xmlns="http://www.w3.org/1999/xhtml"><p>${xml(text)}</p></div>`],
  'XML': ['application/xml', (text) => `<a><b>${xml(text)}</b></a>`],
  'an attribute': ['application/xml', (text) => `<a b="${xml(text).replaceAll('\n', '&#10;')}"/>`],
  'JSON': ['application/json', (text) => JSON.stringify({ a: text })],
  'CSV': ['text/csv', (text) => `id,text\n1,"${text.replaceAll('"', '""')}"\n`],
  'HL7 v2': [
    'text/plain',
    (text) => `MSH|^~\\&|L\rOBX|1|TX|N||${text.replace(/[\\&|^~]/g, (sign) => `\\${'ETFSR'.charAt('\\&|^~'.indexOf(sign))}\\`).replaceAll('\n', '\\.br\\')}\r`,
  ],
  'RTF': ['text/rtf', (text) => `{\\rtf1\\ansi ${text.replace(/[\\{}]/g, '\\$&').replaceAll('\n', '\\par ')}}`],
}

describe.for(Object.entries(CONTAINERS))('In %s', ([, [contentType, wrap]]) => {
  test.for(Object.entries(CODINGS))('a name in %s is read, and a new one is written', ([, coded]) => {
    const source = wrap(coded)
    expect(texts(source, contentType).join('\n')).toContain(NAME)
    const opened = openText(source, contentType)
    expect([opened.write([]), opened.withheld]).toEqual([source, []])
    const written = replaced(source, contentType, NAME, 'Bo <Lee> & "Co"')
    expect(texts(written, contentType).join('\n')).toMatch(/Bo .?Lee.? . .?Co/)
    expect(texts(written, contentType).join('\n')).not.toContain('Quill')
  })
})

test.for([
  ['text/html', '<p>Sats 98% on air, dose=2mg, x=3D, 50% of 20 patients</p>'],
  ['application/json', '{"a":"98% (a%b) x=3 C:\\\\temp\\\\x","id":"4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c","n":5}'],
  ['application/json', '{"key":"Zm9vYmFyYmF6cXV4Zg","hash":"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}'],
  ['text/csv', 'id,test,value\n1,Hb,13.2\n2,"Na, K",98%\n'],
  ['application/xml', '<a><b>pH=7.35 (35%)</b><c d="50%"/></a>'],
  ['text/rtf', '{\\rtf1\\ansi 98% on air\\par x=2}'],
] as const)('%s of %s is as it was', ([contentType, source]) => {
  const opened = openText(source, contentType)
  expect([opened.write([]), opened.withheld]).toEqual([source, []])
})

const TYPES = ['text/plain', 'application/json', 'text/csv', 'text/html']

test.for([20, 48, 64, 76].flatMap((width) => TYPES.map((type) => [width, type] as const)))(
  'Base64 on lines of %i columns in %s is one document', ([width, contentType]) => {
    const document = `${SAID} ${'Nothing else was found. '.repeat(4)}${NAME} left.`
    const lines = Buffer.from(document).toString('base64').replaceAll(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n')
    const wrap = {
      'application/json': JSON.stringify([`Sent: ${lines}`]), 'text/csv': `a,b\n1,"${lines}"\n`, 'text/html': `<p>${lines}</p>`,
    }[contentType]
    expect(texts(wrap ?? `Sent:\n${lines}\nend`, contentType)).toContain(document)
  })

test.for(['card 3554257252477856 x', 'key 4e6f7420612074657874fe01 x', 'id 41424320416e6e'])('The digits of %s are no text', (source) => {
  expect(texts(source, 'text/plain')).toEqual([source])
})

test('A long word at the end of a line is no base64 with the next one, and base64 none with the word behind it', () => {
  const source = `on hydroxychloroquine\nSeen by\n${base64.replace(/=+$/, '')}\nAnn`
  expect(texts(source, 'text/plain')).toEqual(['on hydroxychloroquine\nSeen by\n\nAnn', SAID])
})

test.for([
  ['text/html', (text: string) => `<p>see ${text} there</p>`],
  ['application/json', (text: string) => JSON.stringify([`see ${text} there`])],
  ['text/csv', (text: string) => `a,b\n1,"see ${text} there"\n`], ['text/rtf', (text: string) => `{\\rtf1 see ${text} there}`],
] as const)('A data URL with words beside it is read in %s', ([contentType, wrap]) => {
  expect(texts(wrap(`data:text/plain;base64,${base64}`), contentType)).toContain(SAID)
})

test.for([
  ['text/hl7v2', '{}'], ['text/plain', 'Sent:\n{}'], ['application/json', '["{}"]'], ['application/xml', '<m>{}</m>'],
] as const)('Components of HL7 v2 in %s are told, and its delimiters and segments stay', ([contentType, wrap]) => {
  const message = 'PID|1||||||||||||^PRN^PH^^1^212^5550188^3|\nPV1|1|I|W4^402^B^HOSP\nOBX|1|CX|x||7712^^^H^MR\nNTE|1||fine'
  const source = wrap.replace('{}', message.replaceAll('\n', contentType === 'application/json' ? '\\r' : '\r'))
  const said = texts(source, contentType)[0] ?? ''
  for (const label of ['phone: 212-5550188;', 'ward: W4;', 'room: 402;', 'bed: B;', 'identifier field: 7712;'])
    expect(said).toContain(label)
  const opened = openText(source, contentType)
  const start = said.indexOf('MR')
  const end = said.indexOf('NTE|1') + 5
  expect(opened.write([{ piece: 0, start, end, with: 'X' }])).toBe(source.replace('^MR', '^X').replace('NTE|1', 'NTE|'))
  expect(replaced(source, contentType, '212-5550188', 'X')).toBe(source.replace('212^5550188', 'X^'))
})

test('Runs of office documents and their spell-checking marks do not part a word', () => {
  const source =
    '<w:document><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ada Quill</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>feather</w:t></w:r></w:p><w:p><w:r><w:t>came</w:t></w:r></w:p></w:document>'
  expect(texts(source, 'application/xml')[0]).toBe('Ada Quillfeather\ncame\n')
  expect(texts('<a:p><a:r><a:t>Ada Qu</a:t></a:r><a:r><a:t>ill</a:t></a:r></a:p>', 'application/xml')[0]).toBe('Ada Quill\n')
})

test.for(['3554257252477856', '48656c6c6f', '4d525f3132333435'])('Figures alone, and digits that say no word, are what they are: %s', (number) => {
  expect(texts(`MRN ${number} today`, 'text/plain')).toEqual([`MRN ${number} today`])
})

test.for([
  ['VAN LEE^JONAS', 'LEE'], ['12 ELM^^NEW RYE', 'ELM'], ['SEEN BY DR LEE|x', 'LEE'], ['A48 K77^^^A', 'K77'],
] as const)('Three capitals before a delimiter are no segment, and can be replaced: %s', ([field, word]) => {
  const source = `MSH|^~\\&|A\rPID|1||${field}\rNTE|1||fine`
  expect(replaced(source, 'text/hl7v2', word, 'X')).toBe(source.replace(word, 'X'))
})

test('Forenames in capitals end no segment', () => {
  expect(texts('PID|1||77||QUORVATH^MARY ANN||19610304|F', 'text/plain')[0]).toMatch(/first name: MARY ANN;[^]*date of birth: 19610304;/)
})

test.for(['text/html', 'application/json', 'text/plain'] as const)('A sign of equality at the end of a short line is one, in %s', (contentType) => {
  const text = contentType === 'application/json' ? '"name=\\nQuill"' : 'name=\nQuill'
  expect(texts(contentType === 'text/html' ? `<pre>${text}</pre>` : text, contentType).join('')).toMatch(/name: ?Quill|name=\s+Quill/)
})

test('Words of mail on lines of their own are each read', () => {
  expect(texts('=?UTF-8?Q?Jonas_Quill?=\n=?UTF-8?Q?Mary_Quill?=', 'text/plain')[0]).toBe('Jonas QuillMary Quill')
})

test.for([
  ['a word of mail in a charset that nobody knows', `=?x-foo?B?${base64}?=`], ['what only looks like one', `q?b?${base64}`],
  ['a word of mail that is too long', `=?UTF-8?B?${Buffer.from(SAID.repeat(40)).toString('base64')}?=`],
] as const)('Base64 is opened in %s', ([, source]) => {
  expect(texts(source, 'text/plain').join('\n')).toContain(SAID)
})

test('What only looks like a resource in a string leaves its label', () => {
  expect(openContent({ text: '{"mrn":"K88-1{\\"resourceType\\":x"}', contentType: 'application/json', rewriteResource: () => undefined }))
    .toMatchObject({ pieces: [{ text: 'mrn: K88-1{"resourceType":x' }] })
})

test('A number in hexadecimal digits stays behind its label', () => {
  expect(texts('MRN: 51756f7276617468', 'text/plain')).toEqual(['MRN: 51756f7276617468'])
})

test('The word below a picture is none of it', () => {
  const picture = Buffer.from('\x89PNG\r\n\x1a\n'.padEnd(48, '\0'), 'latin1').toString('base64').match(/.{16}/g)?.join('\n') ?? ''
  expect(texts(`${picture}\nDiabetes\nAsthma`, 'text/plain').join('')).toContain('Diabetes\nAsthma')
})

test.for([
  ['delimiters', `PID|${'|'.repeat(400_000)}`], ['blanks', `PID|1|${' '.repeat(400_000)}x|`],
] as const)('Many %s of HL7 v2 are read in linear time', ([, source]) => {
  const start = cpuMs()
  expect(openContent({ text: source, contentType: 'text/hl7v2' }).kind).toBe('text')
  expect(cpuMs() - start).toBeLessThan(8000)
})

test('Base64 of a text with a control character goes, since it cannot be read', () => {
  const source = `see ${Buffer.from(`${SAID}\u0007`).toString('base64')} end`
  expect(openText(source, 'text/plain').write([])).toBe('see  end')
})
