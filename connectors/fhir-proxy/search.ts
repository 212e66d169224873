import { SluiceError } from '../../src/contract/errors.ts'
import type { GuardedParameter } from '../../src/contract/exchange.ts'
import { mayBeShown, scopesAllow, type Scope } from '../identity/smart-scopes.ts'
import { ID } from './interaction.ts'
import type { ProxyClient } from './options.ts'
import { tellsNoLabelled } from './labelled-quantity.ts'
import { badRequest, splitEscaped, type Query } from './query.ts'
import { seesAll } from './sees-all.ts'

export interface SearchContext {
  readonly client: ProxyClient
  /** Those of the token, which are enough for the type that is searched. */
  readonly scopes: readonly Scope[] | undefined
  readonly resourceTypes: ReadonlySet<string>
  /** What clients call this server; references under it are references to it. */
  readonly baseUrl: string
}

/** Modifiers that ask about no more of an element than its parameter does (https://hl7.org/fhir/search.html#modifiers). */
const MODIFIERS = new Set(['exact', 'contains', 'not', 'missing', 'above', 'below', 'in', 'not-in', 'of-type'])
/** Search over everything that a resource says, or by what is defined on the server: always an oracle. */
const ORACLES = new Set([
  '_text', '_content', '_filter', '_query', '_list', '_in', '_type', '_contained', '_containedType', '_graph', '_score', 'near',
])
const CHAIN_MAX = 4
/** A reference that may lead to more types than this is chained with the type: each would have to be looked at, and what each of those leads to. */
const CHAIN_TYPES_MAX = 20
/** Sets of codes that are the same wherever they are asked about: HL7 has published them. */
const PUBLISHED = /^https?:\/\/(?:hl7\.org\/fhir|terminology\.hl7\.org)\/ValueSet\/[A-Za-z0-9\-._]+(?:\|[A-Za-z0-9\-._]+)?$/
export const COUNT_MAX = 1000

function hidden(detail: string): SluiceError {
  return new SluiceError('SLUICE_SEARCH_HIDDEN', { detail })
}

/**
 * Goes through the parameters of a search on a type and gives those for the server: refused is everything whose answer
 * depends on what the client's policy hides, whatever the answer then shows (a client learns from which resources come
 * back, and in which order). Pseudonyms in values become ids. Nothing unknown passes, whatever `Prefer: handling` says.
 */
export function authorizeSearch(type: string, query: Query, context: SearchContext): Query {
  return query.flatMap(([name, value]) => authorizeParameter(type, name, value, context))
}

/**
 * The same for a search that is a condition: of a write, or in a reference. Whether it found anything shows, to who may do
 * nothing but write, and when the policy keeps what it found back whole: it takes what a search takes.
 */
export function authorizeCondition(type: string, query: Query, context: SearchContext): Query {
  if (!context.client.interactions.has('search'))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'A condition is a search, and this client may not search.' })
  requireWhole(type, context)
  // With these the server might take one of several for the only one, and another than was looked at.
  if (query.some(([name]) => /^_(?:count|sort|total|(?:rev)?include)\b/.test(name)))
    throw badRequest('A condition only says what is looked for.')
  // Servers pass over these.
  if (query.some(([, value]) => value === '')) throw badRequest('A parameter of a condition says nothing.')
  return authorizeSearch(type, query, context)
}

function authorizeParameter(type: string, name: string, value: string, context: SearchContext): Query {
  switch (name) {
    case '_format': case '_pretty': return []
    case '_count': {
      if (!/^\d{1,9}$/.test(value)) throw badRequest('_count is not a whole number.')
      // Zero asks how many there are, and for nothing else.
      if (Number(value) === 0) throw hidden('_count=0 only counts.')
      return [[name, String(Math.min(Number(value), COUNT_MAX))]]
    }
    case '_summary': case '_elements': {
      if (name === '_summary' && value === 'count') throw hidden('_summary=count counts what may be hidden.')
      checkShape(name, value)
      return []
    }
    case '_total': {
      if (value !== 'none') throw hidden('_total counts what may be hidden.')
      return [[name, value]]
    }
    case '_sort': {
      for (const key of value.split(',')) requireOpen(type, key.replace(/^-/, ''), context)
      return [[name, value]]
    }
    default: break
  }
  if (/^_(?:rev)?include(?::iterate|:recurse)?$/.test(name))
    return authorizeInclude(type, name.startsWith('_rev'), value, context).map((one) => [name, one])
  const walk = { ...context, led: new Map<string, string>() }
  if (name.startsWith('_has:')) return [[name, authorizeHas(type, name.slice('_has:'.length), value, walk, 0)]]
  return [[name, authorizeChain(type, name, value, walk, 0)]]
}

/** A parameter of a type that is not hidden from the client, or why not. */
function requireVisible(type: string, code: string, { client }: SearchContext): GuardedParameter {
  if (ORACLES.has(code)) throw hidden('This parameter looks at whole resources.')
  if (!mayHave(client, type)) throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'This client may not have resources of this type.' })
  requireListed(client, type, code)
  const found = client.gate.search.parameter(type, code)
  if (found === undefined) throw badRequest('There is no such search parameter.')
  if (found.visibility === 'hidden') throw hidden('The parameter looks at an element that is hidden.')
  return found
}

/** Throws SLUICE_NOT_ALLOWED for a parameter that is not among those that the configuration lists for the client. */
export function requireListed({ searchParameters }: ProxyClient, type: string, code: string): void {
  if (searchParameters === undefined || searchParameters.has(`${type}.${code}`) || searchParameters.has(`${type}.*`)) return
  throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'This client may not search by this parameter.' })
}

function requireOpen(type: string, code: string, context: SearchContext): void {
  const { whole, labelled } = requireVisible(type, code, context)
  // The order of pseudonyms is not the order of ids.
  if (whole !== 'open' || labelled !== undefined) throw hidden('The order would tell what is hidden.')
}

/** The way of one parameter through what it looks at. */
interface Walk extends SearchContext {
  /** By type and the rest of a chain, its value for the server: of many types, many refer to the same ones. */
  readonly led: Map<string, string>
}

/** `code`, `code:modifier`, `reference.code`, `reference:Type.code`, and so on. Returns the value for the server. */
function authorizeChain(type: string, name: string, value: string, context: Walk, depth: number): string {
  if (depth > CHAIN_MAX) throw badRequest('The chain is too long.')
  const dot = name.indexOf('.')
  const [code = '', modifier, ...more] = (dot < 0 ? name : name.slice(0, dot)).split(':')
  if (more.length > 0) throw badRequest('A parameter has one modifier.')
  const parameter = requireVisible(type, code, context)
  if (dot < 0) return authorizeValue(parameter, code, modifier, value, context)
  if (parameter.type !== 'reference') throw badRequest('Only references can be chained.')
  const targets = modifier === undefined ? parameter.targets : [modifier]
  if (targets.length === 0 || targets.some((target) => !context.resourceTypes.has(target)))
    throw badRequest('The chain does not say where it leads.')
  const rest = name.slice(dot + 1)
  // Of several possible targets the server tries each that has the parameter, so each must be one that may be asked.
  const asked = targets.filter((target) => context.client.gate.search.parameter(target, rest.split(/[.:]/)[0] ?? '') !== undefined)
  if (asked.length === 0) throw badRequest('There is no such search parameter.')
  if (asked.length > CHAIN_TYPES_MAX) throw badRequest('The chain does not say where it leads.')
  const values = new Set(asked.map((target) => {
    const key = `${target} ${rest}`
    const known = context.led.get(key)
    if (known !== undefined) return known
    requireWhole(target, context)
    const led = authorizeChain(target, rest, value, context, depth + 1)
    context.led.set(key, led)
    return led
  }))
  return [...values][0] ?? value
}

/** `Type:reference:code`, or another `_has` in place of the code. */
function authorizeHas(type: string, name: string, value: string, context: Walk, depth: number): string {
  const [source = '', reference = '', ...rest] = name.split(':')
  if (depth > CHAIN_MAX || !context.resourceTypes.has(source) || rest.length === 0) throw badRequest('_has is not understood.')
  requireWhole(source, context)
  const parameter = requireVisible(source, reference, context)
  if (parameter.type !== 'reference' || (parameter.targets.length > 0 && !parameter.targets.includes(type)))
    throw badRequest('_has goes by a reference to this type.')
  if (rest[0] === '_has') return authorizeHas(source, rest.slice(1).join(':'), value, context, depth + 1)
  return authorizeChain(source, rest.join(':'), value, context, depth + 1)
}

/** A type of which the policy may keep whole resources back: that others point at them tells that they are there. It is searched too. */
function requireWhole(type: string, { client, scopes }: SearchContext): void {
  if (!mayHave(client, type)) throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'This client may not have resources of this type.' })
  if (scopes !== undefined && !scopesAllow(scopes, type, 's'))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'No scope of the token allows this.' })
  if (client.gate.search.dropsSome(type)) throw hidden('Resources of this type may be kept back.')
}

/** The include for the server; of one that may bring several types, one for each that the token allows, where that is not all. */
function authorizeInclude(type: string, reversed: boolean, value: string, context: SearchContext): string[] {
  const [source = '', code = '', target, ...more] = value.split(':')
  if (more.length > 0 || !context.resourceTypes.has(source) || code === '*' || code === '')
    throw badRequest('An include names a type and a reference.')
  if (!reversed && source !== type && !mayHave(context.client, source)) throw new SluiceError('SLUICE_NOT_ALLOWED')
  const { scopes } = context
  if ((reversed || source !== type) && scopes !== undefined && !mayBeShown(source, scopes))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'No scope of the token allows this.' })
  const parameter = requireVisible(source, code, context)
  if (parameter.type !== 'reference') throw badRequest('An include goes by a reference.')
  const targets = target === undefined ? parameter.targets : [target]
  if (target !== undefined && !context.resourceTypes.has(target)) throw badRequest('An include names types.')
  // Without a target the server may add any; the client's own types are all that passes then.
  if (targets.length > 0 && !targets.some((one) => mayHave(context.client, one)))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'This client may not have resources of this type.' })
  // Whether there is anything of another type would show, for then the answer is refused.
  if (reversed || scopes === undefined || mayBeShown('*', scopes)) return [value]
  const shown = (targets.length === 0 ? [...context.resourceTypes] : targets).filter((one) => mayBeShown(one, scopes))
  if (shown.length === 0) throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'No scope of the token allows this.' })
  return shown.map((one) => `${source}:${code}:${one}`)
}

function authorizeValue(
  parameter: GuardedParameter,
  code: string,
  modifier: string | undefined,
  value: string,
  context: SearchContext,
): string {
  const isTyped = parameter.type === 'reference' && modifier !== undefined && context.resourceTypes.has(modifier)
  if (modifier !== undefined && !isTyped && !MODIFIERS.has(modifier))
    throw hidden('This modifier looks at more than its parameter, or is not known.')
  if (modifier === 'missing') {
    if (value !== 'true' && value !== 'false') throw badRequest('missing is true or false.')
    if (parameter.whole === 'hidden') throw hidden('Of the element there may be what is hidden, and nothing else.')
    return value
  }
  if ((modifier === 'in' || modifier === 'not-in') && !PUBLISHED.test(value) && !seesAll(context.client, context.resourceTypes)) {
    throw hidden('By a set that anybody may have made, codes would be asked about that are hidden.')
  }
  const { labelled } = parameter
  if (
    labelled !== undefined &&
    !splitEscaped(value, ',').every((one) => tellsNoLabelledPart(parameter.type === 'composite' ? splitEscaped(one, '$') : [one], labelled))
  )
    throw hidden('This may be a number that says who somebody is.')
  if (parameter.visibility === 'open') return parameter.type === 'reference' ? openReferences(value, context) : value
  return splitEscaped(value, ',').map((one) => code === '_id' ? unsealId(one, context) : unsealReference(one, context)).join(',')
}

/** With a part too many a server might look at another one. */
function tellsNoLabelledPart(parts: readonly string[], labelled: number): boolean {
  return parts.length <= 2 && tellsNoLabelled(parts[labelled] ?? '')
}

/** References under this server's own name are the server's own. */
function openReferences(value: string, { baseUrl }: SearchContext): string {
  if (!value.includes(`${baseUrl}/`)) return value
  return splitEscaped(value, ',').map((one) => one.startsWith(`${baseUrl}/`) ? one.slice(baseUrl.length + 1) : one).join(',')
}

function unsealReference(text: string, context: SearchContext): string {
  const relative = text.startsWith(`${context.baseUrl}/`) ? text.slice(context.baseUrl.length + 1) : text
  const [type = '', id, ...more] = relative.split('/')
  if (id === undefined) return unsealId(relative, context)
  if (more.length > 0 || !context.resourceTypes.has(type)) throw badRequest('A reference is Type/id.')
  return `${type}/${unsealId(id, context)}`
}

function unsealId(text: string, { client }: SearchContext): string {
  const id = ID.test(text) ? client.gate.idOf(text) : undefined
  if (id === undefined || !ID.test(id))
    throw new SluiceError('SLUICE_HTTP_NOT_FOUND', { detail: 'The id was not given out by this server.' })
  return id
}

/**
 * How much of a resource is wanted is read and not passed on, as FHIR allows: a policy goes by the labels of a resource, and
 * looks for the names in it wherever they stand in its texts. Of a part that was cut out it would let through more than of the whole.
 */
export function checkShape(name: '_summary' | '_elements', value: string): void {
  if (name === '_summary' && !['true', 'false', 'text', 'data'].includes(value)) throw badRequest('_summary has another value.')
  if (name === '_elements' && !/^[A-Za-z,.]{1,1000}$/.test(value)) throw badRequest('_elements is a list of names.')
}

/** Whether a client may have resources of a type at all. */
export function mayHave({ resourceTypes }: ProxyClient, type: string): boolean {
  return resourceTypes === undefined || resourceTypes.has(type)
}
