import { resourceTypeNames } from '../../fhir/model.ts'
import { createEncrypter, type Encrypter } from '../../transform/encrypt.ts'
import type { CivilDay } from '../../transform/dates/dates.ts'
import { createFormatPreserver, type FormatPreserver } from '../../transform/ff1.ts'
import type { Keyring } from '../../transform/keys.ts'
import { createPseudonymizer, type Pseudonymizer, type PseudonymizerOptions } from '../../transform/pseudonymize.ts'
import { createShifter, type Shifter } from '../../transform/shift.ts'
import type { FakeData } from '../../transform/fake/fake-data.ts'
import { createSurrogate, type Surrogate } from '../../transform/surrogate.ts'
import { FHIR_VERSIONS } from '../../contract/classes.ts'

/** Everything the transforms of one destination and purpose need: keys bound, caches filled as messages come. */
export interface Transforms {
  readonly pseudonymizer: Pseudonymizer
  readonly shifter: Shifter
  readonly encrypter: Encrypter
  readonly formatPreserver: FormatPreserver
  /** Only where the policy asks for surrogates: the data behind them is large. */
  readonly surrogate: Surrogate | undefined
  /** Today, in UTC. */
  readonly today: () => CivilDay
}

const DAY_MS = 86_400_000

/** Reads the clock each time, the calendar once a day. */
function createToday(now: () => Date): () => CivilDay {
  let day = Number.NaN
  let today: CivilDay = { year: 0, month: 0, day: 0 }
  return () => {
    const date = now()
    const current = Math.floor(date.getTime() / DAY_MS)
    if (current !== day) {
      day = current
      today = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
    }
    return today
  }
}

export interface TransformsOptions {
  readonly keyring: Keyring
  readonly now: () => Date
  readonly fakeData: FakeData | undefined
  readonly onId?: PseudonymizerOptions['onId']
  readonly onVersion?: PseudonymizerOptions['onVersion']
  readonly linkBase?: PseudonymizerOptions['linkBase']
}

export function createTransforms({ keyring, now, fakeData, onId, onVersion, linkBase }: TransformsOptions): Transforms {
  // Type names of all versions: a reference is read the same way whatever version the resource around it has.
  const resourceTypes = new Set(FHIR_VERSIONS.flatMap(resourceTypeNames))
  return {
    pseudonymizer: createPseudonymizer(keyring, { resourceTypes, onId, onVersion, linkBase }),
    shifter: createShifter(keyring),
    encrypter: createEncrypter(keyring),
    formatPreserver: createFormatPreserver(keyring),
    surrogate: fakeData && createSurrogate(keyring, fakeData),
    today: createToday(now),
  }
}
