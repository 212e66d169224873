import { SluiceError } from '../../src/contract/errors.ts'
import { mayBeShown, scopesAllow } from '../identity/smart-scopes.ts'
import { clientAnswer } from './answer.ts'
import { kickOff } from './bulk.ts'
import { isNarrowed, serverHeaders, type Exchange } from './exchange.ts'
import { serverId } from './ids.ts'
import type { Interaction } from './interaction.ts'
import { firstPlace } from './links.ts'
import { OPERATIONS, type OperationName } from './options.ts'
import { askedTypes, badRequest, parseQuery, printQuery, requireShort, type Query } from './query.ts'
import type { Answer } from './refusal.ts'
import { firstPageAt, withLongPages } from './pages.ts'
import { mayHave } from './search.ts'
import { jsonBody, requireShown } from './write.ts'

type Operation = Extract<Interaction, { readonly kind: 'operation' }>

/** The few operations whose parameters and answers are understood. All others are refused, `$graphql` among them. */
export async function operation(one: Operation, exchange: Exchange): Promise<Answer> {
  const { client } = exchange
  const name = Object.keys(OPERATIONS).find((known): known is OperationName => known === one.name)
  if (name === undefined || !client.operations.has(name))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'This operation is not let through.' })
  if (one.type !== undefined && !mayHave(client, one.type)) throw new SluiceError('SLUICE_NOT_ALLOWED')
  const query = checkParameters(name, one, exchange)
  requireTies(name, one, exchange)
  if (name === 'export') return kickOff(one, query, exchange)
  const { type, id } = one
  if (type === undefined || id === undefined || (name === 'everything' && type !== 'Patient' && type !== 'Encounter'))
    throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  if (exchange.scopes !== undefined && !scopesAllow(exchange.scopes, type, 'r'))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'No scope of the token allows this.' })
  // Whether there is anything of another type would show, for then the answer is refused.
  if (
    name === 'everything' &&
    exchange.scopes !== undefined &&
    !(askedTypes(query) ?? ['*']).every((one) => mayBeShown(one, exchange.scopes ?? []))
  )
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'No scope of the token allows all that comes with this.' })
  if (name === 'everything' && client.gate.ids(type) === 'hidden') throw new SluiceError('SLUICE_SEARCH_HIDDEN')
  const instance = `/${type}/${serverId(client, type, id)}`
  await requireShown(type, instance, exchange)
  if (name === 'meta') return metaOf(type, instance, exchange)
  const { asked, size } = withLongPages(query, client.gate.search.dropsAny || isNarrowed(exchange))
  const self = `${exchange.proxy.baseUrl}/${type}/${id}/$${name}`
  return firstPageAt(firstPlace({ path: `${instance}/$${name}`, query: printQuery(asked) }, { type: undefined, size }), self, exchange)
}

/** To be brought along with somebody, or by a group, is being tied to them: what ties must be seen, of every type, as a server may not heed `_type`. */
function requireTies(name: OperationName, { type, id }: Operation, { client, proxy }: Exchange): void {
  if (name === 'meta' || type === undefined) return
  const { tiesSeen } = client.gate.search
  const brought = [...client.resourceTypes ?? proxy.resourceTypes]
  const tying = type === 'Patient' || id === undefined ? brought : [...brought, type]
  const targets = name === 'export' ? ['Patient'] : brought.includes('Patient') ? [type, 'Patient'] : [type]
  if (!tying.every((one) => targets.every((target) => tiesSeen(one, target))))
    throw new SluiceError('SLUICE_SEARCH_HIDDEN', { detail: 'Whose these resources are is hidden.' })
}

/** What the client sees of the meta of a resource by reading it: in the server's Parameters rules on the meta of a type would not hold. */
async function metaOf(type: string, path: string, exchange: Exchange): Promise<Answer> {
  const answer = clientAnswer(
    await exchange.send({ method: 'GET', path, query: '', headers: serverHeaders(exchange) }),
    { types: [type] },
    exchange,
  )
  if (answer.status !== 200) return answer
  const { meta } = JSON.parse(Buffer.from(answer.body).toString('utf8')) as { readonly meta?: object }
  const parameter = meta === undefined ? {} : { parameter: [{ name: 'return', valueMeta: meta }] }
  return { ...answer, body: Buffer.from(JSON.stringify({ resourceType: 'Parameters', ...parameter })) }
}

function checkParameters(name: OperationName, one: Operation, exchange: Exchange): Query {
  const given = [...exchange.query, ...one.posted ? postedParameters(exchange) : []]
  const known: readonly string[] = OPERATIONS[name]
  const { client, proxy } = exchange
  return given.flatMap(([parameter, value]): Query => {
    if (parameter === '_format' || parameter === '_pretty') return []
    if (!known.includes(parameter)) throw badRequest('This parameter is not let through.')
    if (parameter === '_type') {
      for (const type of value.split(',')) {
        if (!proxy.resourceTypes.has(type)) throw badRequest('There is no such resource type.')
        if (!mayHave(client, type)) throw new SluiceError('SLUICE_NOT_ALLOWED')
      }
    }
    // When a resource was changed may be asked about only where it is seen; a server may not heed `_type`.
    if (
      parameter === '_since' &&
      ![...(client.resourceTypes ?? proxy.resourceTypes)].every(
        (type) => client.gate.search.element(type, 'meta', 'lastUpdated') === 'open',
      )
    )
      throw new SluiceError('SLUICE_SEARCH_HIDDEN')
    if (parameter === '_count' && !/^[1-9]\d{0,8}$/.test(value)) throw badRequest('_count is a whole number.')
    if (parameter === '_outputFormat' && !/^(?:application\/fhir[+ ]ndjson|application\/ndjson|ndjson)$/.test(value))
      throw new SluiceError('SLUICE_HTTP_ACCEPT')
    return [[parameter, value]]
  })
}

/** Parameters of a body, as if they stood in the address: a form, or FHIR Parameters of simple values. */
function postedParameters(exchange: Exchange): Query {
  const body = exchange.request.body as Buffer | undefined
  if (body === undefined || body.length === 0) return []
  requireShort(body)
  if (exchange.request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true)
    return parseQuery(body.toString('utf8'))
  let read: { readonly resourceType?: unknown; readonly parameter?: readonly Readonly<Record<string, unknown>>[] }
  try {
    read = JSON.parse(Buffer.from(jsonBody(exchange)).toString('utf8')) as typeof read
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause
    throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'The body is not JSON.', cause })
  }
  if (read?.resourceType !== 'Parameters' || (read.parameter !== undefined && !Array.isArray(read.parameter)))
    throw badRequest('An operation takes Parameters.')
  return (read.parameter ?? []).map((parameter): Query[number] => {
    const values = Object.entries(parameter ?? {}).filter(([key]) => key !== 'name')
    const [[key, value] = ['', undefined]] = values
    const isSimple = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    if (values.length !== 1 || !key.startsWith('value') || !isSimple || typeof parameter['name'] !== 'string')
      throw badRequest('Only simple parameters are let through.')
    return [parameter['name'], String(value)]
  })
}
