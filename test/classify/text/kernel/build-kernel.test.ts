import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildKernel, whyNotBuildable } from '../../../../src/classify/text/kernel/build-kernel.ts'
import { KERNEL_FILE } from '../../../../src/classify/text/kernel/load-kernel.ts'

test('the kernel is what its sources give, to the byte', { timeout: 300_000 }, async ({ skip }) => {
  const why = whyNotBuildable()
  if (why !== undefined) skip(why)
  const folder = mkdtempSync(join(tmpdir(), 'sluice-kernel-test-'))
  try {
    const file = join(folder, 'kernel.wasm')
    await buildKernel(file)
    expect(readFileSync(file).equals(readFileSync(KERNEL_FILE))).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
