import type { Action, Generalization } from '../../contract/action.ts'
import type { PhiClass } from '../../contract/classes.ts'
import { bearing } from '../../classify/people/name-words.ts'
import { revealsAgeOver } from '../../transform/dates/dates.ts'
import { generalizeZip3 } from '../../transform/generalize.ts'
import { mask } from '../../transform/mask.ts'
import { redact } from '../../transform/redact.ts'
import type { Lexicon } from '../../classify/text/lexicon.ts'
import type { SurrogateKind } from '../../transform/surrogate.ts'
import { shiftTextDate, yearOfTextDate } from '../../transform/dates/text-date.ts'
import { writtenNumbers } from '../../transform/dates/written-numbers.ts'
import { fakeOfKnown, pseudonymOfKnown } from './known-value.ts'
import { isForename } from './forename.ts'
import type { NamesMet } from './names-met.ts'
import type { RuledFinding } from './text-ruling.ts'
import { TagNumbers } from './tag-numbers.ts'
import type { Transforms } from '../values/transforms.ts'

export interface ReplacerOptions {
  readonly transforms: Transforms
  readonly tags: 'plain' | 'numbered'
  readonly oldestAge: number | undefined
  /** Tells forenames from surnames. */
  readonly lexicon: Lexicon
}

const SURROGATES: { readonly [C in PhiClass]?: SurrogateKind } = {
  'name': 'full-name', 'organization': 'organization', 'phone': 'phone', 'fax': 'phone', 'email': 'email', 'ssn': 'identifier',
  'mrn': 'identifier', 'health-plan-id': 'identifier', 'account': 'identifier', 'license': 'identifier',
  'device': 'identifier', 'vehicle': 'identifier', 'other-id': 'identifier',
}

/** What is asked of the place of a finding where an action needs it. */
interface Place {
  /** Whose it is. */
  readonly subject: () => string | undefined
  /** Of which year a date without one is. */
  readonly year: () => number | undefined
  /** Who is named in full in the texts. */
  readonly names: Pick<NamesMet, 'of'>
}

/** Somebody whom texts alone name. */
const TOLD = { key: 'text', role: 'other', element: 'text', wrongPatient: false, form: 'exact' } as const

/** A fake owns what its name did. */
const POSSESSIVE = /['\u2019]s$/

/** Writes what stands in a text for that which was found there. What an action cannot do to a value becomes a tag. */
export class Replacer {
  private readonly options: ReplacerOptions
  private readonly numbers = new TagNumbers()

  constructor(options: ReplacerOptions) {
    this.options = options
  }

  /** A new message: numbered tags start over. */
  begin(): void {
    this.numbers.begin()
  }

  /** True where a generalization finds nothing to make coarser. */
  leaves(action: Action, given: PhiClass, value: string): boolean {
    return action.do === 'generalize' && this.generalize(action.to, given, value) === value
  }

  replace(finding: RuledFinding, value: string, place: Place): string {
    const ending = finding.class === 'name' && finding.action.do === 'surrogate' ? POSSESSIVE.exec(value)?.[0] ?? '' : ''
    const made = this.apply(finding, value.slice(0, value.length - ending.length), place)
    return made === undefined ? this.tag(finding, value) : made + ending
  }

  private apply(finding: RuledFinding, value: string, place: Place): string | undefined {
    const { action, class: given, person } = finding
    const { subject } = place
    const { transforms } = this.options
    switch (action.do) {
      case 'keep': return value
      case 'mask': return mask(value, { keepLast: action.keepLast, with: action.with })
      case 'generalize': return this.generalize(action.to, given, value)
      case 'pseudonymize': {
        const key = subject()
        return (
          pseudonymOfKnown(transforms, { person, class: given, subject: key }) ??
          (key === undefined ? undefined : transforms.pseudonymizer.token(key, given, value))
        )
      }
      case 'encrypt':
        return action.with === 'ff1'
          ? transforms.formatPreserver.encrypt(value, { class: given })
          : transforms.encrypter.encrypt(value, { path: 'text' })
      case 'surrogate':
        return fakeOfKnown(transforms, { person, class: given, subject: subject() }, value) ?? this.surrogate(finding, value, place)
      case 'shift':
        return given === 'date' ? this.shift(action.days, value, place) : undefined
      case 'drop':
      case 'redact':
      case 'scan':
      case 'block':
      case 'quarantine': return undefined
    }
  }

  private surrogate({ class: given, detector }: RuledFinding, value: string, { subject, names }: Place): string | undefined {
    const kind = SURROGATES[given]
    const key = kind === undefined ? undefined : subject()
    if (kind === undefined || key === undefined) return undefined
    const { transforms } = this.options
    const met = given === 'name' ? names.of(value) : undefined
    const sex = met?.sex
    const alone = met !== undefined && bearing(value).filter((word) => word.length > 1).length < 2
      ? fakeOfKnown(transforms, { person: { ...TOLD, identity: met.identity }, class: given, subject: key, sex }, value)
      : undefined
    const isAlone = given === 'name' && !/[\s,]/.test(value)
    return alone ?? transforms.surrogate?.(value, {
      subject: key, class: given, kind, sex, isForename: isAlone && isForename(value, detector, this.options.lexicon),
    })
  }

  /** The year, unless there is none, there are two, or it tells an age over the oldest one allowed. */
  private year(value: string): string | undefined {
    const year = yearOfTextDate(value)
    const { oldestAge, transforms } = this.options
    return year === undefined || oldestAge !== undefined && revealsAgeOver(year, oldestAge, transforms.today()) ? undefined : year
  }

  private shift(days: number, value: string, { subject, year }: Place): string | undefined {
    const key = subject()
    const offset = key === undefined ? undefined : this.options.transforms.shifter.offset({ subject: key, days })
    if (offset === undefined) return undefined
    const hasYear = yearOfTextDate(value) !== undefined
    return hasYear && this.year(value) === undefined ? undefined : shiftTextDate(value, offset, { yearMeant: hasYear ? undefined : year() })
  }

  private generalize(to: Generalization, given: PhiClass, value: string): string | undefined {
    switch (to.kind) {
      case 'zip3': return /^\d{5}(?:-\d{4})?$/.test(value) ? generalizeZip3(value, 'US') : undefined
      case 'top-code': return given === 'age' ? topCode(value, to.max) : undefined
      case 'year': return given === 'date' ? this.year(value) : undefined
      case 'month':
      case 'age-band':
      case 'round': return undefined
    }
  }

  private tag({ class: given, person }: RuledFinding, value: string): string {
    if (this.options.tags === 'plain') return redact(given)
    return redact(given).replace(']', `-${this.numbers.of(given, value, person?.identity?.subject ?? person?.key)}]`)
  }
}

/** An age that is not over the limit stays; of an older one in digits nothing but that it is older. */
function topCode(value: string, max: number): string | undefined {
  const ages = value.match(/\d+/g)?.map(Number) ?? []
  const written = writtenNumbers(value)
  if (written === undefined || written.some((age) => age > max) || ages.length + written.length === 0) return undefined
  return ages.every((age) => age <= max) ? value : value.replaceAll(/\d+/g, (age) => Number(age) > max ? `over ${max}` : age)
}
