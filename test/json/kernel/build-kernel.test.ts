import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildKernel, KERNEL_FILE, whyNotBuildable } from '../../../src/json/kernel/build-kernel.ts'

test('the kernel that reads JSON is what its source gives, to the byte', ({ skip }) => {
  const why = whyNotBuildable()
  if (why !== undefined) skip(why)
  const folder = mkdtempSync(join(tmpdir(), 'sluice-kernel-test-'))
  try {
    const file = join(folder, 'kernel.wasm')
    buildKernel(file)
    expect(readFileSync(file).equals(readFileSync(KERNEL_FILE))).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
