import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openAuditLog } from '../../../src/audit/open-audit-log.ts'
import { assembleProxy } from '../../../src/cli/assemble-proxy.ts'
import { serverSchema, type ProxyClientConfig, type ProxyConfig } from '../../../src/cli/server-schema.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import { Phi } from '../../../src/contract/phi.ts'
import type { BudgetAlarm } from '../../../src/exchange/egress-budget.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

/** Keys of the clients of tests. */
export const KEYS = { vendor: 'vendor-key-0123456789-0123456789-0123', open: 'open-key-0123456789-0123456789-01234', other: 'other-key-0123456789-0123456789-0123' } as const
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

const EVERYTHING: Pick<ProxyClientConfig, 'resourceTypes' | 'interactions' | 'operations' | 'purpose'> = {
  resourceTypes: 'all', purpose: 'test', operations: ['everything', 'export', 'meta'],
  interactions: ['read', 'vread', 'history', 'search', 'create', 'update', 'patch', 'delete', 'batch', 'transaction'],
}

/** One under Safe Harbor, one that sees everything, and one like the first at another destination. */
export const CLIENTS: readonly ProxyClientConfig[] = [
  { ...EVERYTHING, name: 'vendor', apiKeySha256: [hashOf(KEYS.vendor)], policy: 'hipaa-safe-harbor', writes: { policy: 'keep-everything' } },
  { ...EVERYTHING, name: 'open', apiKeySha256: [hashOf(KEYS.open)], policy: 'keep-everything', writes: { policy: 'keep-everything' } },
  { ...EVERYTHING, name: 'other', apiKeySha256: [hashOf(KEYS.other)], policy: 'hipaa-safe-harbor', writes: { policy: 'keep-everything' } },
]

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
  readonly upstream: string
  readonly asked: Asked[]
  readonly alarms: BudgetAlarm[]
  readonly failures: unknown[]
  /** What the audit log holds by now. */
  audit(): string
  /** The last record of an exchange. */
  lastRecord(): Readonly<Record<string, unknown>>
  state: string
  folder: string
  get(path: string, options?: GetOptions): Promise<Got>
  close(): Promise<void>
}

export interface GetOptions {
  readonly as?: keyof typeof KEYS | undefined
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
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
  readonly folder?: string
  readonly now?: () => Date
}

/** A server on a free port, closed when the test is over. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A scripted server, and a proxy in front of it. */
export async function openProxy(reply: Reply, settings: ProxySettings = {}): Promise<OpenProxy> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() }
      asked.push(one)
      reply(one, response)
    })
  })
  const upstream = `${await listen(server)}/fhir`
  const folder = settings.folder ?? makeTemporaryFolder()
  const auditPath = join(folder, 'audit.jsonl')
  const audit = await openAuditLog({ path: auditPath, now: () => new Date() })
  const state = join(folder, 'state.db')
  const alarms: BudgetAlarm[] = []
  const failures: unknown[] = []
  const base = 'https://sidecar.example.org/fhir'
  const config = serverSchema.parse({
    name: 'proxy',
    'fhir-proxy': {
      listen: { port: 0 }, baseUrl: base, state, clients: settings.clients ?? CLIENTS, ...settings.config,
      upstream: { url: upstream, timeoutSeconds: 5, ...settings.upstream },
    },
  })
  const proxy = await assembleProxy({
    server: config, audit, limits: LIMITS, now: settings.now ?? (() => new Date()), softwareVersion: '0',
    keys: { keys: [{ version: 1, secret: new Phi(Buffer.alloc(32, 7), 'key') }] },
    onAlarm: (alarm) => alarms.push(alarm), onFailure: (error) => failures.push(error),
  })
  const running = await proxy.listen()
  const address = `http://127.0.0.1:${running.port}/fhir`
  let closed = false
  async function close(): Promise<void> {
    if (closed) return
    closed = true
    await running.close()
    proxy.close()
    await audit.close()
    server.closeAllConnections()
    server.close()
  }
  onTestFinished(close)
  const readAudit = (): string => readFileSync(auditPath, 'utf8')
  return {
    base, upstream, asked, alarms, failures, state, folder, close, audit: readAudit,
    lastRecord: () => JSON.parse(readAudit().trim().split('\n').at(-1) ?? '{}') as Readonly<Record<string, unknown>>,
    async get(path, options = {}) {
      const url = path.startsWith(base) ? address + path.slice(base.length) : address + path
      const { as = 'vendor', method = 'GET', headers = {}, body } = options
      const key: Record<string, string> = 'as' in options && options.as === undefined ? {} : { 'x-api-key': KEYS[as] }
      const response = await fetch(url, { method, headers: { ...key, ...headers }, ...(body === undefined ? {} : { body }) })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, json: text === '' ? {} : JSON.parse(text) as Readonly<Record<string, unknown>> }
    },
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: unknown, options: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {}): void {
  response.writeHead(options.status ?? 200, { 'content-type': 'application/fhir+json;charset=utf-8', ...options.headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
