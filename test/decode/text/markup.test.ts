import { describe, expect, test } from 'vitest'
import { openContent } from '../../../src/decode/text/open-content.ts'
import { openText, replaced, texts } from './open.ts'

const XHTML = 'application/xhtml+xml'

test.for([
  ['<form><input name="ln" value="Quill"><input value="77" type="hidden" name="mrn"/></form>', 'text/html', ['last name: Quill', 'mrn: 77']],
  ['<input placeholder="phone" value="5550188"><input name="q" value="fern">', 'text/html', ['phone: 5550188', 'fern']],
  ['<form><textarea name="last_name">Quill</textarea></form>', 'text/html', ['last name: Quill\n']],
  ['<select name="zip"><option selected>10580</option><option>10581</select>', 'text/html', ['zip: 10580\nzip: 10581\n']],
  [
    '<DicomAttribute keyword="PatientID" vr="LO"><Value number="1">77</Value></DicomAttribute>', 'application/xml',
    ['Patient ID: 77\n'],
  ],
  ['<row><field name="mrn">77</field><field name="note">fine</field></row>', 'application/xml', ['mrn: 77\nrow field: fine\n']],
  ['<map><entry key="ssn"><string>77</string></entry></map>', 'application/xml', ['ssn: 77\n']],
  ['<r><f name="last">Quill</f><f name="first">Ada</f></r>', 'application/xml', ['last name: Quill\nfirst name: Ada\n']],
  ['<r><f name="family">Quill</f><dob>1961</dob></r>', 'application/xml', ['family name: Quill\nr dob: 1961\n']],
  ['<patientRole><telecom value="5550188"/></patientRole>', 'application/xml', ['phone: 5550188']],
] as const)('The values of %s stand behind what they are called', ([source, type, values]) => {
  expect(texts(source, type)).toEqual(expect.arrayContaining([...values]))
  expect(openText(source, type).write([])).toBe(source)
})

test.for([
  ['<rows><row key="first"><value>Senna</value></row></rows>', 'application/xml'],
  ['<rows><field name="family">gout</field></rows>', 'application/xml'],
  ['<r><f name="drug">Senna</f><f name="first">noon</f><f name="last">night</f></r>', 'application/xml'],
  ['<form><input name="last" value="dose given"><input name="dose" value="5 mg"></form>', 'text/html'],
] as const)('No value of %s is said to be a name', ([source, type]) => {
  expect(texts(source, type).join('\n')).not.toMatch(/\b(?:first|last|family) name:/)
})

describe('what a reader sees of markup', () => {
  test.for([
    ['inline tags do not break a word', '<div><p>Seen by <b>Smi</b>th</p></div>', 'Seen by Smith'],
    ['blocks stand on lines of their own', '<div><p>one</p><p>two<br/>three</p></div>', 'one\ntwo\nthree'],
    ['cells are divided by tabs', '<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td></td><td>d</td></tr></table>', 'a\tb\tc\t\nd'],
    ['white space is one blank', '<p>John\n      Smith</p>', 'John Smith'],
    ['white space is kept in pre', '<pre>a\n  b</pre>', 'a\n  b'],
    ['entities are read', '<p>O&#39;Brien &amp; M&#xfc;ller</p>', 'O\'Brien & Müller'],
  ] as const)('%s', ([, source, shown]) => {
    expect(texts(source, 'text/html')[0]?.trim()).toBe(shown)
    expect(texts(source, XHTML)[0]?.trim()).toBe(shown)
  })

  test.for([
    ['the first of two cells', '<table><tr><td>Age</td><td>97</td></tr>\n<tr> <td><b>ZIP</b> </td> <td>1</td> </tr></table>', 'Age: 97\t\nZIP : 1'],
    ['a head before cells', '<table><tr><th>Age</th><td>97</td><td>x</td></tr></table>', 'Age: 97\tx'],
    ['heads between cells', '<table><tr><th>Age</th><td>97</td><th>ZIP</th><td>1</td></tr></table>', 'Age: 97\tZIP: 1'],
    ['a term', '<dl> <dt>Age</dt> <dd>97</dd> <dt>ZIP:</dt><dd>1</dd><dd>2</dd></dl>', 'Age: 97\nZIP: 1\n2'],
    ['what ends as a label does', '<table><tr><td><i>Age:</i></td><td>97</td></tr><tr><td>Well?</td><td>no</td></tr></table>', 'Age: 97\t\nWell? no'],
    ['no head before another', '<table><tr><th>Age</th><th>ZIP</th></tr><tr><td>a</td><td>b</td></tr></table>', 'Age\tZIP\t\na: b'],
    [
      'no head of a row in a table that has those of columns',
      '<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><th>a</th><td>b</td><td>c</td></tr></table>', 'A\tB\tC\t\na\tb\tc',
    ],
    ['no cell before more than one', '<table><tr><td>a</td><td>b</td><td>c</td></tr></table>', 'a\tb\tc'],
    ['no term without a description', '<dl><dt>a</dt></dl><p>b</p>', 'a\nb'],
    ['each in a table of its own', '<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>', 'a: \nb: c'],
  ] as const)('%s is said of what follows', ([, source, shown]) => {
    expect(texts(source, 'text/html')[0]?.trim()).toBe(shown)
    expect(texts(source, XHTML)[0]?.trim()).toBe(shown)
    expect(openText(source, 'text/html').write([])).toBe(source)
  })

  test('rows and terms whose end tags are left out are read the same', () => {
    expect(texts('<table><tr><td>Age<td>97<tr><th>ZIP<td>1</table>', 'text/html')[0]?.trim()).toBe('Age: 97\nZIP: 1')
    expect(texts('<dl><dt>Age<dd>97<dt>ZIP<dd>1</dl>', 'text/html')[0]?.trim()).toBe('Age: 97\nZIP: 1')
  })

  test('attributes, comments, processing instructions and what else stands in tags are pieces', () => {
    const found = texts(
      '<p title="t John" data-mrn="m77"><!-- c John --><a href="mailto:john%20s@x.org">x</a><img alt="a&amp;b"></p junk1>',
      'text/html',
    )
    expect(found).toEqual(expect.arrayContaining(['t John', 'data-mrn: m77', ' c John ', 'mailto:john s@x.org', 'a&b']))
    expect(found.some((text) => text.includes('junk1'))).toBe(true)
    expect(texts('<?xml version="1.0"?><?note John?><a/>', 'text/xml')).toEqual(['note John'])
  })

  test.for([
    ['<meta name="author" content="Lee">', 'name: Lee'], ['<meta content="Lee" name="DC.creator">', 'name: Lee'],
    ['<meta property="article:author" content="Lee">', 'name: Lee'],
    ['<meta http-equiv="last-modified" content="2019">', 'last modified: 2019'],
    ['<meta charset="utf-8" content="Lee">', 'Lee'],
  ] as const)('%s says what it tells', ([source, told]) => {
    expect(texts(`<html><head>${source}</head></html>`, 'text/html')).toContain(told)
    expect(texts(`<html xmlns="http://www.w3.org/1999/xhtml">${source.replace('>', '/>')}</html>`, XHTML)).toContain(told)
  })

  test('in XML that is data, names of elements and attributes are labels', () => {
    expect(
      texts(
        '<patient><raceCode displayName="White"/><guardianPerson><name>Ann Lee</name></guardianPerson><birthTime nullFlavor="UNK"/></patient>',
        'application/xml',
      ),
    ).toEqual(['guardian Person name: Ann Lee\n', 'patient race Code display Name: White', 'patient birth Time null Flavor: UNK'])
  })

  test('parts of names, addresses and identifiers of CDA and FHIR have the labels of a form', () => {
    expect(
      texts(
        '<patient><name><given>Ann</given><family>Lee</family></name><birthTime value="19700102"/><id root="1.2" extension="998"/><addr><city>Nahant</city><postalCode>01908</postalCode></addr></patient>',
        'application/xml',
      ),
    ).toEqual([
      'first name: Ann\nlast name: Lee\ncity: Nahant\npostal code: 01908\n', 'date of birth: 19700102', 'patient id root: 1.2',
      'patient identifier field: 998',
    ])
    expect(
      texts(
        '<Patient><name><text value="Ann Lee"/><f:family value="Lee"/></name><address><city value="Nahant"/></address><identifier><value value="998"/></identifier></Patient>',
        'application/fhir+xml',
      ),
    ).toEqual(['name: Ann Lee', 'last name: Lee', 'city: Nahant', 'identifier field: 998'])
    expect(
      texts(
        '<PID><PID.3><CX.1>998</CX.1></PID.3><PID.5><XPN.1><FN.1>Lee</FN.1></XPN.1><XPN.2>Ann</XPN.2></PID.5><PID.7><TS.1>19700102</TS.1></PID.7><PID.11><XAD.1>Elm House</XAD.1></PID.11></PID>',
        'application/xml',
      ),
    ).toEqual(['patient identifier field: 998\nlast name: Lee\nfirst name: Ann\ndate of birth: 19700102\nstreet address line: Elm House\n'])
    expect(
      texts(
        '<x><templateId root="1.2" extension="2015-08-01"/><templateId root="1.2" extension="1957-08-01"/></x>',
        'application/xml',
      ).filter((text) => text.includes('-08-')),
    ).toEqual(['x template Id extension: 1957-08-01'])
  })

  test('elements of those names elsewhere have none of these labels', () => {
    expect(texts('<dose><given>aspirin</given><name value="aspirin"/><constructor>x</constructor></dose>', 'application/xml')).toEqual([
      'dose given: aspirin\ndose constructor: x\n',
      'dose name: aspirin',
    ])
    expect(texts('<name><constructor>x</constructor></name>', 'application/xml')).toEqual(['name constructor: x\n'])
  })

  test('CDATA is shown, and read as markup where it is markup', () => {
    expect(texts('<text><![CDATA[Seen by Smith & co]]></text>', 'text/xml')).toEqual([expect.stringContaining('Seen by Smith & co')])
    expect(texts('<text><![CDATA[by <b>Smi</b>th]]></text>', 'text/xml')).toContain('by Smith')
  })

  test('what a browser takes for a tag without knowing it is text', () => {
    expect(texts('<p>From John <john@example.org></p>', 'text/html').join('|')).toContain('john@example.org')
    expect(replaced('<p>From <John Smith> today</p>', 'text/html', 'John Smith', '[NAME]')).toBe('<p>From <[NAME]> today</p>')
  })

  test('end tags may be left out of HTML, any number of them', () => {
    expect(texts('<p>John <li>Smith'.repeat(900), 'text/html')[0]?.split('\n')).toHaveLength(1800)
  })

  test('a tag that never ends is text', () => {
    expect(texts('<p>x</p><b title="John', 'text/html').join('|')).toContain('John')
  })

  test('a document in an attribute, in a data URL and in base64 is opened', () => {
    const html = Buffer.from('<p>Ro<i>gers</i></p>').toString('base64')
    expect(
      texts(`<iframe srcdoc="&lt;p&gt;Smi&lt;b&gt;th&lt;/b&gt;"></iframe><a href="data:text/html;base64,${html}">x</a>`, 'text/html'),
    ).toEqual(expect.arrayContaining([expect.stringContaining('Smith'), expect.stringContaining('Rogers')]))
    const cda = `<ClinicalDocument><nonXMLBody><text mediaType="text/html" representation="B64">${html}</text></nonXMLBody></ClinicalDocument>`
    const out = replaced(cda, 'application/xml', 'Rogers', '[NAME]')
    const inside = /B64">([^<]*)</.exec(out)?.[1] ?? ''
    expect(Buffer.from(inside, 'base64').toString()).toBe('<p>[NAME]<i></i></p>')
  })
})

describe('what is written into markup', () => {
  test.for([
    ['a value split by tags keeps them balanced', '<p>by <b>Smi</b>th.</p>', 'Smith', '[NAME]', '<p>by <b>[NAME]</b>.</p>'],
    ['markup is escaped', '<p>Smith</p>', 'Smith', '<a> & b', '<p>&#60;a&#62; &#38; b</p>'],
    ['a value with an entity in it', '<p>O&#39;Brien, R</p>', 'O\'Brien', 'X', '<p>X, R</p>'],
    ['quotes in an attribute', '<p title="Smith">x</p>', 'Smith', '"q"', '<p title="&#34;q&#34;">x</p>'],
    ['an attribute without quotes', '<p title=Smith class=y>x</p>', 'Smith', 'a b', '<p title=a&#32;b class=y>x</p>'],
    ['an attribute without quotes that loses its value', '<p title=Smith class=y>x</p>', 'Smith', '', '<p title="" class=y>x</p>'],
    [
      'an address', '<a href="https://x.org/J%C3%BCrgen?a=1&amp;b=2">x</a>', 'Jürgen', '[N N]',
      '<a href="https://x.org/%5BN%20N%5D?a=1&amp;b=2">x</a>',
    ],
    ['a comment cannot be ended', '<p><!-- by Smith --></p>', 'Smith', '--> <b>', '<p><!-- by - b --></p>'],
    ['a comment with markup', '<p><!-- <td>Smi<b>th</b></td> --></p>', 'Smith', '[N]', '<p><!-- <td>[N]<b></b></td> --></p>'],
    ['the name of an attribute', '<p data-smith="1">x</p>', 'smith', '[NAME]', '<p data-NAME="1">x</p>'],
  ] as const)('%s', ([, source, words, made, out]) => {
    expect(replaced(source, 'text/html', words, made)).toBe(out)
  })

  test('CDATA cannot be ended', () => {
    expect(replaced('<a><![CDATA[x Smith y]]></a>', 'text/xml', 'Smith', ']]>')).toBe('<a><![CDATA[x ]] > y]]></a>')
  })

  test.for([
    ['a script', '<p>a<script>var n="Jo"+"hn"</script>b</p>', '<p>a<script></script>b</p>'],
    ['an event handler', '<p onclick="f(\'John\')">a</p>', '<p onclick="">a</p>'],
    ['an address that runs', '<a href="java&#10;script:f(1)">a</a>', '<a href="">a</a>'],
    ['a style that can hide text', '<style>p:after{content:"\\4a ohn"}</style><p>a</p>', '<style></style><p>a</p>'],
    ['a picture in an address', '<img src="data:image/png;base64,iVBORw0KGgo=" alt="x">', '<img src="" alt="x">'],
  ] as const)('%s is taken out', ([, source, out]) => {
    const opened = openText(source, 'text/html')
    expect(opened.withheld).toHaveLength(1)
    expect(opened.write([])).toBe(out)
  })

  test('base64 in the text of HTML is opened, and written as base64 again', () => {
    const document = Buffer.from('Ada Quill was seen today, and will be seen again in two weeks.').toString('base64')
    const source = `<p>Report ${document} ends</p>`
    expect(texts(source, 'text/html')).toContain('Ada Quill was seen today, and will be seen again in two weeks.')
    const written = replaced(source, 'text/html', 'Ada Quill', '[NAME]')
    expect(Buffer.from(written.slice('<p>Report '.length, -' ends</p>'.length), 'base64').toString()).toMatch(/^\[NAME\] was seen today/)
  })

  test('a style sheet without tricks stays', () => {
    const source = '<style>p{color:red}</style><p style="text-decoration:line-through">a</p>'
    expect(openText(source, 'text/html').write([])).toBe(source)
  })
})

test.for([
  ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'it declares entities'],
  ['<!DOCTYPE a SYSTEM "f" [ ]><a/>', 'it declares entities'],
  ['{"a":1}', 'it is not what its type says'],
  ['<a>'.repeat(600), 'it is nested too deep'],
] as const)('is opaque: %s', ([source, why]) => {
  expect(openContent({ text: source, contentType: 'application/xml' })).toEqual({ kind: 'opaque', why })
})

test('What stands in two blocks is written in each of them', () => {
  const source = '<a><b>Dr. Ada Quill</b><c>Tom Roe is well</c></a>'
  const opened = openText(source, 'application/xml')
  const text = opened.pieces[0]?.text ?? ''
  const start = text.indexOf('Ada')
  const end = text.indexOf(' is well')
  expect(opened.write([{ piece: 0, start, end, with: '[NAME]' }])).toBe('<a><b>Dr. [NAME]</b><c>[NAME] is well</c></a>')
})
