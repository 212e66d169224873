import { Identity, type IdentityToken } from '../../classify/people/identity.ts'
import { bearing } from '../../classify/people/name-words.ts'
import { spellOut } from '../../classify/people/spell-out.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import type { Sex } from '../../transform/fake/fake-data.ts'
import { partsOfName, sexOfTitles } from '../../transform/fake/fake-names.ts'

/** Somebody whom a message names in its texts alone. */
export interface Met {
  readonly identity: Identity
  readonly sex: Sex | undefined
}

/** More people are not looked through for each name. */
const PEOPLE_MAX = 100

/** The full names in the texts of a message, by which a forename, a family name or an initial alone is told whose it is. */
export class NamesMet {
  private readonly texts: readonly string[]
  private readonly found: readonly (readonly TextFinding[] | undefined)[]
  private people: readonly Met[] | undefined
  private readonly known = new Map<string, Met | undefined>()

  constructor(texts: readonly string[], found: readonly (readonly TextFinding[] | undefined)[]) {
    this.texts = texts
    this.found = found
  }

  /** Whose name all words of a text are, but titles. */
  of(written: string): Met | undefined {
    if (!this.known.has(written)) this.known.set(written, this.search(written))
    return this.known.get(written)
  }

  private search(written: string): Met | undefined {
    this.people ??= this.read()
    const words = bearing(written).length
    return this.people.find(({ identity }) => {
      const pieces = spellOut(written, identity)
      return pieces !== undefined && pieces.filter(({ part }) => part !== undefined).length >= words
    })
  }

  private read(): readonly Met[] {
    const met = new Map<string, Met>()
    for (const [text, findings = []] of this.found.entries()) {
      for (const { class: given, person, start, end } of findings) {
        if (given !== 'name' || person?.identity !== undefined || met.size >= PEOPLE_MAX) continue
        const written = this.texts[text]?.slice(start, end) ?? ''
        const parts = partsOfName(written)
        // An initial says less than it asks.
        if (bearing(parts.given).every((word) => word.length < 2) || bearing(parts.family).length === 0) continue
        const sex = sexOfTitles(parts.before)
        const name = `${parts.given.toLowerCase()}\n${parts.family.toLowerCase()}`
        if (met.get(name)?.sex !== undefined) continue
        met.set(name, { identity: new Identity({ key: 'text', role: 'other', tokens: tokensOf(parts) }), sex })
      }
    }
    return [...met.values()]
  }
}

function tokensOf({ given, family }: { readonly given: string; readonly family: string }): IdentityToken[] {
  const token = (part: 'given' | 'family', value: string): IdentityToken => ({ kind: 'name', class: 'name', element: 'text', part, value })
  return [...given.split(' ').map((word) => token('given', word)), token('family', family)]
}
