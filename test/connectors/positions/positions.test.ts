import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openPositions } from '../../../connectors/positions/positions.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

const newFile = (): string => path.join(makeTemporaryFolder(), 'below', 'state.db')
const codeOf = (work: () => unknown): unknown => {
  try {
    work()
    return undefined
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

test('positions and marks outlast the process', () => {
  const file = newFile()
  const first = openPositions(file)
  first.save('a', { at: 1 }, { marks: [{ key: 'x', atMs: 10 }, { key: 'y', atMs: undefined }] })
  first.save('b', { at: 2 })
  first.close()
  const again = openPositions(file)
  expect([again.get('a'), again.get('b'), again.get('c')]).toEqual([{ at: 1 }, { at: 2 }, undefined])
  expect(again.marked('a', ['x', 'y', 'z'])).toEqual(new Set(['x', 'y']))
  expect(again.marked('b', ['x'])).toEqual(new Set())
  again.save('a', { at: 3 }, { forgetBeforeMs: 11 })
  expect(again.marked('a', ['x', 'y'])).toEqual(new Set(['y']))
  again.close()
})

test('a second route that opens the file is told so', () => {
  const file = newFile()
  const first = openPositions(file)
  expect(codeOf(() => openPositions(file))).toBe('SLUICE_LOCKED')
  first.close()
  openPositions(file).close()
})

test('a file of another kind is left as it is', () => {
  const text = path.join(makeTemporaryFolder(), 'text')
  writeFileSync(text, 'Dear diary, '.repeat(100))
  expect(codeOf(() => openPositions(text))).toBe('SLUICE_POSITION')
  const other = path.join(makeTemporaryFolder(), 'other.db')
  const db = new DatabaseSync(other)
  db.exec('CREATE TABLE diary (day TEXT)')
  db.close()
  expect(codeOf(() => openPositions(other))).toBe('SLUICE_POSITION')
  expect(codeOf(() => openPositions(path.dirname(other)))).toBe('SLUICE_POSITION')
})
