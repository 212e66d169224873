import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ERRORS } from '../../src/contract/errors.ts'
import { NAMES } from '../../src/observe/subscribe-all.ts'
import { CHANNELS } from '../../src/pipeline/events.ts'
import { ROOT } from '../cli/run-cli.ts'
import { metricsOf, observedText } from './observed-metrics.ts'

const guide = readFileSync(join(ROOT, 'deploy', 'README.md'), 'utf8')
/** What the guide puts between backticks in its tables. */
const told = new Set(
  [...guide.matchAll(/^\|.*\|$/gm)].flatMap(([row]) => [...row.matchAll(/`([^`]+)`/g)].map(([, word]) => word as string)),
)

describe('the guide', () => {
  test('has every metric of ours, and none that is not there', async () => {
    const ours = [...metricsOf(await observedText()).keys()]
      .map((name) => name.replace(/_(?:bucket|sum|count)$/, ''))
      .filter((name) => name.startsWith('sluice_'))
    expect([...told].filter((word) => word.startsWith('sluice_')).sort()).toEqual([...new Set(ours)].sort())
  })

  test('has every code that is logged, and none that is not', () => {
    const sources = ['src/cli', 'src/observe'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
    )
    const logged = sources.flatMap((text) =>
      [...text.matchAll(/\blogger\.[a-z]+\(\{ code: ([^,}]+)[,}]/g)].flatMap(([, code = '']) =>
        [...code.matchAll(/'([A-Z_]+)'/g)].map(([, name]) => name as string),
      ),
    )
    const own = [...new Set(logged)].filter((code) => !Object.hasOwn(ERRORS, code)).sort()
    expect([...told].filter((word) => /^[A-Z]+(?:_[A-Z]+)*$/.test(word)).sort()).toEqual(own)
  })

  test('has every channel', () => {
    expect([...told].filter((word) => word.startsWith('sluice:')).sort()).toEqual(
      [...new Set([...Object.values(CHANNELS).map(({ name }) => String(name)), ...Object.values(NAMES)])].sort(),
    )
  })
})
