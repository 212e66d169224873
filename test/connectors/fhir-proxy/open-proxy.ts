import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest'
import { openAuditLog } from '../../../src/audit/open-audit-log.ts'
import { assembleProxy } from '../../../src/cli/assemble-proxy.ts'
import type { ProxyLimits } from '../../../connectors/fhir-proxy/options.ts'
import { serverSchema, type ProxyClientConfig, type ProxyConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { SluiceError } from '../../../src/contract/errors.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import { Phi } from '../../../src/contract/phi.ts'
import type { AuditLog } from '../../../src/pipeline/route/audit-events.ts'
import type { BudgetAlarm } from '../../../src/exchange/egress-budget.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

/** Keys of the clients of tests. */
export const KEYS = {
  vendor: 'vendor-key-0123456789-0123456789-0123',
  open: 'open-key-0123456789-0123456789-01234',
  other: 'other-key-0123456789-0123456789-0123',
} as const
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** Safe Harbor's element rules in short, without texts: quick to load. */
const HIDES_PEOPLE = `sluice: policy/1
name: hides-people
version: "1"
summary: For tests.
labels: true
oldestAge: 89
rules:
  - name: A date keeps its year
    when: { class: date, type: [date, dateTime] }
    then: { generalize: year }
  - name: Links become pseudonyms
    when: { class: link }
    then: pseudonymize
  - name: What does not identify stays
    when: { class: not-identifying }
    then: keep
`

const EVERYTHING: Pick<ProxyClientConfig, 'resourceTypes' | 'interactions' | 'operations' | 'purpose'> = {
  resourceTypes: 'all', purpose: 'test', operations: ['everything', 'export', 'meta'],
  interactions: ['read', 'vread', 'history', 'search', 'create', 'update', 'patch', 'delete', 'batch', 'transaction'],
}

/** The policy file that hides people, in a folder of the test's own; with a rule that stands first, where one is given. */
export function hidingPolicy(rule = ''): string {
  const file = join(makeTemporaryFolder(), 'hides-people.yaml')
  writeFileSync(file, HIDES_PEOPLE.replace('rules:\n', `rules:\n${rule}`))
  return file
}

/** One whose policy hides people, one that sees everything, and one like the first at another destination. */
export function testClients(changes: Partial<ProxyClientConfig> = {}): ProxyClientConfig[] {
  const policy = hidingPolicy()
  return [
    { ...EVERYTHING, name: 'vendor', apiKeySha256: [hashOf(KEYS.vendor)], policy, writes: { policy: 'keep-everything' }, ...changes },
    { ...EVERYTHING, name: 'open', apiKeySha256: [hashOf(KEYS.open)], policy: 'keep-everything', writes: { policy: 'keep-everything' } },
    { ...EVERYTHING, name: 'other', apiKeySha256: [hashOf(KEYS.other)], policy, writes: { policy: 'keep-everything' } },
  ]
}

/** What the server behind was asked. */
export interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Reply = (asked: Asked, response: ServerResponse) => void

export interface OpenProxy {
  readonly base: string
  /** Where it really listens. */
  readonly address: string
  readonly upstream: string
  readonly asked: Asked[]
  readonly alarms: BudgetAlarm[]
  readonly failures: unknown[]
  /** What it has said of the server behind: `ready`, or why not. */
  readonly said: string[]
  readonly folder: string
  /** What the server behind does. */
  reply: Reply
  /** What the audit log holds by now. */
  audit(): string
  /** The last record of an exchange. */
  lastRecord(): Readonly<Record<string, unknown>>
  get(path: string, options?: GetOptions): Promise<Got>
  /** Looks whether any file that it rests on has changed. */
  reload(): Promise<unknown>
  /** From now on the disk is full. */
  breakAudit(): void
  /** Lets what is under way finish, and ends. */
  drain(): Promise<void>
  close(): Promise<void>
}

export interface GetOptions {
  readonly as?: keyof typeof KEYS | undefined
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface Got {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

export interface ProxySettings {
  readonly clients?: readonly ProxyClientConfig[]
  readonly config?: Partial<ProxyConfig>
  readonly upstream?: Partial<ProxyConfig['upstream']>
  /** Where the FHIR server is on its host; /fhir unless given. */
  readonly upstreamPath?: string
  readonly folder?: string
  readonly now?: () => Date
  readonly reply?: Reply
  /** Where what is kept back may be told by time, answers wait for a step: short here, where it is not the time that is looked at. */
  readonly stepMs?: number
  readonly limits?: Partial<ProxyLimits>
}

/** Starts a server on a free port; its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const SILENT: Reply = (_, response) => sendJson(response, { resourceType: 'OperationOutcome', issue: [] }, { status: 404 })

/** A scripted server and a proxy in front of it, for all tests of a file; each test sets its own reply. */
export function sharedProxy(settings: ProxySettings = {}): { readonly proxy: OpenProxy } {
  const shared: { proxy: OpenProxy } = { proxy: undefined as unknown as OpenProxy }
  beforeAll(async () => {
    shared.proxy = await openUnmanaged(settings)
  })
  beforeEach(() => {
    shared.proxy.reply = SILENT
    shared.proxy.asked.length = 0
  })
  afterAll(() => shared.proxy.close())
  return shared
}

/** The same for one test. */
export async function openProxy(settings: ProxySettings = {}): Promise<OpenProxy> {
  const proxy = await openUnmanaged(settings)
  onTestFinished(() => proxy.close())
  return proxy
}

/** The same, closed by whoever opens it. */
export async function openUnmanaged(settings: ProxySettings): Promise<OpenProxy> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() }
      asked.push(one)
      proxy.reply(one, response)
    })
  })
  const upstream = `${await listen(server)}${settings.upstreamPath ?? '/fhir'}`
  const folder = settings.folder ?? makeTemporaryFolder()
  const auditPath = join(folder, 'audit.jsonl')
  const log = await openAuditLog({ path: auditPath, now: () => new Date() })
  let isBroken = false
  const audit: AuditLog = { ...log, sync: () => isBroken ? Promise.reject(new SluiceError('SLUICE_AUDIT')) : log.sync() }
  const base = settings.config?.baseUrl ?? 'https://sidecar.example.org/fhir'
  const alarms: BudgetAlarm[] = []
  const failures: unknown[] = []
  const said: string[] = []
  const config = serverSchema.parse({
    name: 'proxy',
    'fhir-proxy': {
      listen: { port: 0 }, baseUrl: base, state: join(folder, 'state.db'), clients: settings.clients ?? testClients(), ...settings.config,
      upstream: { url: upstream, timeoutSeconds: 5, ...settings.upstream },
    },
  })
  const assembled = await assembleProxy({
    server: config,
    audit,
    limits: LIMITS,
    proxyLimits: { ...(settings.stepMs === undefined ? {} : { stepMs: settings.stepMs }), ...settings.limits },
    now: settings.now ?? (() => new Date()),
    softwareVersion: '0',
    keys: { keys: [{ version: 1, secret: new Phi(Buffer.alloc(32, 7), 'key') }] },
    onAlarm: (alarm) => void alarms.push(alarm), onFailure: (error) => void failures.push(error),
    status: { ready: () => void said.push('ready'), unready: (code) => void said.push(code) },
  })
  const running = await assembled.listen()
  const scheme = config['fhir-proxy'].listen.tls === undefined ? 'http' : 'https'
  const address = `${scheme}://127.0.0.1:${running.port}${new URL(base).pathname}`
  const readAudit = (): string => readFileSync(auditPath, 'utf8')
  let closed = false
  const proxy: OpenProxy = {
    base, address, upstream, asked, alarms, failures, said, folder, reply: settings.reply ?? SILENT, audit: readAudit,
    reload: () => Promise.all(assembled.reloadables.map((one) => one.reload())),
    breakAudit() {
      isBroken = true
    },
    drain: () => running.close(),
    async close() {
      if (closed) return
      closed = true
      server.closeAllConnections()
      server.close()
      await running.close()
      assembled.close()
      await audit.close()
    },
    lastRecord: () => JSON.parse(readAudit().trim().split('\n').at(-1) ?? '{}') as Readonly<Record<string, unknown>>,
    async get(path, options = {}) {
      const url = path.startsWith(base) ? address + path.slice(base.length) : address + path
      const { as = 'vendor', method = 'GET', headers = {}, body } = options
      const key: Record<string, string> = 'as' in options && options.as === undefined ? {} : { 'x-api-key': KEYS[as] }
      const type: Record<string, string> = body === undefined || typeof body === 'string' ? {} : { 'content-type': 'application/fhir+json' }
      const response = await fetch(url, {
        method, redirect: 'manual', headers: { ...key, ...type, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: text.startsWith('{') && !text.includes('\n') ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {},
      }
    },
  }
  return proxy
}

export interface SendOptions {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: unknown, options: SendOptions = {}): void {
  response.writeHead(options.status ?? 200, { 'content-type': 'application/fhir+json;charset=utf-8', ...options.headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** A reply that always says the same. */
export function always(body: unknown, options?: SendOptions): Reply {
  return (_, response) => sendJson(response, body, options)
}

/** The codes of an OperationOutcome. */
export function issuesOf({ json }: Got): unknown[] {
  return (json['issue'] as { code: string }[] | undefined ?? []).map(({ code }) => code)
}

/** A pseudonym that the client was given for an id: it has read a patient that bears it. */
export async function pseudonymOf(proxy: OpenProxy, id: string, as: keyof typeof KEYS = 'vendor'): Promise<string> {
  const before = proxy.reply
  proxy.reply = always({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: [{ resource: { resourceType: 'Patient', id, gender: 'male' } }],
  })
  const got = await proxy.get('/Patient?gender=male', { as })
  proxy.reply = before
  proxy.asked.length = 0
  return (got.json['entry'] as { resource: { id: string } }[])[0]?.resource.id ?? ''
}
