import { childrenOf, jsonKind, jsonName, type ElementDefinition, type Model } from '../../src/fhir/model.ts'
import type { Json } from './known-values.ts'

type JsonObject = { readonly [key: string]: Json }

/** Values may be longer than the stack of the regex engine takes in one match, so nothing here is repeated up to an end. */
const unbroken = { test: (value: string): boolean => value !== '' && !/\s/.test(value) }
const base64 = { test: (value: string): boolean => value.trim() !== '' && !/[^A-Za-z0-9+/\s]/.test(value.trim().replace(/={1,2}$/, '')) }

/** Formats of primitive values (FHIR R4, datatypes.html#primitive). */
const FORMATS: Readonly<Record<string, Pick<RegExp, 'test'>>> = {
  boolean: /^(?:true|false)$/,
  integer: /^-?(?:0|[1-9]\d*)$/, unsignedInt: /^(?:0|[1-9]\d*)$/, positiveInt: /^[1-9]\d*$/, integer64: /^-?(?:0|[1-9]\d*)$/,
  decimal: /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/,
  string: /\S/, markdown: /\S/,
  uri: unbroken, url: unbroken, canonical: unbroken, code: /^\S+(?: \S+)*$/, id: /^[A-Za-z0-9\-.]{1,64}$/,
  oid: /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/,
  uuid: /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  date: /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/,
  dateTime: /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?)?)?$/,
  instant: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  time: /^\d\d:\d\d:\d\d(?:\.\d+)?$/,
  base64Binary: base64, xhtml: /^\s*<(?:\w+:)?div[\s>]/,
}

/**
 * Everything in which a resource is not valid FHIR JSON, one `path: what` each, without indexes: cardinalities, JSON
 * kinds, formats, choices, parallel arrays, emptiness, extensions. A required element counts as there when an
 * extension says why it is not. Invariants and terminology are not looked at.
 */
export function validate(model: Model, resource: Json): string[] {
  const defects: string[] = []
  const note = (path: string, what: string): void => {
    defects.push(`${path}: ${what}`)
  }

  function checkResource(value: Json, path: string): void {
    if (!isObject(value)) return note(path, 'a resource that is no object')
    // Constraint dom-5 of DomainResource.
    const isContained = path.endsWith('.contained')
    if (isContained && isObject(value['meta'] ?? null) && 'security' in (value['meta'] as JsonObject)) {
      note(path, 'a security label in a contained resource')
    }
    const type = value['resourceType']
    const definition = typeof type === 'string' && model.resourceTypes.has(type) ? model.type(type) : undefined
    if (definition === undefined) return note(path, 'an unknown resource type')
    checkObject(value, definition.elements, path === '' ? definition.name : `${path}(${definition.name})`, new Set(['resourceType']))
  }

  function checkObject(value: JsonObject, elements: readonly ElementDefinition[], path: string, others: ReadonlySet<string>): void {
    if (Object.keys(value).length === others.size) note(path, 'an empty object')
    const known = new Set(others)
    for (const element of elements) {
      const types = element.contentReference === undefined ? element.types.map(({ code }) => code) : ['']
      const met = types.filter((type) => checkElement(value, element, type, path, known))
      if (met.length === 0 && element.min > 0) note(`${path}.${element.name}`, 'missing')
      if (met.length > 1) note(`${path}.${element.name}`, 'two choices at once')
    }
    for (const key of Object.keys(value)) if (!known.has(key)) note(`${path}.${key}`, 'an unknown element')
  }

  function checkElement(value: JsonObject, element: ElementDefinition, type: string, path: string, known: Set<string>): boolean {
    const name = jsonName(element, type)
    const here = `${path}.${name}`
    const primitive = model.type(type)?.kind === 'primitive'
    known.add(name)
    if (primitive) known.add(`_${name}`)
    const given = value[name]
    const attached = primitive ? value[`_${name}`] : undefined
    if (given === undefined && attached === undefined) return false
    const items = itemsOf(given, element, here)
    const shadows = itemsOf(attached, element, `${path}._${name}`)
    if (items.length > 0 && shadows.length > 0 && items.length !== shadows.length) note(here, 'parallel arrays of different length')
    for (let at = 0; at < Math.max(items.length, shadows.length); at++) {
      const item = items[at]
      const shadow = shadows[at]
      const hasShadow = shadow !== undefined && shadow !== null
      if (item === undefined || item === null) {
        if (!hasShadow) note(here, 'a null without an extension')
      } else if (primitive) checkPrimitive(item, type, here)
      else checkComplex(item, element, type, here)
      if (hasShadow) checkShadow(shadow, type, `${path}._${name}`)
    }
    return true
  }

  function itemsOf(value: Json | undefined, element: ElementDefinition, path: string): readonly Json[] {
    if (value === undefined) return []
    if (Array.isArray(value)) {
      if (element.max === 1) note(path, 'an array where one value is wanted')
      if (value.length === 0) note(path, 'an empty array')
      return value as readonly Json[]
    }
    if (element.max > 1) note(path, 'one value where an array is wanted')
    return [value]
  }

  function checkPrimitive(value: Json, type: string, path: string): void {
    if (typeof value !== jsonKind(type)) note(path, `no JSON ${jsonKind(type)}`)
    else if (FORMATS[type]?.test(typeof value === 'string' ? value : JSON.stringify(value)) !== true)
      note(path, `not the format of a ${type}`)
  }

  function checkShadow(value: Json, type: string, path: string): void {
    if (!isObject(value)) return note(path, 'no object')
    checkObject(value, (model.type(type)?.elements ?? []).filter(({ name }) => name !== 'value'), path, new Set())
  }

  function checkComplex(value: Json, element: ElementDefinition, type: string, path: string): void {
    if (type === 'Resource' || model.resourceTypes.has(type)) return checkResource(value, path)
    if (!isObject(value)) return note(path, 'no object')
    const own = childrenOf(model, element)
    checkObject(value, own.length > 0 ? own : model.type(type)?.elements ?? [], path, new Set())
    if (type !== 'Extension') return
    const values = Object.keys(value).filter((key) => /^_?value[A-Z]/.test(key)).length > 0
    if (values === (value['extension'] !== undefined)) note(path, 'not exactly one of a value and extensions')
  }

  checkResource(resource, '')
  return defects
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The defects of `after` beyond those of `before`, counted by path and kind. */
export function newDefects(before: readonly string[], after: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const defect of before) left.set(defect, (left.get(defect) ?? 0) + 1)
  return after.filter((defect) => {
    const count = left.get(defect) ?? 0
    left.set(defect, count - 1)
    return count <= 0
  })
}
