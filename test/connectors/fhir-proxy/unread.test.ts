import { expect, test } from 'vitest'
import { sharedProxy } from './open-proxy.ts'

const shared = sharedProxy()

test.for([
  ['a path that cannot be decoded', '/Patient/Canaryname%E0%A4%A'],
  ['a path that is too long for a route', `/Patient/${'Canaryname'.repeat(200)}`],
] as const)('%s is refused without being repeated, whoever asks, and written down', async ([, path]) => {
  const { proxy } = shared
  const answer = await proxy.get(path)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.text).toContain('OperationOutcome')
  expect(answer.text).not.toContain('Canaryname')
  expect(proxy.asked).toEqual([])
  expect(proxy.lastRecord()).toMatchObject({ event: 'exchange', status: answer.status })
  expect(proxy.audit()).not.toContain('Canaryname')
})
