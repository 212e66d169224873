import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { sinks, sources } from '../../connectors/index.ts'
import { ROOT } from '../cli/run-cli.ts'

const text = readFileSync(join(ROOT, 'connectors', 'README.md'), 'utf8')
const blocks = [...text.matchAll(/^```yaml\n((?:from|to):\n[\s\S]*?)^```/gm)].map((match) => match[1] ?? '')

describe('connectors/README.md', () => {
  test('shows settings that the connectors take', () => {
    expect(blocks.length).toBeGreaterThan(3)
    const wrong = blocks.flatMap((block) => {
      const [side, of] = Object.entries(parse(block) as Record<string, Record<string, unknown>>)[0] ?? []
      const [key = '', settings] = Object.entries(of ?? {})[0] ?? []
      const known: Readonly<Record<string, { readonly settings: { safeParse(value: unknown): { readonly success: boolean } } }>> =
        side === 'from' ? sources : sinks
      return known[key]?.settings.safeParse(settings).success === true ? [] : [block]
    })
    expect(wrong).toEqual([])
  })

  test.for([...Object.keys(sources), ...Object.keys(sinks)])('has a row on %s', (key) => {
    expect(text.split('\n').some((line) => line.startsWith('| `') && line.split('|')[1]?.includes(`\`${key}\``) === true)).toBe(true)
  })
})
