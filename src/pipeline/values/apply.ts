import type { Action, Generalization } from '../../contract/action.ts'
import { isAgePart, type AgePart } from '../../classify/unit-form.ts'
import type { ElementClass } from '../../contract/classes.ts'
import { KIND } from '../../json/tape.ts'
import type { Plan } from '../../policy/compile/plan.ts'
import { revealsAgeOver } from '../../transform/dates/dates.ts'
import { bandAge, topCodeAge } from '../../transform/generalize-age.ts'
import { roundToStep } from '../../transform/generalize-number.ts'
import { generalizeMonth, generalizeYear, generalizeZip3 } from '../../transform/generalize.ts'
import { mask } from '../../transform/mask.ts'
import { redact } from '../../transform/redact.ts'
import type { SurrogateKind } from '../../transform/surrogate.ts'
import type { TapeView } from '../tape/tape-view.ts'
import type { Transforms } from './transforms.ts'

/** What an action makes of one value. `drop` also stands for "could not": what cannot be transformed does not stay. */
export type Result =
  | { readonly is: 'same' }
  | { readonly is: 'drop' }
  /** A string value. */
  | { readonly is: 'text'; readonly text: string }
  /** A number as JSON text, and for a quantity the comparator that goes with it. */
  | { readonly is: 'number'; readonly text: string; readonly comparator: string | undefined }
  /** Gone, with a mark that it was there. */
  | { readonly is: 'masked' }
  /** The message must not pass. */
  | { readonly is: 'refuse' }

const SAME: Result = { is: 'same' }
const DROP: Result = { is: 'drop' }

export interface Leaf {
  readonly view: TapeView
  readonly node: number
  readonly plan: Plan
  readonly class: ElementClass
  readonly oldestAge: number | undefined
  /** Whose value it is; asked only when the action needs it. */
  readonly subject: () => string | undefined
}

const DATES = new Set(['date', 'dateTime', 'instant'])
const WORDS = new Set(['string', 'markdown'])
/** Types whose values are strings that a token of letters, digits, `-`, `.` and `:` may replace. */
const TOKEN_TYPES = new Set(['string', 'markdown', 'code'])
const QUANTITY_TYPES = new Set(['Age.value', 'Quantity.value', 'Duration.value', 'SimpleQuantity.value'])

/** Applies an action to a value. Never throws for what the value is. */
export function applyAction(action: Action, leaf: Leaf, transforms: Transforms): Result {
  switch (action.do) {
    case 'keep': return SAME
    case 'drop': return DROP
    case 'redact': return redactLeaf(leaf)
    case 'mask': return textResult(leaf, (text) => mask(text, { keepLast: action.keepLast, with: action.with }))
    case 'generalize': return generalizeLeaf(action.to, leaf, transforms)
    case 'pseudonymize': return pseudonymizeLeaf(leaf, transforms)
    case 'shift': return shiftLeaf(action.days, leaf, transforms)
    case 'encrypt': return encryptLeaf(action.with, leaf, transforms)
    case 'surrogate': return surrogateLeaf(leaf, transforms)
    // Texts are scanned together, before anything is applied; what comes here could not be.
    case 'scan': return DROP
    case 'block':
    case 'quarantine': return { is: 'refuse' }
  }
}

function redactLeaf({ view, node, plan, class: given }: Leaf): Result {
  if (view.kind(node) === KIND.string && WORDS.has(plan.type)) return { is: 'text', text: redact(given) }
  if (plan.type === 'xhtml') return { is: 'text', text: `<div xmlns="http://www.w3.org/1999/xhtml">${redact(given)}</div>` }
  return { is: 'masked' }
}

/** For transforms from text to text. Only strings whose type may hold any text are given to them. */
function textResult({ view, node, plan }: Leaf, transform: (text: string) => string | undefined): Result {
  if (view.kind(node) !== KIND.string || !TOKEN_TYPES.has(plan.type)) return DROP
  return asText(transform(view.text(node)))
}

function asText(text: string | undefined): Result {
  return text === undefined || text === '' ? DROP : { is: 'text', text }
}

function generalizeLeaf(to: Generalization, leaf: Leaf, transforms: Transforms): Result {
  const { view, node, plan } = leaf
  switch (to.kind) {
    case 'year':
    case 'month': {
      if (plan.type !== 'date' && plan.type !== 'dateTime' || view.kind(node) !== KIND.string) return DROP
      const text = view.text(node)
      if (tooOld(text, leaf, transforms)) return DROP
      return asText(to.kind === 'year' ? generalizeYear(text) : generalizeMonth(text))
    }
    case 'zip3':
      if (view.kind(node) !== KIND.string || !WORDS.has(plan.type)) return DROP
      return asText(generalizeZip3(view.text(node), view.siblingText(node, 'country')))
    case 'top-code':
    case 'age-band': return generalizeAge(to, leaf)
    case 'round':
      return view.kind(node) === KIND.number ? asNumber(roundToStep(view.text(node), to.step), plan.type) : DROP
  }
}

const AGE_PART = /^(?:Age|Quantity|Duration|SimpleQuantity)\.(unit|code|system|comparator)$/
/** What an action makes of every value of an element, where the value does not matter; undefined where it does. */
export function fixedResult(action: Action, { type, path }: Plan): 'same' | 'drop' | undefined {
  if (action.do !== 'generalize') return undefined
  switch (action.to.kind) {
    case 'year':
    case 'month': return type === 'date' || type === 'dateTime' ? undefined : 'drop'
    case 'zip3': return WORDS.has(type) ? undefined : 'drop'
    case 'top-code':
    case 'age-band': return QUANTITY_TYPES.has(path) || AGE_PART.test(path) ? undefined : 'drop'
    case 'round': return undefined
  }
}

/** The number of an Age; its unit, code and system stay where they are no more than that. */
function generalizeAge(to: Extract<Generalization, { kind: 'top-code' | 'age-band' }>, { view, node, plan }: Leaf): Result {
  if (!QUANTITY_TYPES.has(plan.path)) {
    return AGE_PART.test(plan.path) &&
      view.kind(node) === KIND.string &&
      isAgePart(AGE_PART.exec(plan.path)?.[1] as AgePart, view.text(node))
      ? SAME
      : DROP
  }
  if (view.kind(node) !== KIND.number) return DROP
  const optional = (name: 'code' | 'unit' | 'comparator') => {
    const text = view.siblingText(node, name)
    return text === undefined ? {} : { [name]: text }
  }
  const age = { value: view.text(node), ...optional('code'), ...optional('unit'), ...optional('comparator') }
  const result = to.kind === 'top-code' ? topCodeAge(age, to.max) : bandAge(age, to.width)
  if (result === undefined) return DROP
  return result.value === age.value && result.comparator === undefined
    ? SAME
    : { is: 'number', text: result.value, comparator: result.comparator }
}

function asNumber(text: string | undefined, type: string): Result {
  if (text === undefined || type !== 'decimal' && !/^-?\d+$/.test(text)) return DROP
  return { is: 'number', text, comparator: undefined }
}

function pseudonymizeLeaf(leaf: Leaf, { pseudonymizer }: Transforms): Result {
  const { view, node, plan } = leaf
  if (view.kind(node) !== KIND.string) return DROP
  const text = view.text(node)
  switch (plan.link) {
    case 'id': return asText(pseudonymizer.id(text))
    case 'version': return asText(pseudonymizer.version(text))
    case 'uri': return asText(pseudonymizer.uri(text))
    case 'search': return orMasked(pseudonymizer.query(text))
    case 'reference': return orMasked(pseudonymizer.reference(text))
    case undefined: break
  }
  if (plan.path === 'Identifier.value') return asText(pseudonymizer.identifierValue(view.siblingText(node, 'system'), text))
  if (plan.type === 'id') return asText(pseudonymizer.id(text))
  if (!TOKEN_TYPES.has(plan.type)) return DROP
  const subject = leaf.subject()
  return subject === undefined ? DROP : asText(pseudonymizer.token(subject, leaf.class, text))
}

/** A search that cannot be carried over to rewritten ids is withheld, and says so: a server that is sent it will not run it. */
function orMasked(text: string | undefined): Result {
  return text === undefined ? { is: 'masked' } : { is: 'text', text }
}

function shiftLeaf(days: number, leaf: Leaf, transforms: Transforms): Result {
  const { view, node, plan } = leaf
  if (view.kind(node) !== KIND.string || !DATES.has(plan.type)) return DROP
  const text = view.text(node)
  if (tooOld(text, leaf, transforms)) return DROP
  const subject = leaf.subject()
  return subject === undefined ? DROP : asText(transforms.shifter.shiftDate(text, { subject, days }))
}

function tooOld(text: string, { oldestAge }: Leaf, transforms: Transforms): boolean {
  return oldestAge !== undefined && revealsAgeOver(text, oldestAge, transforms.today())
}

function encryptLeaf(cipher: 'aes-gcm' | 'ff1', leaf: Leaf, transforms: Transforms): Result {
  return textResult(leaf, (text) => cipher === 'ff1'
    ? transforms.formatPreserver.encrypt(text, { class: leaf.class })
    : transforms.encrypter.encrypt(text, { path: leaf.plan.path }))
}

function surrogateLeaf(leaf: Leaf, { surrogate }: Transforms): Result {
  const kind = surrogateKind(leaf)
  const subject = leaf.subject()
  if (surrogate === undefined || kind === undefined || subject === undefined) return DROP
  return textResult(leaf, (text) => surrogate(text, { subject, class: leaf.class, kind }))
}

const SURROGATE_PATHS: Readonly<Record<string, SurrogateKind>> = {
  'HumanName.family': 'family', 'HumanName.given': 'given', 'HumanName.text': 'full-name', 'HumanName.prefix': 'prefix',
  'Address.city': 'city', 'Address.district': 'city', 'Address.line': 'street',
}
const SURROGATE_CLASSES: { readonly [C in ElementClass]?: SurrogateKind } = {
  'name': 'full-name', 'organization': 'organization', 'phone': 'phone', 'fax': 'phone', 'email': 'email', 'ssn': 'identifier',
  'mrn': 'identifier', 'health-plan-id': 'identifier', 'account': 'identifier', 'license': 'identifier',
  'device': 'identifier', 'vehicle': 'identifier', 'other-id': 'identifier',
}

function surrogateKind({ plan, class: given }: Leaf): SurrogateKind | undefined {
  return SURROGATE_PATHS[plan.path] ?? SURROGATE_CLASSES[given]
}
