import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openStateStore } from '../../src/exchange/state-store.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

test('what cannot be written is tried again, and after some tries it is told', async () => {
  const told: unknown[] = []
  const store = openStateStore(join(makeTemporaryFolder(), 'state.db'), (error) => void told.push(error))
  const done: string[] = []
  let tries = 0
  store.later(() => {
    if (++tries < 4) throw new Error('the disk is full')
    return () => void done.push('written')
  })
  for (let waited = 0; waited < 100 && done.length === 0; waited++) await delay(100)
  expect([tries, done]).toEqual([4, ['written']])
  expect(told).toMatchObject([{ code: 'SLUICE_IO' }])
  store.close()
})

test('a path that cannot be opened is an error of ours', () => {
  expect(() => openStateStore(makeTemporaryFolder(), () => undefined)).toThrow('SLUICE_IO')
})

test('one server at a time may have it, or each would spend the whole of a budget; whoever comes after has it', () => {
  const path = join(makeTemporaryFolder(), 'state.db')
  const store = openStateStore(path, () => undefined)
  expect(() => openStateStore(path, () => undefined)).toThrow('SLUICE_LOCKED')
  store.database.exec("INSERT INTO stop VALUES ('a', 'bytes', 1)")
  store.close()
  const next = openStateStore(path, () => undefined)
  expect(next.database.prepare('SELECT client FROM stop').all()).toMatchObject([{ client: 'a' }])
  next.close()
})
