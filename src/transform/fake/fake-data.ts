export type Sex = 'female' | 'male'

/** Lists to draw fakes from. */
export interface FakeData {
  readonly given: readonly string[]
  /** Those of women and men alone; names of both are in neither. */
  readonly givenOf: Readonly<Record<Sex, readonly string[]>>
  /** Whose a given name in small letters mostly is, where it is of one alone. */
  readonly sexOf: ReadonlyMap<string, Sex>
  readonly family: readonly string[]
  readonly cities: readonly string[]
  readonly streets: readonly string[]
  readonly organizationKinds: readonly string[]
}

const PLAIN = /^[A-Za-z0-9][A-Za-z0-9' -]*$/

/** Reads the lists out of @faker-js/faker's English locale; only a policy that makes surrogates pays for loading it. */
export async function loadFakeData(): Promise<FakeData> {
  const { faker } = await import('@faker-js/faker/locale/en')
  const { person, location } = faker.definitions
  const { generic = [], female = [], male = [] } = person.first_name
  const both = new Set([...generic, ...female.filter((name) => male.includes(name))])
  const ofOne = (names: readonly string[]): readonly string[] => plain(names.filter((name) => !both.has(name)))
  const [women, men] = [ofOne(female), ofOne(male)]
  return {
    given: plain([...generic, ...female, ...male]),
    givenOf: { female: women, male: men },
    sexOf: new Map([
      ...women.map((name) => [name.toLowerCase(), 'female'] as const), ...men.map((name) => [name.toLowerCase(), 'male'] as const),
    ]),
    family: plain(person.last_name.generic ?? []),
    cities: plain(location.city_name),
    streets: plain(location.street_name),
    organizationKinds: ['Clinic', 'Group', 'Health', 'Health Partners', 'Hospital', 'Medical Center', 'Medical Group'],
  }
}

function plain(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => PLAIN.test(name)).toSorted()
}
