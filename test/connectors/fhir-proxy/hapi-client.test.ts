import { Client } from 'fhir-kit-client'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { freePort } from '../../services/free-port.ts'
import { startJava, tryHapi } from '../../services/hapi.ts'
import { KEYS, openUnmanaged, testClients } from './open-proxy.ts'

test('HAPI’s generic client, of which nothing was changed, works with what its policy shows', { timeout: 600_000 }, async ({ skip }) => {
  const server = await tryHapi()
  if (typeof server === 'string') return skip(server)
  const port = await freePort()
  const proxy = await openUnmanaged({
    clients: testClients(),
    config: { baseUrl: `http://127.0.0.1:${port}/vendor/fhir`, listen: { port } },
    upstream: { url: server.baseUrl, timeoutSeconds: 60 },
  })
  try {
    const entry = Array.from({ length: 23 }, (_, index) => ({
      resource: { resourceType: 'Patient', gender: 'female', birthDate: '1961-04-17', name: [{ family: `canary${index}` }] },
      request: { method: 'POST', url: 'Patient' },
    }))
    await new Client({ baseUrl: server.baseUrl }).transaction({ body: { resourceType: 'Bundle', type: 'transaction', entry } })
    const child = await startJava('HapiClient', {}, [proxy.base, KEYS.vendor])
    const exited = once(child, 'exit')
    const said = await Array.fromAsync(createInterface(child.stdout))
    await exited
    expect(said).toEqual([
      'found 23 on more than one page true', 'read true born 1961 named false', 'version true', 'refused 403 409 404',
      'created true at an address of the base true',
    ])
  } finally {
    await proxy.close()
    await server.stop()
  }
})
