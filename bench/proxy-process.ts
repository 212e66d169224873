import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import replyFrom from '@fastify/reply-from'
import fastify from 'fastify'
import { openAuditLog } from '../src/audit/open-audit-log.ts'
import { assembleProxy } from '../src/cli/assemble-proxy.ts'
import { serverSchema } from '../connectors/fhir-proxy/settings.ts'
import { LIMITS } from '../src/contract/limits.ts'
import { Phi } from '../src/contract/phi.ts'
import { createGenerator } from './generate.ts'

/** The key of the one client of the benchmark. */
export const BENCH_KEY = 'a key for measuring proxies, not for use'
const BUNDLE_BYTES = 50_000
const RESOURCE_BYTES = 2000

/** Bodies of about the asked sizes, from the generator of all benchmarks. */
function benchBodies(): { readonly resources: readonly Buffer[]; readonly bundles: readonly Buffer[] } {
  const generator = createGenerator(3)
  const near = generator
    .resources(4000)
    .filter((body) => body.length < RESOURCE_BYTES * 1.5 && /"resourceType": ?"Observation"/.test(body.toString()))
  const resources = near.slice(0, 200)
  const bundles = Array.from({ length: 20 }, (_, number) => bundleOf(near, number))
  return { resources, bundles }
}

function bundleOf(resources: readonly Buffer[], number: number): Buffer {
  const entries: string[] = []
  for (let bytes = 0, index = number; bytes < BUNDLE_BYTES; index++) {
    const resource = (resources[index % resources.length] as Buffer).toString()
    entries.push(`{"resource":${resource},"search":{"mode":"match"}}`)
    bytes += resource.length
  }
  return Buffer.from(`{"resourceType":"Bundle","type":"searchset","entry":[${entries.join(',')}]}`)
}

/** A server that answers at once from memory. */
function startUpstream(): void {
  const { resources, bundles } = benchBodies()
  let turn = 0
  const server = createServer((request, response) => {
    const bodies = request.url?.includes('?') === true ? bundles : resources
    const body = bodies[turn++ % bodies.length] as Buffer
    response.writeHead(200, { 'content-type': 'application/fhir+json;charset=utf-8', 'content-length': body.length, 'etag': 'W/"1"' })
    response.end(body)
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1', () => tell((server.address() as AddressInfo).port))
}

/** The same libraries and nothing else: what a proxy costs that looks at nothing. */
async function startBare(upstream: string): Promise<void> {
  const server = fastify({ logger: false })
  await server.register(replyFrom, { base: upstream, undici: { connections: 64, pipelining: 1 }, disableRequestLogging: true })
  server.all('/*', (_request, reply) => {
    reply.from()
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  tell((server.server.address() as AddressInfo).port)
}

async function startSluice(upstream: string, policy: string, auditDurability: string): Promise<void> {
  const folder = mkdtempSync(join(process.env['SLUICE_BENCH_FOLDER'] ?? tmpdir(), 'sluice-bench-'))
  const audit = await openAuditLog({ path: join(folder, 'audit.jsonl'), now: () => new Date() })
  const server = serverSchema.parse({
    name: 'bench',
    'fhir-proxy': {
      auditDurability,
      listen: { port: 0 },
      baseUrl: 'https://sidecar.example.org/fhir',
      upstream: { url: `${upstream}/fhir` },
      state: join(folder, 'state.db'),
      clients: [
        {
          name: 'bench',
          apiKeySha256: [createHash('sha256').update(BENCH_KEY).digest('hex')],
          policy, purpose: 'bench', resourceTypes: 'all', interactions: ['read', 'search'],
        },
      ],
    },
  })
  const proxy = await assembleProxy({
    server,
    audit,
    limits: LIMITS,
    now: () => new Date(),
    softwareVersion: '0',
    keys: { keys: [{ version: 1, secret: new Phi(Buffer.alloc(32, 7), 'key') }] },
    onAlarm: () => undefined,
    onFailure: (error) => {
      throw error
    },
    status: { ready: () => undefined, unready: () => undefined },
  })
  tell((await proxy.listen()).port)
}

function tell(figure: number): void {
  process.stdout.write(`${figure}\n`)
}

if (import.meta.main) {
  const [role = '', upstream = '', policy = '', durability = 'disk'] = process.argv.slice(2)
  // Each line asks how much of a processor this process has used by now, in microseconds.
  createInterface(process.stdin).on('line', () => {
    const { user, system } = process.cpuUsage()
    tell(user + system)
  }).on('close', () => process.exit(0))
  if (role === 'upstream') startUpstream()
  else if (role === 'bare') await startBare(upstream)
  else await startSluice(upstream, policy, durability)
}
