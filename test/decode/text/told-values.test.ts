import { expect, test } from 'vitest'
import { openText, replaced, replacementsOf, texts } from './open.ts'
import { cpuMs } from '../../support/cpu-ms.ts'

test.for([
  [
    'a row of an INSERT', "INSERT INTO pat (name, `dob`, mrn) VALUES ('O''Hara Ann', DATE '1961-03-04', 44821), (NULL, f('x'), 7)",
    ["name: O''Hara Ann;", 'dob: 1961-03-04;', 'mrn: 44821;', 'name: NULL;', 'dob: x;', 'mrn: 7;'],
  ],
  ['PHP, serialized', 'O:1:"P":2:{s:4:"name";s:8:"Ann Hara";s:3:"mrn";i:44821;}', ['name: Ann Hara;', 'mrn: 44821;']],
  ['a dict of Python', "{'firstName': 'Ann', 'n': 4}", ['first Name: Ann;']],
  ['arguments', 'P(last_name="Hara", x=3)', ['last name: Hara;']],
  [
    'HL7 v2 on one line', 'it says PID|1||44821^^^H||HARA^ANN PV1|1',
    ['patient identifier field: 44821;', 'last name: HARA;', 'first name: ANN;'],
  ],
  ['settings', '[p]\nlast_name = hara\nn=4\nx = "y"', ['last name: hara;', 'n: 4;', 'x: y;']],
  ['a form', 'sent last_name=hara&city=rye now', ['last name: hara;', 'city: rye;']],
  [
    'a search', 'Encounter?date=ge2021-03-04&date=le2021-03-05&patient.family=Hara',
    ['date: 2021-03-04;', 'date: 2021-03-05;', 'last name: Hara;'],
  ],
  ['a search with a modifier', 'Patient?family:exact=Hara', ['last name: Hara;']],
  ['a search by id', '/fhir/Patient?_id=4711,4712', ['identifier field: 4711;', 'identifier field: 4712;']],
  ['a search by token', 'Patient?identifier=http://acme.example/mrn|44821', ['identifier field: 44821;']],
  ['a search by reference', 'Encounter?subject:Patient=44821', ['identifier field: 44821;']],
  [
    'a search back', 'Patient?_has:Observation:patient:code=1234-5&given=Ann+Mary%20Lou&address-postalcode=53597',
    ['code: 1234-5;', 'first name: Ann Mary Lou;', 'postal code: 53597;'],
  ],
  ['a chain with a type', 'Encounter?subject:Patient.name:contains=Hara&death-date=sa2020-02', ['name: Hara;', 'date of death: 2020-02;']],
  [
    'a search without its type', 'given=Hope&family=Hara&birthdate=sa1980-05',
    ['first name: Hope;', 'last name: Hara;', 'date of birth: 1980-05;'],
  ],
  ['a field in a sentence', 'No match for birthdate=eq1980-05-17, family=Hara.', ['date of birth: 1980-05-17;', 'last name: Hara;']],
  ['a field alone', 'birthdate=eq1980-05-17', ['date of birth: 1980-05-17;']],
  ['a search for no person', 'ValueSet?name=vitals&status=active', ['status: active;']],
  ['a search at a bare host', 'ehr.local/fhir/Patient?family=Hara', ['last name: Hara;']],
  [
    'a filter', `Patient?_filter=(family eq "Hara" and birthdate ge 1980-05-17)`, ['last name: Hara;', 'date of birth: 1980-05-17;'],
  ],
  [
    'a filter as it is sent', 'Patient?_filter=given%20co%20%22Ann+Mary%22%20or%20patient.family+eq+Hara&_count=5',
    ['first name: Ann Mary;', 'last name: Hara;', 'count: 5;'],
  ],
  ['measures', 'pH=7.4 and EF=55%, given=twice, family=supportive, p=0.04, x:y=3', []],
  ['an address of the web', 'https://x.example/p?last_name=hara&city=rye', []],
  ['a table within a text', 'See:\nname,city,mrn\nann hara,rye,44821\nend', ['name: ann hara;', 'city: rye;', 'mrn: 44821;']],
  [
    'an address card',
    'BEGIN:VCARD\nN:Hara;Ann;T;;\nBDAY:19610304\nTEL;TYPE=CELL:5550188\nitem1.ADR;TYPE=HOME:;;1 Elm;Rye;NY;10580;US\nEND:VCARD\n',
    [
      'last name: Hara;', 'first name: Ann;', 'middle name: T;', 'date of birth: 19610304;', 'phone: 5550188;',
      'street address line: 1 Elm;', 'city: Rye;', 'postal code: 10580;',
    ],
  ],
  [
    'a claim of X12', 'ISA*00*~PER*IC*HARA*TE*2125550188*EM*a@b.example~CLM*26463*100***11:B:1~HI*ABK:J0300~',
    ['name: HARA;', 'phone: 2125550188;', 'email: a@b.example;', 'identifier field: 26463;'],
  ],
  [
    'a form in parts',
    '--x\r\nContent-Disposition: form-data; name="last_name"\r\n\r\nHara\r\n--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\nContent-Type: text/plain\r\n\r\nRye\r\n--x--',
    ['last name: Hara;', 'filename: a;', 'f: Rye;'],
  ],
  [
    'YAML', 'patient:\n  family: Hara\n  given: [Ann, "T"]\n  zip: 10580\nnotes:\n  - text: fine\n',
    ['last name: Hara;', 'first name: Ann;', 'first name: T;'],
  ],
  [
    'YAML with particles', '- mrn: 44821\n  last: de la cruz # checked\n  first: Ann Mary\n- dob: 1961\n  family: van der Berg\n  given: Jo\n',
    ['last name: de la cruz;', 'first name: Ann Mary;', 'last name: van der Berg;', 'first name: Jo;'],
  ],
  ['YAML of a resource', 'name:\n  - family: hara\n    given: [ann, t]\n', ['last name: hara;', 'first name: ann;', 'first name: t;']],
  ['headings in lower case', 'hpi: cough\nfamily: gout, breast cancer\ngiven: senna, ibuprofen\nplan: rest\n', []],
  ['single words behind them', 'hpi: cough\nfamily: gout\ngiven: senna\nname: x\n', []],
  [
    'headings beside a number', 'mrn: 44821\nfamily: history of gout\nlast: stress test normal\ngiven: senna, zinc\nfirst: 5 mg\nmiddle: ear effusion\n',
    [],
  ],
  ['a list in prose', 'family: supportive\nsmoking: never\nmeds:\ngiven: aspirin\n'.replace('family', 'relatives'), []],
  ['a list of steps', 'first: rest\nlast: walk\nplan: see\n', []],
  ['Clojure', '{:last-name "hara" :n 3}', ['last name: hara;']],
  ['prose', 'She said: "I am fine", BP = 120/80; see "p": x (a, b) values (1)', []],
] as const)('Values of %s stand on a line behind their labels', ([, source, lines]) => {
  const [text = ''] = texts(source, 'text/plain')
  expect(text.split('\n').filter((line) => line.endsWith(';') && line.includes(': ') && text !== source)).toEqual(lines)
  expect(openText(source, 'text/plain').write([])).toBe(source)
})

test.for([
  ['html', '<p>No match for Patient?family=Ha&#114;a&amp;given=Ann+Mary%20Lou.</p>', 'text/html', ['last name: Hara;', 'first name: Ann Mary Lou;']],
  ['json', '{"url":"Patient?family:exact=Hara&birthdate=ge1980-05"}', 'application/json', ['last name: Hara;', 'date of birth: 1980-05;']],
  ['xml', '<log><q>Encounter?patient.family=Hara</q></log>', 'application/xml', ['last name: Hara;']],
] as const)('Values of a search in %s stand on a line behind their labels', ([, source, type, lines]) => {
  const found = texts(source, type).join('\n').split('\n').filter((line) => line.endsWith(';') && line.includes(': '))
  expect(found).toEqual(lines)
  expect(openText(source, type).write([])).toBe(source)
  for (const line of lines) {
    const value = line.replace(/^.*: |;$/g, '')
    expect(replaced(source, type, value, '[N]')).toMatch(/=(?:ge)?\[N\]/)
  }
})

test.for([
  ['a value of a row', "insert into p (name) values ('hara ann')", 'hara ann', "insert into p (name) values ('[N]')"],
  ['an escape', String.raw`Dr. H\X6172\a`, 'Hara', 'Dr. [N]'],
  ['emphasis', String.raw`Dr. Ha\H\r\N\a`, 'Hara', String.raw`Dr. [N]\H\\N` + '\\'],
  ['letters shown from the right', 'Dr. \u202EaraH nnA\u202C.', 'Ann Hara', 'Dr. [N].'],
  ['a tag', 'Dr. <b>Ha</b>ra', 'Hara', 'Dr. <b>[N]</b>'], ['Unicode escapes', String.raw`Dr. \u0048ara`, 'Hara', 'Dr. [N]'],
  ['XML in a text', 'a <p1><name>Hara</name></p1> c', 'Hara', 'a <p1><name>[N]</name></p1> c'],
  ['JSON in a text', 'a {"b": ["Hara"]} c', 'Hara', 'a {"b": ["[N]"]} c'],
  ['RTF in a text', String.raw`a {\rtf1 H{\v x}ara} c`, 'Hara', String.raw`a {\rtf1 [N]{\v x}} c`],
] as const)('What is written goes where %s stood', ([, source, words, out]) => {
  expect(replaced(source, 'text/plain', words, '[N]')).toBe(out)
})

test('Two values in what is written as one both go', () => {
  const source = String.raw`\X48617261206F722043796E\ or \u202EnyC ro araH\u202C`.replaceAll(/\\u(.{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)))
  const opened = openText(source, 'text/plain')
  const replacements = ['Hara', 'Cyn'].flatMap((one) => replacementsOf(opened, one, `[${one.length}]`))
  expect(opened.write(replacements)).toBe('[4] or [3] or [4] or [3]')
})

test('Letters of Hebrew are written as they are shown', () => {
  expect(texts('\u202Eשלום\u202C', 'text/plain')).toEqual(['שלום'])
})

test('What looks like a document and is none is text', () => {
  const source = 'see {"a" and [[1] {\\rtf1 and ["x" too'
  expect(texts(source, 'text/plain')).toEqual([source])
})

test.for([
  ['openings', (count: number) => '[{"'.repeat(count)],
  ['blanks behind a key', (count: number) => `x\nmrn: 1\nfamily:${' '.repeat(count)}\ngiven: a\n`],
  ['blanks among names', (count: number) => `x\nmrn: 1\ngiven: [a,${' '.repeat(count)},b]\nfamily: a\n`],
] as const)('A text full of %s is read in time that grows with it', ([, text]) => {
  const time = (count: number): number => {
    const [source, started] = [text(count), cpuMs()]
    texts(source, 'text/plain')
    return cpuMs() - started
  }
  time(1000)
  expect(time(40_000)).toBeLessThan(Math.max(200, time(10_000) * 12))
})
