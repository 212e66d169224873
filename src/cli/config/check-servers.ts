import { resolve } from 'node:path'
import type { FhirVersion } from '../../contract/classes.ts'
import { SluiceError } from '../../contract/errors.ts'
import { resourceTypeNames } from '../../fhir/model.ts'
import { loadSearchParameters } from '../../fhir/search-parameters.ts'
import { diagnosticsOf, suggest, type Diagnostic } from '../../policy/language/diagnostics.ts'
import { loadPolicy } from '../../policy/language/load.ts'
import type { Config } from './config-schema.ts'

/** What no single value shows of the servers: names used twice, policies that are not there. */
export function checkServers(config: Config, report: (path: readonly PropertyKey[], message: string) => void): Diagnostic[] {
  const found: Diagnostic[] = []
  const names = new Set(config.routes.map((route) => route.name))
  const states = new Set<string>()
  for (const [index, server] of (config.servers ?? []).entries()) {
    if (names.has(server.name)) report(['servers', index, 'name'], `${server.name} is there twice`)
    names.add(server.name)
    const state = resolve(server['fhir-proxy'].state)
    if (states.has(state)) report(['servers', index, 'fhir-proxy', 'state'], 'another server has this file: budgets would count for neither')
    states.add(state)
    const { clients, listen, tokens = [], fhirVersion = 'R4' } = server['fhir-proxy']
    const types = new Set(resourceTypeNames(fhirVersion))
    for (const [at, client] of clients.entries()) {
      const path = ['servers', index, 'fhir-proxy', 'clients', at]
      for (const [place, token] of (client.tokens ?? []).entries()) {
        if (!tokens.some(({ issuer }) => issuer === token.issuer))
          report([...path, 'tokens', place, 'issuer'], 'tokens of the server name no such issuer')
      }
      if (client.certificates !== undefined && listen.tls?.clientCa === undefined)
        report([...path, 'certificates'], 'certificates need listen: { tls: { clientCa } }')
      for (const [place, type] of (client.resourceTypes === 'all' ? [] : client.resourceTypes).entries()) {
        if (!types.has(type))
          report([...path, 'resourceTypes', place], noType(type, fhirVersion, types))
      }
      for (const [place, parameter] of (client.searchParameters ?? []).entries()) {
        const wrong = wrongParameter(parameter, fhirVersion, types)
        if (wrong !== undefined) report([...path, 'searchParameters', place], wrong)
      }
      found.push(...checkPolicy(client.policy, [...path, 'policy'], report))
      if (client.writes !== undefined) found.push(...checkPolicy(client.writes.policy, [...path, 'writes', 'policy'], report))
    }
  }
  return found
}

function noType(type: string, version: FhirVersion, types: ReadonlySet<string>): string {
  return `FHIR ${version} has no resource type ${type}${suggest(type, [...types])}`
}

/** What is wrong with `Type.code`: one that the standard does not define is never let through, so that the client could not ask by it. */
function wrongParameter(parameter: string, version: FhirVersion, types: ReadonlySet<string>): string | undefined {
  const [type = '', code = ''] = parameter.split('.')
  if (!types.has(type)) return noType(type, version, types)
  if (code === '*') return undefined
  const parameters = loadSearchParameters(version)
  if (parameters.find(type, code) !== undefined) return undefined
  return `FHIR ${version} has no search parameter ${parameter}${suggest(code, parameters.of(type).map((one) => one.code))}`
}

function checkPolicy(
  policy: string,
  path: readonly PropertyKey[],
  report: (path: readonly PropertyKey[], message: string) => void,
): readonly Diagnostic[] {
  try {
    loadPolicy(policy)
    return []
  } catch (error) {
    const within = diagnosticsOf(error)
    if (within.length === 0 && error instanceof SluiceError) report(path, error.detail)
    return within
  }
}
