import type { Action, Generalization } from '../../contract/action.ts'

const DATES: readonly string[] = ['date', 'dateTime', 'instant']
const NUMBERS: readonly string[] = ['decimal', 'integer', 'integer64', 'positiveInt', 'unsignedInt']
/** Primitive types whose values are not words: a token, a mask or a cipher text is no value of them. */
const NOT_TEXT: readonly string[] = [...DATES, ...NUMBERS, 'boolean', 'time', 'base64Binary', 'xhtml']

/** Primitive types that hold text, or content with text in it. */
const SCANNED: readonly string[] = ['string', 'markdown', 'xhtml', 'base64Binary']

interface Place {
  readonly path: string
  readonly type: string
}

/**
 * Whether an action can give a new value for an element of a primitive type. Where it cannot, the element is withheld,
 * which is safe and probably not what was meant.
 */
export function actionFits(action: Action, element: Place): boolean {
  switch (action.do) {
    case 'keep':
    case 'drop':
    case 'redact':
    case 'block':
    case 'quarantine':
    case 'surrogate':
      return true
    case 'scan':
      return SCANNED.includes(element.type)
    case 'mask':
    case 'pseudonymize':
    case 'encrypt':
      return !NOT_TEXT.includes(element.type)
    case 'shift':
      return DATES.includes(element.type)
    case 'generalize':
      return generalizationFits(action.to, element)
  }
}

function generalizationFits(to: Generalization, { path, type }: Place): boolean {
  switch (to.kind) {
    case 'year':
    case 'month':
      return type === 'date' || type === 'dateTime'
    case 'zip3':
      return path === 'Address.postalCode'
    case 'top-code':
    case 'age-band':
    case 'round':
      return NUMBERS.includes(type)
  }
}
