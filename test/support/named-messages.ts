import type { Choices } from '../property/choices.ts'

/** Names as references display them: plain ones, particles, letters, words of the language, other scripts, titles, numbers behind. */
const PEOPLE =
  `Hamid Grimaldi|Dr. Zbigniew Quackenbush|William Green|Ann Adams|Dr. Albert Alvarez|Smith, John|Mary-Jane O'Brien|Maria de la Cruz|Grant Will
José Muñoz|Li Ng|王小明|Иван Петров|Αλέξης Παππάς|Robert Brown Jr.|Chelsey293 Simonis280|Mark May|B|Dr. A|Elizabeth B. Bell|Mrs. Marine542 Ai120 Upton904|Catherine Weiss
Alexander Alexandrov|Ms. Rose White|Sushi Aten|Jon Jansen|Jan Jonsen|Smith|X Æ`.split(/[|\n]/)
const ORGANIZATIONS =
  `Harbour General|Harbour Mutual|Smith's Clinic|Smith Clinic|Boston Medical Center, Inc|General Hospital|NEWMAN MEMORIAL COUNTY HOSPITAL|Saint Mary Clinic
St. Mary Clinic LLC|William Green Center|Body Weight Clinic|Encounter|1st Street Clinic|Ward 12`.split(/[|\n]/)
/** Texts that name nobody, or only by chance. */
const HARMLESS =
  `Body weight|General examination of patient (procedure)|Hepatitis B, type A|10 MG Oral Tablet|primary performer|Encounter for a check up|laboratory
Oral tablet, twice a day|Vitamin D 25-hydroxy|Ward round|White blood cells|General|Medical Center visit|Green stool|Seen in clinic|mg|Rose bengal stain`.split(
    /[|\n]/,
  )
const TRICKY =
  `A1c|in the company of a nurse|Will need a walker|Mark the site|St. Louis criteria|A. B. C.|J|May 2021 plan|<5 mg|a < b > c|Brown's syndrome
Smith fracture|Bell's palsy|de novo|ca 12|The Clinic of Smith|Mary's|Jansen exam|12|Saint|Body Weight|1st|Smith's|Harbour|Green|B`.split(
    /[|\n]/,
  )
const AROUND = ['', 'Seen with ', 'told ', 'Patient ', 'per Dr. ', 'for ', 'Call '] as const

/** Ways of naming somebody, from as it stands to hardly so. */
const MENTIONS: readonly ((name: string, choices: Choices) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => name.split(' ').at(-1) ?? name,
  (name) => name.split(' ')[0] ?? name,
  (name) => `${name.split(' ').at(-1) ?? name}'s`,
  (name) => `${name.split(' ')[0] ?? name}\u2019s`,
  (name) => name.split(' ').map((word) => word.charAt(0)).join('. '),
  (name) => name.split(' ').map((word) => word.charAt(0)).join(''),
  (name) => name.replaceAll(/[ .]/g, ''),
  (name) => `${name.charAt(0)}${name.split(' ').at(-1) ?? ''}`.toLowerCase(),
  (name) => Array.from(name.split(' ').at(-1) ?? name).join(' '),
  (name, choices) => cut(name, choices, '</b>').replace('</b>', '<b></b>'),
  (name, choices) => cut(name, choices, '-\n'),
  (name) => `<b>${name.slice(0, 3)}</b>${name.slice(3)}`,
  (name, choices) => slipped(name, choices),
  (name) => `${name.split(' ').at(-1) ?? name}1982`,
  (name) => `Bob, Bill, Liz and Al, ${name.split(' ').at(-1) ?? name}`,
  (name) => name.split(' ').toReversed().join(', '),
  (name) => name.split(' ').toReversed().join('^'),
]

function cut(name: string, choices: Choices, by: string): string {
  const at = 1 + choices.next(Math.max(1, name.length - 1))
  return name.slice(0, at) + by + name.slice(at)
}

/** Two neighbours swapped, or a letter lost or doubled. */
function slipped(name: string, choices: Choices): string {
  const at = 1 + choices.next(Math.max(1, name.length - 2))
  const here = name.charAt(at)
  return (
    name.slice(0, at) +
    choices.pick([name.charAt(at + 1) + here, '', here + here + name.charAt(at + 1), `x${name.charAt(at + 1)}`]) +
    name.slice(at + 2)
  )
}

const VALUES = {
  name: PEOPLE,
  organization: ORGANIZATIONS,
  code: ['N-12', '0012345678', 'green-7', '00c7f717-4030-5582-2ed8-888ad2bc878e'],
  contact: ['5551234567', 'green.will@clinic.example', 'https://smith.example/a'],
  date: ['1980-05-31', '1962-12', '2012-10-25'], id: ['p7712345', 'N-1234567'], street: ['12 Green Street', 'Ward 12, General Hospital'],
  city: ['Boston', 'St. Louis', 'May'], postalCode: ['00123', '12'],
} as const

/** A way of saying who somebody is. */
export interface NamingValue {
  readonly kind: keyof typeof VALUES
  readonly value: string
}

/** A name in its parts. */
export function partsOfName(choices: Choices): { readonly given: readonly string[]; readonly family: string } {
  const words = choices.pick(PEOPLE).split(' ')
  return {
    given: choices.next(3) === 0 ? [words[0] ?? 'Ann', choices.pick(['May', 'B', 'Zoe'])] : [words[0] ?? 'Ann'],
    family: words.slice(1).join(' ') || 'Smith',
  }
}

/** Values that say who somebody is, the first a name, and texts that may come near them. */
export function namedText(choices: Choices): { readonly values: readonly NamingValue[]; readonly texts: readonly string[] } {
  const valueOf = (kind: keyof typeof VALUES): NamingValue => ({ kind, value: choices.pick(VALUES[kind]) })
  const values = [
    valueOf('name'),
    ...Array.from({ length: choices.next(5) }, () =>
      valueOf(
        choices.pick([
          'name', 'name', 'organization', 'organization', 'code', 'contact', 'street', 'city', 'postalCode', 'date', 'id',
        ] as const),
      ),
    ),
  ]
  const texts = Array.from({ length: 1 + choices.next(4) }, () => {
    if (choices.next(3) > 0) return choices.next(3) === 0 ? choices.pick(TRICKY) : choices.pick(HARMLESS)
    // Of somebody, be it another.
    return (
      choices.pick(AROUND) +
      choices.pick(MENTIONS)(
        choices.pick(choices.next(3) === 0 ? values.map(({ value }) => value) : [...PEOPLE, ...ORGANIZATIONS]),
        choices,
      )
    )
  })
  return { values, texts }
}

/** A message in which references display people and organizations, and texts, codes and URLs that may or may not name one of these. */
export interface NamedMessage {
  readonly body: Buffer
  /** The name that stands in a text as it is displayed; undefined where there is none. */
  readonly canary: string | undefined
}

export function namedMessage(choices: Choices): NamedMessage {
  const people = Array.from({ length: 1 + choices.next(3) }, () => choices.pick(PEOPLE))
  const places = Array.from({ length: choices.next(3) }, () => choices.pick(ORGANIZATIONS))
  const mentions = choices.next(3) === 0
  const displayed = new Set<string>()
  let canary: string | undefined
  const text = (): string => {
    if (!mentions || choices.next(4) !== 0) return choices.next(8) === 0 ? choices.pick(TRICKY) : choices.pick(HARMLESS)
    const mention = choices.next(4) === 0 ? (MENTIONS[0] as (typeof MENTIONS)[number]) : choices.pick(MENTIONS)
    const name = choices.pick([...people, ...places])
    if (mention === MENTIONS[0] && people.includes(name)) canary ??= name
    return choices.pick(AROUND) + mention(name, choices) + choices.pick(['', ' today', ', RN', '.'])
  }
  const shown = (display: string, kind: string): object =>
    displayed.add(display) &&
    choices.pick([
      { reference: `${kind}/${choices.next(90)}`, display },
      { display },
      { display, type: kind },
      { display, reference: `${kind}?identifier=s|${choices.next(90)}` },
      {
        identifier: { system: 'urn:x', value: `N-${choices.next(999)}`, assigner: { display: choices.pick(ORGANIZATIONS) } },
        display,
        reference: `${kind}/1`,
      },
    ])
  const [first = 'B', second = first, third = second] = people
  const subject = (): object => {
    if (choices.next(3) === 0) return { reference: 'Patient/p1' }
    displayed.add(first)
    return choices.pick([{ reference: 'Patient/p1', display: first }, { display: first, reference: 'Patient/p1' }])
  }
  const code =
    choices.next(12) === 0
      ? choices.pick(['smith-panel', 'quackenbush-protocol-7', 'N-12', '0012345678', 'green'])
      : choices.pick(['8302-2', 'final-visit', '162673000'])
  const coded = (): object => ({
    coding: [{ system: choices.next(24) === 0 ? 'https://green.example/smith' : 'http://loinc.org', code, display: text() }],
    text: text(),
  })
  const body: object = choices.pick<() => object>([
    () => ({
      resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'AMB', display: text() }, type: [coded()], subject: subject(),
      identifier: [{ system: 'urn:x', value: choices.pick(['N-12', 'green-7', '0012345678', '00c7f717-4030-5582-2ed8-888ad2bc878e']) }],
      participant: [{ individual: shown(second, 'Practitioner') }, { individual: shown(third, 'Practitioner') }],
      ...(places[0] === undefined ? {} : { serviceProvider: shown(places[0], 'Organization') }), period: { start: '2019-07-08' },
    }),
    () => ({
      resourceType: 'Observation',
      id: 'o1',
      status: 'final',
      code: coded(),
      subject: subject(),
      performer: [shown(second, 'Practitioner')],
      note: [{ text: text() }],
      effectiveDateTime: '2019-07-08',
    }),
    () => ({
      resourceType: 'PractitionerRole', id: 'r1', practitioner: shown(first, 'Practitioner'), code: [coded()], specialty: [coded()],
      ...(places[0] === undefined ? {} : { organization: shown(places[0], 'Organization'), location: [shown(places[0], 'Location')] }),
      telecom: [
        { system: 'phone', value: choices.pick(['5551234567', '012-345-678']) },
        { system: 'email', value: 'green.will@clinic.example' },
      ],
    }),
    () => ({
      resourceType: 'Organization',
      id: 'g1',
      name: places[0] ?? 'Ward 12',
      type: [coded()],
      alias: [choices.pick(ORGANIZATIONS)],
      address: [{ line: ['12 Green Street'], city: choices.pick(['Boston', 'St. Louis', 'May']), postalCode: '00123' }],
      partOf: shown(choices.pick(ORGANIZATIONS), 'Organization'),
    }),
    () => {
      const { given, family } = partsOfName(choices)
      const name = [{ family, given, prefix: ['Dr.'] }, ...choices.next(3) === 0 ? [{ text: choices.pick(PEOPLE) }] : []]
      return choices.pick<() => object>([
        () => ({
          resourceType: 'Patient',
          id: choices.pick(['p7712345', 'p1']),
          name,
          birthDate: '1980-05-31',
          maritalStatus: coded(),
          deceasedBoolean: false,
          ...(choices.next(2) === 0
            ? { contact: [{ name: { text: second }, relationship: [coded()] }], generalPractitioner: [shown(third, 'Practitioner')] }
            : {}),
          communication: [{ language: { text: text() } }],
          telecom: [{ value: '5551234567' }],
          link: [{ other: { reference: 'Patient/p2', display: first }, type: 'seealso' }],
        }),
        () => ({
          resourceType: 'Practitioner', id: 'N-1234567', name, birthDate: '1962-12',
          qualification: [{ code: coded(), issuer: shown(places[0] ?? 'B', 'Organization') }],
        }),
        () => ({ resourceType: 'RelatedPerson', id: 'x', name, patient: subject(), relationship: [coded(), coded()] }),
        () => ({
          resourceType: 'Organization',
          id: 'g2',
          name: places[0] ?? 'Ward 12',
          contact: [{ name: { family, given }, purpose: coded() }, { name: { text: second } }],
        }),
        () => ({
          resourceType: 'CareTeam',
          id: 't',
          name: text(),
          subject: subject(),
          participant: [{ member: shown(second, 'Practitioner') }],
          category: [coded()],
        }),
      ])()
    },
    () => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [0, 1].map((at) => ({
        resource: {
          resourceType: 'Condition',
          id: `c${at}`,
          code: coded(),
          subject: { reference: `Patient/p${choices.next(2)}`, display: people[at] ?? first },
          asserter: shown(second, 'Practitioner'),
          note: [{ text: text() }],
        },
      })),
    }),
  ])()
  return { body: Buffer.from(JSON.stringify(body)), canary: canary !== undefined && displayed.has(canary) ? canary : undefined }
}
