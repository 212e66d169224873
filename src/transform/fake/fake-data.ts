/** Lists to draw fakes from. */
export interface FakeData {
  readonly given: readonly string[]
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
  return {
    given: plain([...generic, ...female, ...male]),
    family: plain(person.last_name.generic ?? []),
    cities: plain(location.city_name),
    streets: plain(location.street_name),
    organizationKinds: ['Clinic', 'Group', 'Health', 'Health Partners', 'Hospital', 'Medical Center', 'Medical Group'],
  }
}

function plain(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => PLAIN.test(name)).toSorted()
}
