import { expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

const engine = shippedEngine('hipaa-safe-harbor')
const patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Zorvanescu', given: ['Quillamina'] }] }

/** The note as it leaves in a Bundle with the patient. */
function noteOf(members: Record<string, unknown>): Record<string, unknown> {
  const observation = {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: 'Patient/p1' },
    ...members,
  }
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient }, { resource: observation }] }
  const output = JSON.parse(outputOf(engine, bundle)) as { entry: { resource: Record<string, unknown> }[] }
  return output.entry[1]?.resource ?? {}
}

test.for([
  ['JSON with escapes', '{"a":"\\u005aorvanescu is well"}', '{"a":"[NAME] is well"}'],
  ['markup', '<p>Zorva<b>nescu</b> is well</p>', undefined],
  ['RTF', String.raw`{\rtf1\ansi Zorv\'61nescu is well}`, undefined],
  ['base64', Buffer.from('Quillamina Zorvanescu was seen today and is well, as she was before that.').toString('base64'), undefined],
] as const)('A known name in a string that is %s goes, and the string stays what it is', ([, value, expected]) => {
  const { valueString } = noteOf({ valueString: value })
  const seen = typeof valueString === 'string' ? valueString : ''
  expect(seen).not.toBe(value)
  expect(seen + Buffer.from(seen, 'base64').toString()).not.toMatch(/orva|nescu|\\u005a/i)
  expect(expected ?? seen).toBe(seen)
})

test.for([
  ['digits behind', 'user Zorvanescu1982 logged in'], ['digits before', '20zorvanescu'],
  ['both names and digits', 'QuillaminaZorvanescu82'], ['letters one by one', 'Z o r v a n e s c u was here'],
  ['letters with hyphens', 'Z-o-r-v-a-n-e-s-c-u'], ['letters with dots', 'z.o.r.v.a.n.e.s.c.u.'], ['percent-encoding', '%5Aorvanescu ok'],
  ['percent-encoding of all', Array.from('Zorvanescu', (letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')],
  ['blanks as %20', 'Quillamina%20Zorvanescu'], ['quoted-printable', '=5Aorvanescu ok'],
  ['quoted-printable with digits only', 'Z=6Frvan=65scu'], ['quoted-printable blanks', 'Quillamina=20Zorvanescu'],
  ['a soft line break', 'Zorva=\nnescu'],
  ['a short run of base64', Buffer.from('Mrs. Zorvanescu').toString('base64')],
  ['base64 within words', `see ${Buffer.from('Quillamina Zorvanescu').toString('base64')} now`],
  ['base64 without padding', Buffer.from('Zorvanescu is ill').toString('base64url')],
  ['base64url', Buffer.from('ü~Quillamina Zorvanescu??>').toString('base64url')],
  ['an unknown surname', 'Saw Quillamina Kowalczyk today'],
  ['an unknown given name', 'Saw Kasia Zorvanescu today'],
] as const)('A known name with or in %s goes, in strings and in markdown', ([, value]) => {
  const { valueString, note } = noteOf({ valueString: value, note: [{ text: value }] })
  for (const text of [String(valueString), String((note as { text: string }[])[0]?.text)]) {
    const decoded = [
      text,
      decodeURIComponent(text.replaceAll('=', '%').replaceAll(/%(?![0-9a-f]{2})/gi, '')),
      ...(text.match(/[\w+/-]{12,}/g) ?? []).map((run) => Buffer.from(run, 'base64').toString()),
    ]
    expect(decoded.join(' ').replaceAll(/[ .-]/g, '')).not.toMatch(/orvanes|escu|Quillam|Kowalcz|Kasia/i)
  }
})

test.for(['95%', 'SpO2 98%2 hours later', 'BMI=24', 'pH=7.35', 'A B C D of trauma', 'Hypercholesterolemia', 'a - b - c', 'grade I-II-III'])(
  '%s stays as it is',
  (value) => {
    expect(noteOf({ note: [{ text: value }] })['note']).toEqual([{ text: value }])
  },
)

test.for([
  ['MRN=48217735', '48217735'], ['name=Ann Roe;phone=617 555 0182', '0182'], ['SSN=432-11-7788', '7788'], ['dob=17 March 2023', '17 March'],
  ['pt=Zorvanescu;mrn=61448210', '61448210'],
] as const)('A value behind a sign of equality is no quoted-printable: %s', ([value, secret]) => {
  expect(JSON.stringify(noteOf({ note: [{ text: value }] }))).not.toContain(secret)
})

test('A known name that markdown splits goes', () => {
  const { note } = noteOf({ note: [{ text: 'Saw Zorva**nes**cu; *stable*' }] })
  expect(JSON.stringify(note)).not.toMatch(/orva|nescu/i)
  expect(JSON.stringify(note)).toContain('stable')
})

test.for(['<5', '{unclear}', '[not done]', 'a < b', '5 * 3'])('A plain value %s stays as it is', (value) => {
  expect(noteOf({ valueString: value })['valueString']).toBe(value)
})

test.for([
  ['Пантелеймонова', 'Евдокия', 'ПантелеймоноваЕвдокия'], ['Пантелеймонова', 'Евдокия', 'ЕВДОКИЯПАНТЕЛЕЙМОНОВА'],
  ['Χατζηδάκη', 'Παναγιώτα', 'ΧΑΤΖΗΔΆΚΗ'], ['Χατζηδάκη', 'Παναγιώτα', 'ΧΑΤΖΗΔΑΚΗ'], ['Χατζηδάκη', 'Παναγιώτα', 'ΧατζηδάκηΠαναγιώτα'],
] as const)('The name %s %s goes as %s', ([family, given, value]) => {
  const observation = {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: 'Patient/p1' },
    valueString: `Seen ${value} today`,
  }
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ resource: { resourceType: 'Patient', id: 'p1', name: [{ family, given: [given] }] } }, { resource: observation }],
  }
  expect(outputOf(engine, bundle)).not.toContain(value)
})

test.for([
  ['an escape of HL7 v2', String.raw`Seen by Zorv\X616E\escu`], ['emphasis of HL7 v2', String.raw`Saw Zorv\H\anes\N\cu`],
  ['a line break of HL7 v2', String.raw`seen\.br\Zorvanescu\.br\well`],
  ['a message of HL7 v2 within a text', 'See this: MSH|^~\\&|A|B PID|1||4711^^^H||kowalczyk^kasia||19610304\nPV1|1|I'],
  ['a row of an INSERT', "INSERT INTO p (id, `last_name`, city) VALUES (7, 'kowalczyk', 'escu');"],
  ['a PHP array, serialized', 'a:2:{s:9:"last_name";s:9:"kowalczyk";s:10:"first_name";s:5:"kasia";}'],
  ['a hash of Ruby', '{:last_name=>"kowalczyk"}'], ['a PHP array', "['last_name' => 'kowalczyk']"],
  ['an assignment', 'last_name = "kowalczyk"'],
  ['JSON within a text', 'read {"columns":["last_name"],"rows":[["kowalczyk"],["kasia"]]} please'],
  ['a form', 'sent last_name=kowalczyk&city=rye'], ['a setting', 'x\nlast_name = kowalczyk'], ['tags', 'Mr. <b>Kowal</b>czyk came'],
  ['letters shown from the right', 'Saw \u202Eucsenavroz anitsirhC .rM\u202C today'],
  ['hidden text of RTF', String.raw`See {\rtf1\ansi Zor{\v xx}van\v 1\v0 escu} now`],
] as const)('A name goes from %s, in strings and in markdown', ([, value]) => {
  const { valueString, note } = noteOf({ valueString: value, note: [{ text: value }] })
  expect(JSON.stringify([valueString, note])).not.toMatch(/zorv|escu|anes|ucsen|kowalczyk|kasia|rhC/i)
})

test('A short segment of HL7 v2 is read as one on either way through the engine', () => {
  const body = Buffer.from(
    JSON.stringify({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, note: [{ text: 'PID|1||4711^^^MRN||WHITE^MAY' }] }),
  )
  expect(outputOf(engine, body)).toContain('PID|1||[MRN]^^^MRN||[NAME]^[NAME]')
})
