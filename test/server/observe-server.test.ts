import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHealth, type Health } from '../../src/observe/health.ts'
import { startObserveServer, type ObserveServer } from '../../src/server/observe-server.ts'

let server: ObserveServer
let health: Health
let fails = false

beforeAll(async () => {
  health = createHealth(['r'])
  const metrics = {
    contentType: 'text/plain',
    text: async () => {
      if (fails) throw new Error('Canaryname')
      return 'x 1\n'
    },
    stop: () => undefined,
  }
  server = await startObserveServer('127.0.0.1:0', { health, metrics })
})
afterAll(async () => {
  await server.close()
  health.stop()
})

/** Sends bytes as they are, and returns what comes back. */
async function send(raw: string): Promise<string> {
  const { port } = new URL(server.address)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(raw))
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

describe('the observe server repeats nothing of a request', () => {
  test.for([
    ['another path', 'GET /Canaryname?Canaryname=1 HTTP/1.1\r\nHost: Canaryname\r\nConnection: close\r\n\r\n', 404],
    [
      'another method',
      'POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{"Canaryname":',
      400,
    ],
    ['a URL that cannot be decoded', 'GET /%E0%A4%Canaryname HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
    ['no HTTP at all', 'Canaryname\r\n\r\n', 400],
    ['a header that is too long', `GET /metrics HTTP/1.1\r\nHost: x\r\nX: ${'Canaryname'.repeat(3000)}\r\n\r\n`, 431],
  ] as const)('%s', async ([, raw, status]) => {
    const answer = await send(raw)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).not.toContain('Canaryname')
  })

  test('metrics that cannot be read', async () => {
    fails = true
    const answer = await fetch(`${server.address}/metrics`)
    fails = false
    expect(answer.status).toBe(500)
    expect(await answer.text()).toBe('{"code":"SLUICE_INTERNAL"}')
  })
})

test('what is not ready answers 503, and what lives 200', async () => {
  expect((await fetch(`${server.address}/readyz`)).status).toBe(503)
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200)
  expect((await fetch(`${server.address}/metrics`)).headers.get('cache-control')).toBe('no-store')
})

test('an address that is taken is told as such', async () => {
  const { host } = new URL(server.address)
  const metrics = { contentType: 'text/plain', text: async () => '', stop: () => undefined }
  await expect(startObserveServer(host, { health, metrics })).rejects.toMatchObject({ code: 'SLUICE_IO' })
})
