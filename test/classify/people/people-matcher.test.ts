import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IdentityToken } from '../../../src/classify/people/identity.ts'
import { createPeopleMatcher } from '../../../src/classify/people/people-matcher.ts'
import { findIn, markFound, person } from './match-texts.ts'

const token = (kind: IdentityToken['kind'], given: IdentityToken['class'], value: string): IdentityToken =>
  ({ kind, class: given, value, element: `Patient.${kind}` })

const william = person('William Q', 'Anderson')
const margaret = person('Margaret', "O'Brien")
const maria = person('María', 'de la Cruz')
const rose = person('Rose', 'Young')
const may = person('May', 'Parker')
const li = person('Bo', 'Li')
const parkinson = person('Susan', 'Parkinson')

const unmarked = (text: string): string => text.replaceAll(/\[\[|\]\]/g, '')

describe('names', () => {
  test.for([
    [
      'orders and initials',
      william,
      'Seen: [[Anderson, William]]; [[W. Anderson]]; [[Anderson W]]; [[William Q. Anderson]]; [[William X. Anderson]].',
    ],
    ['capitals', william, 'NAME: [[ANDERSON, WILLIAM Q]] WAS SEEN IN CLINIC.'],
    ['small letters', william, 'discussed with [[william anderson]] and mr. [[anderson]] today'],
    ['nicknames', margaret, 'She goes by [[Peggy]]. [[Maggie O\'Brien]] agreed. [[Meg]] called.'],
    ['possessives and other apostrophes', margaret, '[[O\u2019Brien\u2019s]] labs; [[OBrien]] and [[O\'BRIEN]] are one.'],
    ['slips', william, 'Mr. [[Andreson]] and [[William Andersen]] and [[Anderrson]] came.'],
    ['one word', william, 'Login [[wanderson]], file [[WilliamAnderson]], mail [[wanderson@clinic.example]].'],
    ['a surname of several words in one, where it is another name too', person('Marc', 'Le Roux'), '[[Leroux]] came, leroux did not.'],
    ['one word in two', person('Weiming', 'McTavish'), 'Mr. [[Mc Tavish]] and [[WEI MING]]; [[Wei Ming]] [[McTavish]]; Mc Donald, Wei Ting.'],
    [
      'the beginning of a long given name',
      person('Oluwadamilola', 'Quist'),
      '[[Oluwa]] came, and [[Oluwad Quist]]; Theodora came.',
    ],
    ['the rest of a given name', person('Oluwabusa', 'Quist'), '[[Busa]] and [[Oluwa]] came, busa did not.'],
    ['a genitive without its sign', person('Zeno', 'Quist'), '[[Zenos]] wife came, and the zenos did not.'],
    ['adjectives of Polish', person('Ada', 'Zawilska'), 'Pani [[Zawilskiej]], dla [[Zawilskich]]; Zawileckiej.'],
    ['a beginning that means something', person('Theresa', 'Quist'), 'There, [[Quist]] said so. There is none. Therapy helps.'],
    ['a unit before a name', person('Leo', 'Pham'), 'Troponin 12 ng/L. [[Pham]] came.'],
    ['capitals of Greek', person('Ελευθέριος', 'Ξυδάκης'), 'Ο [[Ελευθέριος Ξυδάκης]]; [[ΞΥΔΑΚΗΣ ΕΛΕΥΘΕΡΙΟΣ]]; [[ΞΥΔΆΚΗΣ]].'],
    [
      'components with carets between',
      william,
      'By [[ANDERSON^WILLIAM^Q]] and 12^[[Anderson^Bill]]|x; [[TUNJI^ANDERSON]]; ADT^A01 came, CBC^BLOOD COUNT^L.',
    ],
    ['particles', maria, '[[Maria de la Cruz]]; Sra. [[de la Cruz]]; [[DE LA CRUZ, MARÍA]].'],
    [
      'look-alikes, entities, what nobody sees',
      william,
      '[[\u0410nderson]]; [[And\u200Berson]]; [[&#65;nderson]]; [[Ander&shy;son]]; [[\uFF21nderson]].',
    ],
    ['line ends, hyphens and tags within', william, 'Mr. [[William\nAnderson]]; [[Ander-\nson]]; <b>[[An</b>derson]].'],
    [
      'words of the language, where people stand',
      rose,
      "I told [[Rose]] to rest. [[Rose]] denies pain. [[Rose's]] daughter, Ms. [[Young]]. [[Young, Rose]].",
    ],
    [
      'words of the language, where they mean what they say',
      rose,
      'A young woman with a rose rash. Temperature rose. Rose bengal was negative. Young adults recover.',
    ],
    ['a month', may, 'Seen in May. May return in May 2024. I told [[May]] to call; [[May Parker]] agreed. By May she was well.'],
    ['a hospital and a syndrome', may, 'Sent by Parker Memorial Hospital for Wolff-Parkinson-White syndrome.'],
    ['short names', li, 'Li level 0.8. NG tube. Mr. [[Li]] came; [[Li, Bo]] signed. Bo knows. [[Bo Li]]'],
    [
      'a disease named as the patient is',
      parkinson,
      "Ms. [[Parkinson]] has Parkinson's disease. Enfermedad de Parkinson. [[Parkinson]] takes levodopa.",
    ],
    ['all initials', william, 'Seen by pharmacy for [[WQA]], stable. WA is a state, ADT is a drug. LABS FOR WQA PENDING NOW.'],
    ['initials of whoever does something', william, '[[WA]] denies pain. [[W.A]]. lives alone. WA was low, WA returned; WA is a state.'],
    ['umlauts as two letters', person('Jörg', 'Großmüller'), 'Mr. [[Joerg Grossmueller]]; [[Jorg]]; [[GROẞMÜLLER]]; [[Grossmueller]] and [[Jörg]].'],
    ['initials alone', william, 'Patient [[W.A]]. was seen. W.A. may be anything.'],
  ] as const)('%s', ([, someone, marked]) => {
    expect(markFound([someone], unmarked(marked))).toBe(marked)
  })

  test('a name in a script without blanks is found within a sentence', () => {
    expect(markFound([person('\u5C0F\u660E', '\u738B')], '\u60A3\u8005\u738B\u5C0F\u660E\u5DF2\u5C31\u8BCA')).toBe(
      '\u60A3\u8005[[\u738B\u5C0F\u660E]]\u5DF2\u5C31\u8BCA',
    )
  })

  test.for([
    ['Han', '\u60A3\u8005[[\u0130brahim]]\u306F[[Mueller]]\u69D8'],
    ['Hangul', '\uD658\uC790[[Mueller]]\uB2D8'],
    ['Arabic', '\u0627\u0644\u0645\u0631\u064A\u0636[[Mueller]]'],
    ['Cyrillic', '\u043F\u0430\u0446\u0438\u0435\u043D\u0442[[Mueller]], but one letter is a look-alike: [[Mu\u0435ller]]'],
    ['a number beside Han', '\u75C5\u5386\u53F7[[48392017]]\u53F7'],
  ] as const)('a word ends where the script changes: %s', ([, marked]) => {
    expect(markFound([person('\u0130brahim', 'Mueller', [token('number', 'mrn', '48392017')])], unmarked(marked))).toBe(marked)
  })

  test('a Cyrillic name is found in any case', () => {
    const someone = person('\u0418\u0432\u0430\u043D', '\u041F\u0435\u0442\u0440\u043E\u0432')
    expect(
      markFound([someone], '\u041F\u0435\u0442\u0440\u043E\u0432 \u0418\u0432\u0430\u043D; \u041F\u0415\u0422\u0420\u041E\u0412'),
    ).toBe('[[\u041F\u0435\u0442\u0440\u043E\u0432 \u0418\u0432\u0430\u043D]]; [[\u041F\u0415\u0422\u0420\u041E\u0412]]')
  })
})

describe('numbers, dates, places', () => {
  test.for([
    [
      'a telephone number',
      token('number', 'phone', '(555) 123-4567'),
      'Call [[555.123.4567]], +[[1 555 123 4567]], [[5551234567]], [[123-4567]], tel[[5551234567]], not 555-123-4568.',
    ],
    ['a record number', token('code', 'mrn', '00481516'), 'MRN [[0048-1516]], [[481516]], [[00 48 15 16]]; count 481517.'],
    ['a short number only behind a label', token('code', 'mrn', '4711'), 'MRN: [[4711]]. White cells 4711.'],
    ['a code', token('code', 'health-plan-id', 'XQ983RX4617'), 'Member [[XQ-983-RX-4617]], [[xq983rx4617]], [[XQ 983 RX 4617]].'],
    [
      'a code with what is joined to it',
      token('code', 'other-id', 'XQ-48392'),
      '[[XQ-48392-x]], [[XQ48392/2]], [[xq 48392-B12/1]]; [[XQ-48392]]-based, [[XQ-48392]] - x.',
    ],
    [
      'a date',
      token('date', 'date', '1980-01-02'),
      'DOB [[1/2/1980]], [[01-02-80]], [[Jan. 2nd, 1980]], [[2 January 1980]], [[19800102]], [[2 de enero de 1980]], [[1980-01-02]], [[02JAN1980]], [[2Jan80]], [[1980JAN02]]; seen 1/3/1980, 02FEB1980, 2JANE80.',
    ],
    [
      'the year of birth behind a label',
      { ...token('date', 'date', '1936-01-02'), element: 'Patient.birthDate' },
      'Was born [[1936]]. YOB: [[1936]]. Built in 1936. Dose 1936 units.',
    ],
    [
      'a street line',
      token('street', 'address', '12 Evergreen Terrace Apt 4'),
      'Lives at [[12 EVERGREEN TER]]., [[12 Evergreen Terrace, Apt. 4]], on [[Evergreen Terrace]]; 12 tablets.',
    ],
    ['a number in a street line is none', token('street', 'address', '12'), 'Take 12 tablets.'],
    ['an e-mail address', token('email', 'email', 'bill@mail.example'), 'Mail [[BILL@mail.example]].'],
    [
      'an e-mail address as people spell it',
      token('email', 'email', 'gosia.wo@mailbox.example'),
      '[[gosia.wo at mailbox.example]], [[gosia.wo(a)mailbox.example]], [[Gosia.Wo (at) mailbox.example]], [[gosia.wo at mailbox dot example]]',
    ],
    [
      'the name of a mailbox',
      token('email', 'email', 'gosia.wo@mailbox.example'),
      "User [[gosia.wo]], [[gosia_wo]]; [[GOSIA.WO's]] login.",
    ],
    ['the name of a mailbox with digits', token('email', 'email', 'sunny1987@mailbox.example'), 'As [[sunny1987]] wrote on a sunny day.'],
    [
      'the mailbox of a role, whose name tells nobody',
      token('email', 'email', 'billing@clinic.example'),
      'Ask billing, or [[billing at clinic.example]].',
    ],
    ['an organization', token('organization', 'organization', 'Larchmont Family Clinic, LLC'), 'Sent by [[Larchmont Family Clinic]].'],
  ] as const)('%s', ([, known, marked]) => {
    expect(markFound([person('Zebulon', 'Quux', [known])], unmarked(marked))).toBe(marked)
  })
})

describe('findings', () => {
  const patient = person('Ann', 'Castellanos')
  const father = person('Pedro', 'Castellanos', [], { key: 'RelatedPerson', role: 'other', subject: undefined })
  const stranger = person('Ottilie', 'Fairbanks', [], { key: 'Bundle.entry[7].resource', subject: 'id:b' })
  const matcher = createPeopleMatcher([father, stranger, patient])

  test('say who, from which element, and whether it is the wrong patient', () => {
    const found = findIn(matcher, 'Castellanos came with Pedro Castellanos. Label of Ottilie Fairbanks.')
    expect(
      found.map(({ person, class: given, detector }) => [
        given,
        detector,
        person?.key,
        person?.role,
        person?.element,
        person?.wrongPatient,
      ]),
    ).toEqual([
      ['name', 'known-people', 'Patient', 'patient', 'Patient.name[0].family', false],
      ['name', 'known-people', 'RelatedPerson', 'other', 'RelatedPerson.name[0].family', false],
      ['name', 'wrong-patient', 'Bundle.entry[7].resource', 'patient', 'Bundle.entry[7].resource.name[0].family', true],
    ])
  })

  test('grow surer from initials to nicknames to whole names', () => {
    const sure = (text: string): number => findIn(createPeopleMatcher([william]), text)[0]?.confidence ?? 0
    const steps = [
      'Patient W.A. came.', 'Overnight Anderrson slept.', 'It is Liam again.', 'Overnight Anderson slept.', 'William Anderson',
    ].map(sure)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    expect(steps.at(-1)).toBe(0.999)
  })

  test('and identities hold no value in what they print', () => {
    const found = findIn(matcher, 'Ann Castellanos, Ottilie Fairbanks')
    expect(found).toHaveLength(2)
    expect(`${JSON.stringify(found)} ${inspect([patient, stranger], { depth: 9 })} ${JSON.stringify(patient)}`).not.toMatch(
      /Castellanos|Fairbanks|Ottilie/,
    )
  })

  test.for([
    ['addresses without end', 'castellanos@'], ['brackets', '<b>'], ['cut words', 'Castel<b>lanos'], ['digits apart', '7 '],
    ['slips', 'Castelanos '], ['initials', 'A. C. '], ['stops', '.'], ['hyphens at line ends', 'a-\n'],
  ] as const)('take time in proportion to a text of %s', ([, piece]) => {
    const known = person('Ann', 'Castellanos', [token('number', 'mrn', '7'.repeat(120)), token('street', 'address', '7 7 7 7 7 7 Elm St')])
    const time = (size: number): number => {
      const started = process.cpuUsage()
      findIn(createPeopleMatcher([known]), piece.repeat(Math.ceil(size / piece.length)))
      const { user, system } = process.cpuUsage(started)
      return (user + system) / 1000
    }
    time(20_000)
    expect(Math.min(time(400_000), time(400_000))).toBeLessThan(40 * Math.max(10, time(40_000)))
  })

  test('are the same whether a name is borne by one or by a thousand', () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      person('Ann', 'Castellanos', [], { key: `Patient/${index}`, subject: `id:${index}` }),
    )
    const found = findIn(createPeopleMatcher(many), 'Ann Castellanos came. Castelanos? '.repeat(50), 'id:777')
    expect(found).toHaveLength(100)
    expect(new Set(found.map(({ person }) => person?.key))).toEqual(new Set(['Patient/777']))
  })

  /** A word of seven letters, another for each number. */
  const made = (number: number): string => {
    let word = ''
    for (let seed = Math.imul(number + 1, 2654435761) >>> 0; word.length < 7; seed = Math.imul(seed ^ seed >>> 13, 2246822519) >>> 0) {
      word += word.length % 2 === 1 ? 'aeiou'.charAt(seed % 5) : 'bcdfghjklmnpqrstvwz'.charAt(seed % 19)
    }
    return word.charAt(0).toUpperCase() + word.slice(1)
  }

  test('tell hundreds of people of one family name apart by what stands beside it', () => {
    const family = Array.from({ length: 300 }, (_, index) =>
      person(made(index), 'Castellanos', [], { key: `Patient/${index}`, subject: `id:${index}` }),
    )
    const found = findIn(
      createPeopleMatcher(family),
      `${made(7)} Castellanos, Castellanos, ${made(250)} and ${made(11).charAt(0)}. Castellanos.`,
      'id:99',
    )
    expect(found.slice(0, 2).map(({ person }) => person?.key)).toEqual(['Patient/7', 'Patient/250'])
    expect(found.map(({ start, end }) => end - start)).toEqual([made(7).length + 25, 7, 14])
  })

  test('take time in proportion to the people of a Bundle and what is said of them, initials and slips included', () => {
    const time = (size: number): number => {
      const people = Array.from({ length: size }, (_, index) =>
        person(made(index), made(index + 1e6), [], { key: `Patient/${index}`, subject: `id:${index}` }),
      )
      const started = process.cpuUsage()
      findIn(createPeopleMatcher(people), people.map((_, index) => `${made(index)}t x. `).join(''))
      const { user, system } = process.cpuUsage(started)
      return (user + system) / 1000
    }
    time(1000)
    expect(Math.min(time(4000), time(4000))).toBeLessThan(8 * Math.max(10, time(1000)))
  })

  test('lie within their texts, whatever these hold', () => {
    const piece = fc.constantFrom(
      'Castellanos', 'Ann', ' ', '\n', '-\n', '<b>', '</b>', '&shy;', '\u200B', 'x', '.', ', ', '@', 'A.', 'Pedro', '\u0301', '12',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('')
        for (const { start, end } of findIn(matcher, text)) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(start).toBeLessThan(end)
        }
      }),
    )
  })
})
