import { createCache } from '../contract/cache.ts'
import type { FakeData, Sex } from './fake/fake-data.ts'
import { createDraws, type Draws } from './fake/fake-draws.ts'
import { fakeFamily, fakeFullName, fakeGiven, keepPrefix } from './fake/fake-names.ts'
import { fakeIdentifier, fakePhone } from './fake/fake-numbers.ts'
import { joinFields } from './fields.ts'
import type { Keyring } from './keys.ts'

/** Longer than any name, address line or identifier. */
const TEXT_UNITS_MAX = 512

/** What a fake must look like. */
export type SurrogateKind =
  | 'given' | 'family' | 'full-name' | 'prefix' | 'city' | 'street' | 'phone' | 'email' | 'identifier' | 'organization'

export interface SurrogateOptions {
  readonly subject: string
  readonly class: string
  readonly kind: SurrogateKind
  /** Whose a given name is, where it does not say it itself: what a title says. */
  readonly sex?: Sex | undefined
  /** A full name that is one word is a forename. */
  readonly isForename?: boolean
}

/** Undefined when no fake can be made: an empty text, an unknown prefix, an identifier without letters and digits. */
export type Surrogate = (value: string, options: SurrogateOptions) => string | undefined

/**
 * Realistic fakes, chosen by HMAC-SHA-256 over subject, class and value without regard to case and spacing: one value
 * of one subject always gives the same fake, and the parts of a full name those of the parts alone. Never the value
 * itself, nor, in names, any word of it. Not invertible, and not unique: two values may share a fake.
 */
export function createSurrogate(keyring: Keyring, data: FakeData): Surrogate {
  const fakes = createCache<string>()

  return (value, options) => {
    const text = value.normalize('NFKC').trim().replace(/\s+/g, ' ')
    if (text === '' || text.length > TEXT_UNITS_MAX) return undefined
    const alone = options.isForename === true ? 'forename' : ''
    const name = joinFields(options.subject, options.class, options.kind, options.sex ?? '', alone, text)
    const known = fakes.get(name)
    if (known !== undefined) return known
    const draws = (part: string, kind: string = options.kind): Draws => {
      const seed = joinFields(options.subject, options.class, kind, part.toLowerCase())
      return createDraws((round) => keyring.hmac('surrogate', seed + round))
    }
    const fake = make(text, options, draws, data)
    const same = options.kind !== 'prefix' && fake?.toLowerCase() === text.toLowerCase()
    return fake === undefined || same ? undefined : fakes.set(name, fake)
  }
}

function make(
  text: string,
  options: SurrogateOptions,
  draws: (part: string, kind?: string) => Draws,
  data: FakeData,
): string | undefined {
  switch (options.kind) {
    case 'given': return fakeGiven(text, draws, data, { sex: options.sex })
    case 'family': return fakeFamily(text, draws, data)
    case 'full-name': return fakeFullName(text, draws, data, options)
    case 'prefix': return keepPrefix(text)
    case 'city': return draws(text).pick(data.cities, text)
    case 'street': return fakeStreet(text, draws(text), data)
    case 'phone': return fakePhone(text, draws(text))
    case 'email': return fakeEmail(text, draws(text), data)
    case 'identifier': return fakeIdentifier(text, draws(text), options.class)
    case 'organization': return fakeOrganization(text, draws(text), data)
  }
}

function fakeStreet(text: string, draws: Draws, data: FakeData): string | undefined {
  const street = draws.pick(data.streets, text)
  return street === undefined ? undefined : `${draws.number(100, 9999, text)} ${street}`
}

/** `example.org` belongs to nobody (RFC 2606 section 3). */
function fakeEmail(text: string, draws: Draws, data: FakeData): string | undefined {
  const given = draws.pick(data.given, text)
  const family = draws.pick(data.family, text)
  if (given === undefined || family === undefined) return undefined
  const local = `${given}.${family}`.toLowerCase().replace(/[^a-z.]/g, '')
  return `${local}${draws.number(10, 9999, text)}@example.org`
}

function fakeOrganization(text: string, draws: Draws, data: FakeData): string | undefined {
  const family = draws.pick(data.family, text)
  const kind = data.organizationKinds[draws.below(data.organizationKinds.length)]
  return family === undefined || kind === undefined ? undefined : `${family} ${kind}`
}
