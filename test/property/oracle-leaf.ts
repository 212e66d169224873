import { isAgePart } from '../../src/classify/unit-form.ts'
import { contactClass, identifierClass } from '../../src/classify/refine.ts'
import type { Action } from '../../src/contract/action.ts'
import type { ElementClass } from '../../src/contract/classes.ts'
import { revealsAgeOver, type CivilDay } from '../../src/transform/dates/dates.ts'
import { bandAge, topCodeAge } from '../../src/transform/generalize-age.ts'
import { roundToStep } from '../../src/transform/generalize-number.ts'
import { generalizeMonth, generalizeYear, generalizeZip3 } from '../../src/transform/generalize.ts'
import { mask } from '../../src/transform/mask.ts'
import type { Pseudonymizer } from '../../src/transform/pseudonymize.ts'
import { redact } from '../../src/transform/redact.ts'
import type { Shifter } from '../../src/transform/shift.ts'
import { leafOf, memberOf, stringOf, type LeafTree, type ObjectTree, type Tree } from './tree.ts'

/** What becomes of one value. */
export type Fate =
  | { readonly is: 'keep' }
  | { readonly is: 'drop' }
  | { readonly is: 'masked' }
  | { readonly is: 'refuse' }
  | { readonly is: 'value'; readonly value: LeafTree; readonly comparator?: string }

export interface Value {
  readonly source: string
  readonly path: string
  readonly type: string
  readonly class: ElementClass
  /** The object that it is a member of. */
  readonly holder: ObjectTree
  readonly subject: () => string | undefined
}

export interface Tools {
  readonly pseudonymizer: Pseudonymizer
  readonly shifter: Shifter
  readonly today: CivilDay
  readonly oldestAge: number | undefined
}

const KEEP: Fate = { is: 'keep' }
const DROP: Fate = { is: 'drop' }
const AGE_PART = /^(?:Age|Quantity|Duration|SimpleQuantity)\.(\w+)$/

export function fateOf(action: Action, value: Value, tools: Tools): Fate {
  const text = value.source.startsWith('"') ? JSON.parse(value.source) as string : undefined
  const wordy = ['string', 'markdown', 'code'].includes(value.type)
  switch (action.do) {
    case 'keep': return KEEP
    case 'drop': return DROP
    case 'block':
    case 'quarantine': return { is: 'refuse' }
    case 'redact':
      if (value.type === 'string' || value.type === 'markdown') return asText(redact(value.class))
      return value.type === 'xhtml' ? asText(`<div xmlns="http://www.w3.org/1999/xhtml">${redact(value.class)}</div>`) : { is: 'masked' }
    case 'mask': return text === undefined || !wordy ? DROP : asText(mask(text, action))
    case 'pseudonymize': return text === undefined ? DROP : pseudonymized(text, value, tools)
    case 'shift': {
      const subject = value.subject()
      if (text === undefined || !isDate(value.type) || isTooOld(text, tools) || subject === undefined) return DROP
      return asText(tools.shifter.shiftDate(text, { subject, days: action.days }))
    }
    case 'generalize': return generalized(action.to, text, value, tools)
    case 'scan':
    case 'encrypt':
    case 'surrogate': throw new Error(`the oracle does not ${action.do}`)
  }
}

function asText(text: string | undefined): Fate {
  return text === undefined || text === '' ? DROP : { is: 'value', value: leafOf(text) }
}

function asNumber(text: string | undefined, comparator?: string): Fate {
  if (text === undefined) return DROP
  return { is: 'value', value: { is: 'leaf', source: text }, ...(comparator === undefined ? {} : { comparator }) }
}

function isDate(type: string): boolean {
  return type === 'date' || type === 'dateTime' || type === 'instant'
}

function isTooOld(text: string, { oldestAge, today }: Tools): boolean {
  return oldestAge !== undefined && revealsAgeOver(text, oldestAge, today)
}

function generalized(to: Extract<Action, { do: 'generalize' }>['to'], text: string | undefined, value: Value, tools: Tools): Fate {
  switch (to.kind) {
    case 'year':
    case 'month':
      if (text === undefined || !['date', 'dateTime'].includes(value.type) || isTooOld(text, tools)) return DROP
      return asText(to.kind === 'year' ? generalizeYear(text) : generalizeMonth(text))
    case 'zip3':
      if (text === undefined || !['string', 'markdown'].includes(value.type)) return DROP
      return asText(generalizeZip3(text, stringOf(memberOf(value.holder, 'country'))))
    case 'round': {
      const rounded = /^[-\d]/.test(value.source) ? roundToStep(value.source, to.step) : undefined
      return value.type === 'decimal' || /^-?\d+$/.test(rounded ?? '') ? asNumber(rounded) : DROP
    }
    case 'top-code':
    case 'age-band': {
      const part = AGE_PART.exec(value.path)?.[1]
      if (part === 'unit' || part === 'code' || part === 'system' || part === 'comparator') {
        return text !== undefined && isAgePart(part, text) ? KEEP : DROP
      }
      if (part !== 'value') return DROP
      if (!/^[-\d]/.test(value.source)) return DROP
      const age = Object.fromEntries([['value', value.source], ...['code', 'unit', 'comparator'].flatMap((name) => {
        const given = stringOf(memberOf(value.holder, name))
        return given === undefined ? [] : [[name, given]]
      })]) as { value: string }
      const result = to.kind === 'top-code' ? topCodeAge(age, to.max) : bandAge(age, to.width)
      if (result?.value === value.source && result.comparator === undefined) return KEEP
      return asNumber(result?.value, result?.comparator)
    }
  }
}

function pseudonymized(text: string, value: Value, { pseudonymizer }: Tools): Fate {
  const { path, type } = value
  const orMasked = (made: string | undefined): Fate => made === undefined || text === '' ? { is: 'masked' } : asText(made)
  if (path === 'Meta.versionId') return asText(pseudonymizer.version(text))
  if (value.class === 'link') {
    if (type === 'id') return asText(pseudonymizer.id(text))
    return orMasked(path.endsWith('.ifNoneExist') ? pseudonymizer.query(text) : pseudonymizer.reference(text))
  }
  if (['uri', 'url', 'oid', 'uuid'].includes(type)) return asText(pseudonymizer.uri(text))
  if (path === 'Identifier.value') return asText(pseudonymizer.identifierValue(stringOf(memberOf(value.holder, 'system')), text))
  if (type === 'id') return asText(pseudonymizer.id(text))
  const subject = value.subject()
  if (!['string', 'markdown', 'code'].includes(type) || subject === undefined) return DROP
  return asText(pseudonymizer.token(subject, value.class, text))
}

const NUMBERS: readonly ElementClass[] = ['other-id', 'ssn', 'mrn', 'health-plan-id', 'account', 'license', 'device', 'vehicle']
const CONTACTS: readonly ElementClass[] = ['phone', 'fax', 'email', 'url']

/** The class of a part of an Identifier or ContactPoint, as the object around it tells. */
export function refinedClass(
  given: ElementClass,
  kind: 'identifier' | 'contact-point' | undefined,
  holder: Tree | undefined,
): ElementClass {
  const system = stringOf(memberOf(holder, 'system'))
  if (kind === 'contact-point' && CONTACTS.includes(given)) return contactClass(system)
  if (kind !== 'identifier' || !NUMBERS.includes(given)) return given
  const coding = memberOf(memberOf(holder, 'type'), 'coding')
  const codes = coding?.is === 'array' ? coding.items.map((one) => stringOf(memberOf(one, 'code'))) : []
  const told = identifierClass(system, codes.filter((code) => code !== undefined))
  return told === 'other-id' ? given : told
}

/** All classes that a part of an Identifier or ContactPoint may turn out to have. */
export function possibleClasses(given: ElementClass, kind: 'identifier' | 'contact-point'): readonly ElementClass[] {
  const known = kind === 'identifier' ? NUMBERS : CONTACTS
  return known.includes(given) ? known : [given]
}
