import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeFolder } from '../../src/contract/make-folder.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

describe('A folder', () => {
  const root = makeTemporaryFolder()

  test('is made with those above it, and may be there already', () => {
    const folder = join(root, 'a', 'b', 'c')
    makeFolder(folder)
    makeFolder(folder)
    expect(statSync(folder).isDirectory()).toBe(true)
  })

  test('is not made where a file stands in its way', () => {
    const file = join(root, 'file')
    writeFileSync(file, '')
    expect(() => makeFolder(file)).toThrow(/EEXIST/)
    expect(() => makeFolder(join(file, 'below', 'it'))).toThrow(/ENOTDIR/)
  })

  test('is refused, and not tried for ever, by a file system that makes none', ({ skip }) => {
    if (!existsSync('/proc/self')) skip('there is no /proc here')
    expect(() => makeFolder('/proc/none/of/these')).toThrow(/ENOENT/)
  })
})
