import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openChangingSecret } from '../../../src/cli/config/changing-secret.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

const file = join(makeTemporaryFolder(), 'secret')
writeFileSync(file, 'two\nlines')

test.for([
  ['env:SLUICE_NOT_SET', 'SLUICE_KEY_MISSING: upstream.authorization of server api reads env:SLUICE_NOT_SET, which is not set, or empty.'],
  [`file:${file}`, `SLUICE_KEY_MISSING: upstream.authorization of server api reads file:${file}, and what is there cannot stand in a header.`],
  [`file:${file}.not`, `SLUICE_IO: upstream.authorization of server api reads file:${file}.not, which cannot be read.`],
] as const)('a secret that is not there is told by its setting and where it was looked for: %s', ([source, message]) => {
  const setting = 'upstream.authorization of server api'
  expect(() => openChangingSecret({ source, setting, now: () => new Date(), onChange: () => undefined })).toThrow(message)
})
