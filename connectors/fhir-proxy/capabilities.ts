import { SluiceError } from '../../src/contract/errors.ts'
import { asList, type JsonObject } from '../json-value.ts'
import { headerOf, readAnswer, unusable } from './answer.ts'
import { serverHeaders, type Exchange } from './exchange.ts'
import { isJson } from './negotiate.ts'
import { OPERATIONS, type InteractionName } from './options.ts'
import { FHIR_JSON, type Answer } from './refusal.ts'
import { mayHave } from './search.ts'

/** The codes of CapabilityStatement for what a client may do; `history` is two of them. */
const CODES: Readonly<Record<InteractionName, readonly string[]>> = {
  read: ['read'], vread: ['vread'], history: ['history-instance', 'history-type'], search: ['search-type'], create: ['create'],
  update: ['update'], patch: ['patch'], delete: ['delete'], batch: ['batch'], transaction: ['transaction'],
}

/**
 * What this client can do here: of what the server says of itself only what really passes, written anew, so that no word
 * of the server's comes along.
 */
export async function capabilities(exchange: Exchange): Promise<Answer> {
  const { client, proxy } = exchange
  const answer = await exchange.send({ method: 'GET', path: '/metadata', query: '', headers: serverHeaders(exchange) })
  if (answer.status !== 200 || !isJson(headerOf(answer, 'content-type'), proxy.fhirVersion))
    throw unusable('The server does not say what it can do.', answer.status)
  const upstream = readAnswer(answer)
  if (upstream['resourceType'] !== 'CapabilityStatement')
    throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The server does not say what it can do.' })
  const { date } = upstream
  const codes = new Set([...client.interactions].flatMap((name) => CODES[name]))
  const [rest] = asList(upstream['rest'])
  const statement = {
    resourceType: 'CapabilityStatement', status: 'active',
    date: typeof date === 'string' && /^\d{4}[\d:.TZ+-]*$/.test(date) ? date : proxy.now().toISOString(),
    kind: 'instance', software: { name: 'Sluice', version: proxy.softwareVersion },
    implementation: { description: 'A FHIR server seen through the policy of its client', url: proxy.baseUrl },
    fhirVersion: { R4: '4.0.1', R4B: '4.3.0', R5: '5.0.0' }[proxy.fhirVersion],
    format: ['application/fhir+json', 'json'],
    ...(client.interactions.has('patch') ? { patchFormat: ['application/json-patch+json'] } : {}),
    rest: [
      {
        mode: 'server',
        resource: asList(rest?.['resource']).flatMap((resource) => describe(resource, codes, exchange)),
        interaction: ['batch', 'transaction'].filter((code) => codes.has(code)).map((code) => ({ code })),
        operation: Object.keys(OPERATIONS)
          .filter((name) => client.operations.has(name as keyof typeof OPERATIONS))
          .map((name) => ({
            name,
            definition: `http://hl7.org/fhir/OperationDefinition/${name === 'everything' ? 'Patient-everything' : name}`,
          })),
      },
    ],
  }
  return {
    status: 200,
    headers: { 'content-type': FHIR_JSON, 'cache-control': 'private, no-cache' },
    body: Buffer.from(JSON.stringify(statement)),
  }
}

function describe(resource: JsonObject, codes: ReadonlySet<string>, { client, proxy }: Exchange): object[] {
  const { type } = resource
  if (typeof type !== 'string' || !proxy.resourceTypes.has(type) || !mayHave(client, type)) return []
  const offered = asList(resource['interaction']).map(({ code }) => String(code)).filter((code) => codes.has(code))
  const allowed = (name: string): boolean =>
    client.searchParameters === undefined || client.searchParameters.has(`${type}.${name}`) || client.searchParameters.has(`${type}.*`)
  const parameters = asList(resource['searchParam']).flatMap(({ name }) => {
    const known = typeof name === 'string' ? client.gate.search.parameter(type, name) : undefined
    return known === undefined || known.visibility === 'hidden' || !allowed(String(name)) ? [] : [{ name: String(name), type: known.type }]
  })
  return [{
    type, interaction: offered.map((code) => ({ code })), versioning: 'versioned',
    ...(offered.includes('search-type') ? { searchParam: parameters } : {}),
  }]
}
