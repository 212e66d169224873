import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../src/contract/limits.ts'
import { openContent } from '../../../src/decode/text/open-content.ts'
import { openText, replaced, replacementsOf, texts } from './open.ts'
import { cpuMs } from '../../support/cpu-ms.ts'

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')

describe('bytes are checked against the type', () => {
  test.for([
    ['a PDF called text', '%PDF-1.4 text', 'text/plain', 'it is pdf'],
    ['a PNG of no type', '\x89PNG\r\n\x1A\n', undefined, 'it is png'],
    ['a JPEG called HTML', '\xFF\xD8\xFF\xE0', 'text/html', 'it is jpeg'],
    ['a GIF', 'GIF89a..', 'application/octet-stream', 'it is gif'],
    ['a TIFF', 'II*\0abc', undefined, 'it is tiff'],
    ['a DICOM object', `${'\0'.repeat(128)}DICM`, undefined, 'it is dicom'],
    ['an OOXML document', 'PK\x03\x04[Content_Types].xml', 'application/octet-stream', 'it is zip'],
    ['gzip', '\x1F\x8B\x08', 'text/plain', 'it is gzip'],
    ['ELF', '\x7FELF', undefined, 'it is elf'],
    ['MP4', '\0\0\0\x18ftypmp42', undefined, 'it is mp4'],
    ['BMP', 'BM\x36\0\0\0\0\0\0\0', undefined, 'it is bmp'],
    ['a mail with encoded parts', 'From: a\r\nContent-Transfer-Encoding: base64\r\n\r\nU21pdGg=', 'text/plain', 'it is encoded'],
    ['uuencode', 'begin 644 a.txt\n#0V%T\n', undefined, 'it is encoded'],
    ['a declared picture', 'hello', 'image/png', 'its type is not text'],
    ['a drawing', '<svg/>', 'image/svg+xml', 'its type is not text'],
    ['NUL in text', 'a\0b', 'text/plain', 'it holds control characters'],
    ['bytes that are not UTF-8', 'caf\xE9', 'text/plain; charset=utf-8', 'it is not in its charset'],
    ['bytes that are not ASCII', 'caf\xE9', 'text/plain; charset=us-ascii', 'it is not in its charset'],
    ['bytes of no charset that are not UTF-8', 'caf\xE9', undefined, 'it is not in its charset'],
    ['a charset nobody knows', 'abc', 'text/plain; charset=utf-7', 'its charset is not known'],
    ['JSON that is none', 'abc', 'application/json', 'it is not well-formed'],
    ['XML that is none', 'abc', 'text/xml', 'it is not what its type says'],
    ['RTF called HTML', '{\\rtf1 a}', 'text/html', 'it is not what its type says'],
    ['text of one byte a letter called UTF-16', 'Ada Quill, seen today.', 'text/plain; charset=utf-16le', 'it is not in its charset'],
    ['a short one', 'Quills', 'text/plain; charset=utf-16be', 'it is not in its charset'],
    ['Latin-1 called UTF-16', 'Seen today by Ada Qu\xEFll.', 'text/plain; charset=utf-16le', 'it is not in its charset'],
    ['UTF-16 in the other byte order', '\0Q\0u\0i\0l\0l', 'text/plain; charset=utf-16le', 'it is not in its charset'],
    ['a card', 'BEGIN:VCARD', 'text/vcard', 'its type is not text'],
  ] as const)('%s is opaque', ([, bytes, contentType, why]) => {
    expect(openContent({ bytes: latin1(bytes), contentType })).toEqual({ kind: 'opaque', why })
  })

  test.for([
    ['plain text', 'seen today', 'text/plain', 'plain'],
    ['text of no type', 'seen today', undefined, 'plain'],
    ['HTML called text', '<html><p>a', 'text/plain', 'html'],
    ['RTF called text', '{\\rtf1 a}', 'text/plain', 'rtf'],
    ['XML of no type', '<?xml version="1.0"?><a/>', undefined, 'xml'],
    ['JSON of no type', '{"a":1}', 'application/octet-stream', 'json'],
    ['HL7 v2 called text', 'MSH|^~\\&|a', 'text/plain', 'hl7'],
    ['a type of a family', '{"a":1}', 'application/fhir+json;charset=UTF-8', 'json'],
    ['JSON called HTML', '{"a":"\\u0041da"}', 'text/html', 'json'],
    ['JSON called CSV', '{"a":"\\u0041da"}', 'text/csv', 'json'],
    ['JSON called HL7 v2', '{"a":"\\u0041da"}', 'application/hl7-v2', 'json'],
    ['HL7 v2 called HTML', 'MSH|^~\\&|a', 'text/html', 'hl7'],
    ['HTML called CSV', '<html><p>a', 'text/csv', 'html'],
    ['a note with a bracket', '[x] done', 'text/plain', 'plain'],
  ] as const)('%s is read', ([, bytes, contentType, format]) => {
    expect(openContent({ bytes: latin1(bytes), contentType })).toMatchObject({ kind: 'text', format })
  })

  test('content over the limit is opaque', () => {
    expect(openContent({ bytes: Buffer.alloc(LIMITS.contentBytesMax + 1, 'a') })).toEqual({ kind: 'opaque', why: 'it is too large' })
  })
})

describe('charsets', () => {
  test.for(['iso-8859-1', 'windows-1252', 'latin1'])('UTF-8 called %s is read as UTF-8, and stays it', (charset) => {
    const bytes = Buffer.from('Señor Grüß, seen')
    const opened = openContent({ bytes, contentType: `text/plain; charset=${charset}` })
    if (opened.kind === 'opaque') throw new Error(opened.why)
    expect(opened.pieces[0]?.text).toBe('Señor Grüß, seen')
    expect(Buffer.from(opened.write(replacementsOf(opened, 'Grüß', 'X'))).toString()).toBe('Señor X, seen')
  })

  test('UTF-16 without a mark, of letters beyond ASCII, is read', () => {
    const bytes = Buffer.from('患者は本日診察を受けた', 'utf16le')
    expect(openContent({ bytes, contentType: 'text/plain; charset=utf-16le' })).toMatchObject({
      kind: 'text',
      pieces: [{ text: '患者は本日診察を受けた' }],
    })
  })

  const text = 'Herr Müller, 50 € – “ja”'
  test.for([
    ['utf-8', Buffer.from(text)],
    ['utf-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['utf-16 little end first', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['utf-16 big end first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['windows-1252', latin1('Herr M\xFCller, 50 \x80 \x96 \x93ja\x94'), 'text/plain; charset=windows-1252'],
    ['iso-8859-1', latin1('Herr M\xFCller, 50 \x80 \x96 \x93ja\x94'), 'text/plain;charset="ISO-8859-1"'],
    ['what the XML says', latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>Herr M\xFCller, 50 \x80 \x96 \x93ja\x94</a>'), 'text/xml'],
  ] as const)('%s comes out as the same bytes, and takes a replacement', ([, bytes, contentType]) => {
    const opened = openContent({ bytes, contentType })
    if (opened.kind === 'opaque') throw new Error(opened.why)
    expect(opened.pieces.map((piece) => piece.text).join('')).toContain(text)
    expect(Buffer.from(opened.write([])).equals(bytes)).toBe(true)
    const again = openContent({ bytes: opened.write(replacementsOf(opened, 'Müller', 'Größe')), contentType })
    expect(again.kind === 'text' && again.pieces.map((piece) => piece.text).join('')).toContain('Herr Größe, 50 €')
  })

  test('every byte of a single-byte charset has its place', () => {
    const bytes = Uint8Array.from({ length: 160 }, (_, index) => index + 0x60).filter((byte) => byte !== 0x7F)
    const opened = openContent({ bytes, contentType: 'text/plain; charset=iso-8859-1' })
    expect(opened.kind === 'text' && Buffer.from(opened.write([])).equals(bytes)).toBe(true)
  })
})

describe('text formats', () => {
  test('HL7 v2 keeps its delimiters, and says what its components are', () => {
    const source = 'MSH|^~\\&|LAB\rPID|1||123^^^H||O\\T\\B^ANN\r'
    expect(texts(source, 'x-application/hl7-v2+er7')[0]).toBe(
      'MSH|^~\\&|LAB\rPID|1||\npatient identifier field: 123;\n^^^H||\nlast name: O&B;\n^\nfirst name: ANN;\n\r',
    )
    expect(replaced(source, 'x-application/hl7-v2+er7', 'O&B', 'A|B^C')).toBe('MSH|^~\\&|LAB\rPID|1||123^^^H||A\\F\\B\\S\\C^ANN\r')
  })

  test('HL7 v2 says which of its fields and values are days', () => {
    const source =
      'MSH|^~\\&|LAB|N|EHR|E|20190506||ORU^R01\rOBR|1|||K^Hgb|||20190507\rOBX|1|NM|K||20190508\rOBX|2|DT|K||20190509\rFT1|1|||20190510^20190511\r'
    expect(texts(source, 'x-application/hl7-v2+er7')[0]?.match(/^date: .*$/gm)).toEqual([
      'date: 20190506;', 'date: 20190507;', 'date: 20190509;', 'date: 20190510;', 'date: 20190511;',
    ])
    expect(replaced(source, 'x-application/hl7-v2+er7', '20190506', '2019')).toBe(source.replace('20190506', '2019'))
  })

  test('a document in base64 within HL7 v2 is opened, or taken out where it cannot be read', () => {
    const rtf = Buffer.from(`{\\rtf1\\ansi Seen by Smith. ${'Nothing else of note was found today. '.repeat(3)}}`).toString('base64')
    const written = replaced(`MSH|^~\\&|L\rOBX|1|ED|1||^AP^RTF^Base64^${rtf}||\r`, 'text/hl7v2', 'Smith', '[NAME]')
    expect(Buffer.from(/Base64\^([^|]*)/.exec(written)?.[1] ?? '', 'base64').toString()).toContain('Seen by [NAME].')
    const pdf = Buffer.from(`%PDF-1.4 ${'x'.repeat(90)}`).toString('base64').replace(/(.{64})/g, '$1\n')
    const opened = openText(`before\n${pdf}\nafter`, 'text/plain')
    expect([opened.withheld, opened.write([])]).toEqual([['embedded-content'], 'before\n\nafter'])
  })

  test('CSV keeps its fields', () => {
    expect(replaced('id,name\n1,Smith\n', 'text/csv', 'Smith', 'Roe, "J"\n')).toBe('id,name\n1,Roe J \n')
  })

  test('marks inside a word of Markdown are not seen', () => {
    expect(texts('by **Smi**th and john_smith', 'text/markdown')).toEqual(['by **Smith and john_smith'])
    expect(replaced('by **Smi**th', 'text/markdown', 'Smith', '[N]')).toBe('by **[N]**')
  })
})

describe('replacements', () => {
  test.for([
    [{ piece: 1, start: 0, end: 1, with: '' }],
    [{ piece: -1, start: 0, end: 1, with: '' }],
    [{ piece: 0, start: 0, end: 99, with: '' }],
    [{ piece: 0, start: 2, end: 2, with: '' }],
    [{ piece: 0, start: 0, end: 3, with: '' }, { piece: 0, start: 2, end: 4, with: '' }],
  ])('that make no sense are refused', (replacements) => {
    expect(() => openText('abcdef', 'text/plain').write(replacements)).toThrow('SLUICE_INTERNAL')
  })
})

describe('hostile content', () => {
  const repeat = (text: string): string => text.repeat(Math.ceil(256 * 1024 / text.length))
  test.for([
    ['text/html', '<'], ['text/html', '<b>a</b>'], ['text/html', '<b a=1>'], ['text/html', '&amp;'], ['text/html', '<!DOCTYPE'],
    ['text/html', '<!--<b>'], ['text/html', '</a '], ['text/html', 'a\n  '],
    ['text/html', 'url('],
    ['text/xml', '<a>'],
    ['text/xml', '<a b="c">d</a>'],
    ['application/json', '['],
    ['application/rtf', '{\\rtf1{\\pict 00}}'],
    ['application/rtf', '{\\rtf1'],
    ['text/plain', 'QUJD'],
    ['text/plain', `${'QUJD'.repeat(19)}\n`],
    ['text/markdown', 'a**b'],
    ['text/hl7v2', '\\T\\'],
    ['text/plain', '['],
  ] as const)('%s of %j takes time in proportion to its length', ([contentType, part]) => {
    const bytes = Buffer.from(repeat(part))
    const start = cpuMs()
    const opened = openContent({ bytes, contentType })
    const pieces = opened.kind === 'text' ? opened.pieces : []
    const all = pieces.map(({ text }, piece) => ({ piece, start: 0, end: text.length, with: 'x' })).filter(({ end }) => end > 0)
    const written = opened.kind === 'text' ? opened.write(all).length : 0
    expect(written).toBeLessThanOrEqual(bytes.length * 2)
    // One pass takes well under a second; what grows with the square takes minutes.
    expect(cpuMs() - start).toBeLessThan(8000)
  })
})
