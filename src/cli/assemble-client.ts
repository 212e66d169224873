import { createHmac } from 'node:crypto'
import type { ProxyClient } from '../../connectors/fhir-proxy/options.ts'
import type { ClientGate } from '../contract/exchange.ts'
import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import { createClientGate } from '../exchange/client-gate.ts'
import { effectivePolicy } from '../exchange/effective-policy.ts'
import { createEgressBudget, type BudgetAlarm } from '../exchange/egress-budget.ts'
import { createIdStore } from '../exchange/id-store.ts'
import { keyedActions } from '../exchange/keyed-values.ts'
import type { StateStore } from '../exchange/state-store.ts'
import { loadModel } from '../fhir/model.ts'
import { loadSearchParameters } from '../fhir/search-parameters.ts'
import type { AuditLog, RunFacts } from '../pipeline/route/audit-events.ts'
import { createEngine } from '../pipeline/engine.ts'
import type { Engine } from '../pipeline/outcome.ts'
import { createTransforms } from '../pipeline/values/transforms.ts'
import { checkNames } from '../policy/lint/check-names.ts'
import { loadPolicy } from '../policy/language/load.ts'
import { searchesTexts } from '../policy/compile/resolve.ts'
import type { Policy } from '../policy/language/schema.ts'
import { createSearchGuard } from '../policy/search-guard.ts'
import { createEncrypter } from '../transform/encrypt.ts'
import { createKeyring } from '../transform/keys.ts'
import type { PolicyData } from './assemble-engine.ts'
import { checkPolicyTests } from './config/check-policy-tests.ts'
import { startReloading, type Made, type Reloadable } from './config/reloading.ts'
import type { KeySet } from './config/secrets.ts'
import type { ProxyClientConfig, ProxyConfig } from '../../connectors/fhir-proxy/settings.ts'

export interface ClientParts {
  readonly server: string
  readonly config: ProxyConfig
  readonly keys: KeySet
  readonly limits: Limits
  readonly audit: AuditLog
  readonly state: StateStore
  readonly now: () => Date
  readonly onAlarm: (alarm: BudgetAlarm, webhook: string | undefined) => void
  /** What a policy needs beyond itself; clients under one policy share it. */
  readonly dataOf: (policy: Policy) => Promise<PolicyData>
}

/** A client of a server, whose policy may be swapped between two requests: its `gate` is that of the policy in force. */
export interface AssembledClient extends Reloadable {
  readonly client: ProxyClient
  /** What records say of it now, and what they said under an earlier policy, by the revision of its gate. */
  readonly facts: () => RunFacts
  readonly factsOf: (revision: string | undefined) => RunFacts
}

interface ClientMade extends Made {
  readonly gate: ClientGate
}

/** A policy for a client. One that only watches would let everything through. */
function policyOf(name: string, client: ProxyClientConfig): Policy {
  const policy = loadPolicy(name)
  checkNames(policy)
  if (policy.mode === 'monitor') throw configError(`client ${client.name}: ${policy.name} only monitors, and would show everything`)
  if (searchesTexts(policy) && policy.text.subject === 'required')
    throw configError(`client ${client.name}: ${policy.name} asks for a subject that a single resource seldom has`)
  return policy
}

function configError(detail: string): SluiceError {
  return new SluiceError('SLUICE_CONFIG', { detail })
}

/** What stays of a client whatever its policy becomes: its keys, the ids it was told, what it has used up. */
function lastingParts(client: ProxyClientConfig, { config, keys, state, now, onAlarm }: ClientParts) {
  const audience = { destination: client.destination ?? client.name, purpose: client.purpose, client: client.name }
  const keyring = createKeyring({ keys: keys.keys, ...audience })
  const encrypter = createEncrypter(keyring)
  const scope = [audience.destination, audience.purpose]
  const ids = createIdStore(state, JSON.stringify(scope), encrypter)
  const versions = createIdStore(state, JSON.stringify([...scope, 'versions']), encrypter)
  const told = {
    onId: (id: string, pseudonym: string): void => ids.remember(pseudonym, id),
    onVersion: (version: string, pseudonym: string): void => versions.remember(pseudonym, version),
    linkBase: `${config.baseUrl}/`,
  }
  const { pseudonymizer } = createTransforms({ keyring, now, fakeData: undefined, ...told })
  const newest = keys.keys.reduce((a, b) => (b.version > a.version ? b : a))
  const limits = client.budget
  const budget =
    limits === undefined
      ? undefined
      : createEgressBudget({
          client: client.name,
          store: state,
          now,
          alarm: (alarm) => onAlarm(alarm, limits.webhook),
          limits: {
            windowSeconds: limits.windowHours * 3600,
            messages: limits.messages,
            subjects: limits.subjects,
            bytes: limits.bytes,
            warnAt: limits.warnAt ?? 0.8,
          },
        })
  return {
    audience, keyring, told, newest,
    gate: {
      client: client.name, ids, versions, encrypter, budget, pseudonymizer,
      upstreamUrls: [config.upstream.url, ...config.upstream.aliases ?? []], baseUrl: config.baseUrl,
      subjectKey: createHmac('sha256', newest.secret.reveal()).update('sluice egress budget').digest(),
    },
  }
}

async function makeGate(
  client: ProxyClientConfig,
  parts: ClientParts,
  lasting: ReturnType<typeof lastingParts>,
  known: ClientMade | undefined,
): Promise<ClientMade | undefined> {
  const { config, now, limits, dataOf } = parts
  const { audience, keyring, told, newest } = lasting
  const version = config.fhirVersion ?? 'R4'
  const written = policyOf(client.policy, client)
  const writtenWrites = client.writes === undefined ? undefined : policyOf(client.writes.policy, client)
  const given: Policy = { ...written, fhir: version }
  const writes: Policy | undefined = writtenWrites && { ...writtenWrites, fhir: version }
  const fingerprint = `${given.source.sha256} ${writes?.source.sha256 ?? ''}`
  if (fingerprint === known?.fingerprint) return undefined
  await checkPolicyTests(written, known)
  if (writtenWrites !== undefined) await checkPolicyTests(writtenWrites)
  const model = loadModel(version)
  const parameters = loadSearchParameters(version)
  const policy = effectivePolicy(given, model, client.resourceTypes === 'all' ? undefined : client.resourceTypes)
  const engineOf = async (of: Policy, from: Policy, tells: Partial<typeof told> = {}): Promise<Engine> =>
    createEngine({
      policy: of,
      keyring,
      now,
      ...audience,
      findings: false,
      limits,
      output: 'lent',
      ...(await dataOf(from)),
      ...tells,
    })
  if (
    writes !== undefined &&
    createSearchGuard({ policy: writes, audience, model, parameters }).element('Observation', 'subject', 'reference') !== 'open'
  ) {
    throw configError(`client ${client.name}: the policy of writes has to keep ids and references, or nothing would be found again`)
  }
  const answers = await engineOf(policy, given, told)
  const requests = writes === undefined ? undefined : await engineOf(writes, writes)
  const gate = createClientGate({
    ...lasting.gate,
    answers,
    requests,
    keyedActions: keyedActions(policy),
    search: createSearchGuard({ policy, audience, model, parameters }),
  })
  return {
    gate, fingerprint, tests: given.tests.length,
    files: [given, ...(writes === undefined ? [] : [writes])].flatMap(({ source, text }) => [source.file, ...text.custom]),
    facts: {
      route: `${parts.server}/${client.name}`, policy: policy.name, policyHash: answers.policyHash,
      destination: audience.destination, purpose: audience.purpose, keyVersion: newest.version,
    },
  }
}

/** Builds one client of a server. Throws SLUICE_CONFIG for what it cannot be. */
export async function assembleClient(client: ProxyClientConfig, parts: ClientParts): Promise<AssembledClient> {
  const version = parts.config.fhirVersion ?? 'R4'
  const model = loadModel(version)
  const resourceTypes = client.resourceTypes === 'all' ? undefined : new Set(client.resourceTypes)
  for (const type of resourceTypes ?? [])
    if (!model.resourceTypes.has(type)) throw configError(`client ${client.name}: FHIR ${version} has no resource type ${type}`)
  const lasting = lastingParts(client, parts)
  const first = (await makeGate(client, parts, lasting, undefined)) as ClientMade
  /** Requests that were begun under the policy before are written down as such. */
  let before = first
  const { current, files, reload } = startReloading(first, {
    audit: parts.audit,
    make: (known) => makeGate(client, parts, lasting, known),
    swapped: (_next, old) => {
      before = old
    },
  })
  return {
    files, reload,
    facts: () => current().facts,
    factsOf: (revision) => (revision === before.gate.revision ? before : current()).facts,
    client: {
      name: client.name, apiKeys: client.apiKeySha256 ?? [], certificates: client.certificates ?? [],
      tokens: (client.tokens ?? []).map((token) => ({ ...token, claim: token.claim ?? 'client_id' })),
      get gate() {
        return current().gate
      },
      resourceTypes, interactions: new Set(client.interactions), operations: new Set(client.operations),
      searchParameters: client.searchParameters === undefined ? undefined : new Set(client.searchParameters),
    },
  }
}
