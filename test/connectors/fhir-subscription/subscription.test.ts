import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { numbersOf, r4, r5, resourceOf, start } from './open-subscription.ts'

describe.for([['R4 (backport)', r4], ['R5', r5]] as const)('by %s,', ([, form]) => {
  test('hands are shaken, and events are taken in their order, each once', async () => {
    const { notify, taken } = await start(form)
    expect(await notify(form({ type: 'handshake', total: 0 }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 2, events: [2, 1] }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 2, events: [2] }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 3, events: [2, 3] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3])
    expect(taken[0]).toBe(`sub1/1-000000000001.ndjson ${JSON.stringify(resourceOf(1))}`)
  })

  test('events that were missed are asked for before those that came', async () => {
    const { notify, taken } = await start(form, { has: 6 })
    await notify(form({ type: 'handshake', total: 0 }))
    expect(await notify(form({ type: 'event-notification', total: 4, events: [4] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 4])
    expect(await notify(form({ type: 'heartbeat', total: 6 }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('an event that the server does not give again is waited for, and said to be missing', async () => {
    const { notify, taken, said } = await start(form, { has: 1 })
    await notify(form({ type: 'handshake', total: 0 }))
    expect(await notify(form({ type: 'event-notification', total: 4, events: [4] }))).toBe(503)
    expect([numbersOf(taken), said.at(-1)]).toEqual([[1], 'SLUICE_SOURCE'])
    expect(await notify(form({ type: 'event-notification', total: 4, events: [2, 3, 4] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 4])
  })

  test('what a notification only names is read from the server, and what it does not name is asked for', async () => {
    const { notify, taken, asked } = await start(form, { has: 3 })
    await notify(form({ type: 'handshake', total: 0 }))
    expect(await notify(form({ type: 'event-notification', total: 1, events: [1], payload: 'id-only' }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 2, events: [2], payload: 'empty' }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 3, events: [3], payload: 'deleted' }))).toBe(200)
    expect(numbersOf(taken.slice(0, 2))).toEqual([1, 2])
    expect(taken[2]).toContain('"method":"DELETE"')
    expect(asked.map(({ url }) => url)).toContain('/fhir/Encounter/e1')
  })

  test('what a notification only names has not been read where a page for people comes in its place', async () => {
    const { notify, taken } = await start(form, { has: 1, pages: { left: 1 } })
    await notify(form({ type: 'handshake', total: 0 }))
    const event = form({ type: 'event-notification', total: 1, events: [1], payload: 'id-only' })
    expect([await notify(event), taken]).toEqual([503, []])
    expect([await notify(event), numbersOf(taken)]).toEqual([200, [1]])
  })

  test.for([
    ['a notification', { type: 'event-notification', total: 2, events: [2] }],
    ['a heartbeat', { type: 'heartbeat', total: 2 }],
  ] as const)('a server that counts anew without a handshake is asked, at %s, and its events are taken', async ([, notice]) => {
    const counts = { has: 3 }
    const { notify, taken, asked } = await start(form, { counts })
    await notify(form({ type: 'handshake', total: 0 }))
    expect(await notify(form({ type: 'event-notification', total: 3, events: [1, 2, 3] }))).toBe(200)
    // One that comes again late counts less too.
    expect([await notify(form(notice)), numbersOf(taken)]).toEqual([200, [1, 2, 3]])
    expect(asked.filter(({ url }) => url.includes('$status')).length).toBe(1)
    counts.has = 2
    expect([await notify(form(notice)), numbersOf(taken)]).toEqual([200, [1, 2, 3, 1, 2]])
    expect(taken.at(-1)).toContain('sub1/2-000000000002.ndjson')
  })

  test('of a server that shakes hands anew all that it has by then is taken', async () => {
    const counts = { has: 3 }
    const { notify, taken } = await start(form, { counts })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 3, events: [1, 2, 3] }))
    counts.has = 2
    expect(await notify(form({ type: 'handshake', total: 2 }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 1, 2])
  })

  test('missed events have not been given where a page for people comes in their place', async () => {
    const { notify, taken } = await start(form, { has: 3, pages: { left: 1, events: true } })
    await notify(form({ type: 'handshake', total: 0 }))
    const event = form({ type: 'event-notification', total: 3, events: [3] })
    expect([await notify(event), taken]).toEqual([503, []])
    expect([await notify(event), numbersOf(taken)]).toEqual([200, [1, 2, 3]])
  })

  test('a server that counted anew while nobody listened is asked at the start', async () => {
    const counts = { has: 3 }
    const { notify, taken, restart } = await start(form, { counts })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 3, events: [1, 2, 3] }))
    counts.has = 1
    await restart()
    await expect.poll(() => numbersOf(taken)).toEqual([1, 2, 3, 1])
  })

  test('a server whose status counts nothing has not begun to count anew', async () => {
    const counts = { has: 3 }
    const { notify, taken, restart } = await start(form, { counts })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 3, events: [1, 2, 3] }))
    counts.has = 0
    await restart()
    expect(await notify(form({ type: 'event-notification', total: 4, events: [4] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 4])
  })

  test.for([
    ['is down', { status: 503 }],
    ['does not know the subscription for now', { status: 404, isGone: true }],
  ] as const)('a server that %s at the start is asked again until it answers, and what was missed is taken', async ([, how]) => {
    const refuses = { left: 0, ...how }
    const counts = { has: 1 }
    const { notify, taken, said, restart } = await start(form, { counts, refuses })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 1, events: [1] }))
    counts.has = 3
    refuses.left = how.status === 503 ? 8 : 1
    await restart()
    expect(said.at(-1)).toBe('SLUICE_SOURCE')
    await expect.poll(() => [numbersOf(taken), said.at(-1)], { timeout: 10_000 }).toEqual([[1, 2, 3], 'ready'])
  })

  test.for([404, 400, 405, 501])('a server without $status, which says %i, counts as well, and tells by its next number', async (status) => {
    const refuses = { left: 0, status }
    const { notify, taken, said, restart, asked } = await start(form, { has: 2, refuses })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 1, events: [1] }))
    refuses.left = Infinity
    await restart()
    expect([said.at(-1), asked.filter(({ url }) => url.includes('$status')).length]).toEqual(['ready', 1])
    expect(await notify(form({ type: 'event-notification', total: 1, events: [1] }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 3, events: [3] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3])
  })

  test('after a restart it goes on where it was, and asks what was missed', async () => {
    const { notify, taken, restart } = await start(form, { has: 3 })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 1, events: [1] }))
    await restart()
    for (let wait = 0; wait < 100 && taken.length < 3; wait++) await sleep(20)
    expect(await notify(form({ type: 'event-notification', total: 1, events: [1] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3])
  })
})

test('a change and the deletion after it, told of in one notification, are both taken, also where the first was taken before', async () => {
  const { notify, taken } = await start(r4)
  await notify(r4({ type: 'handshake', total: 0 }))
  const twice = (numbers: readonly number[]): string => {
    const one = { type: 'event-notification', events: numbers } as const
    const [full, deleted] = [r4(one), r4({ ...one, payload: 'deleted' })] as unknown as { readonly entry: readonly object[] }[]
    return JSON.stringify({ ...full, entry: [...full?.entry.slice(0, 2) ?? [], ...deleted?.entry.slice(2) ?? []] })
      .replaceAll(/Encounter\/e\d/g, 'Encounter/e1')
  }
  expect([await notify(twice([1, 2])), await notify(twice([2, 3]))]).toEqual([200, 200])
  expect(taken.map((one) => one.includes('"DELETE"'))).toEqual([false, true, true])
})

test('a silence in which the server still does not give what is missing does not make the source ready', async () => {
  const { notify, said, asked } = await start(r4, { has: 1, more: { heartbeatSeconds: 1 } })
  await notify(r4({ type: 'handshake', total: 0 }))
  expect(await notify(r4({ type: 'event-notification', total: 4, events: [4] }))).toBe(503)
  const [before, times] = [said.length, asked.length]
  await expect.poll(() => asked.length, { timeout: 8000 }).toBeGreaterThan(times + 2)
  expect(new Set(said.slice(before))).toEqual(new Set(['SLUICE_SOURCE']))
}, 15_000)

test('a server that counts anew is followed, and its outputs have other names', async () => {
  const { notify, taken } = await start(r4)
  await notify(r4({ type: 'handshake', total: 0 }))
  await notify(r4({ type: 'event-notification', events: [1] }))
  expect(await notify(r4({ type: 'handshake', total: 0 }))).toBe(200)
  await notify(r4({ type: 'event-notification', events: [1] }))
  expect(taken.map((one) => one.split(' ')[0])).toEqual(['sub1/1-000000000001.ndjson', 'sub1/2-000000000001.ndjson'])
})
