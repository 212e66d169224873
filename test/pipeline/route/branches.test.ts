import { describe, expect, test } from 'vitest'
import { SluiceError } from '../../../src/contract/errors.ts'
import type { Delivery, Message, RecordMessage, Sink } from '../../../src/contract/message.ts'
import type { AuditEvent, AuditLog, RunFacts } from '../../../src/pipeline/route/audit-events.ts'
import type { AppliedPolicy, BranchOptions } from '../../../src/pipeline/route/branch.ts'
import type { Quarantine } from '../../../src/pipeline/quarantine/quarantine.ts'
import { runBranches, type RouteResult } from '../../../src/pipeline/route/run-route.ts'
import { BLOCKED, BROKEN, createFakeEngine } from './fake-engine.ts'

const STEPS = ['prepare', 'flush', 'commit'] as const
type Step = (typeof STEPS)[number]

/** What goes on, in order, and what is visible in each sink. */
interface World {
  readonly calls: string[]
  readonly events: AuditEvent[]
  readonly visible: Map<string, string[]>
}

interface Breaks {
  readonly branch: string
  readonly step: Step
  /** How often. */
  times: number
}

function sinkOf(name: string, { calls, visible }: World, breaks: Breaks | undefined): Sink & { flush(): Promise<void> } {
  let prepared: string[] = []
  const step = (at: Step): void => {
    calls.push(`${name} ${at}`)
    if (breaks?.branch !== name || breaks.step !== at || breaks.times === 0) return
    breaks.times -= 1
    throw new SluiceError('SLUICE_SINK')
  }
  return {
    name,
    async prepare(_message, output) {
      step('prepare')
      prepared.push(Buffer.from(output as Uint8Array).toString())
    },
    flush: async () => step('flush'),
    async commit() {
      step('commit')
      visible.set(name, [...(visible.get(name) ?? []), ...prepared])
      prepared = []
    },
    async abort() {
      calls.push(`${name} abort`)
      prepared = []
    },
    close: async () => undefined,
  }
}

function quarantineOf(name: string, { calls }: World): Quarantine {
  return {
    path: name,
    add: () => `${name}-id`,
    sync: async () => void calls.push(`${name} quarantine`),
    close: async () => undefined,
  }
}

const factsOf = (route: string, policyHash = 'f'): RunFacts =>
  ({ route, policy: 'fake', policyHash, destination: route, purpose: 'p', keyVersion: 1 })

interface Run extends World {
  readonly ended: readonly RouteResult[] | SluiceError
}

interface RunParts {
  readonly bodies: readonly string[]
  readonly breaks?: Breaks
  /** Delivers again after a failure. */
  readonly again?: true
  readonly policies?: (name: string) => () => AppliedPolicy
}

async function run({ bodies, breaks, again, policies }: RunParts): Promise<Run> {
  const world: World = { calls: [], events: [], visible: new Map() }
  const waiting = [...bodies]
  const source = {
    name: 'memory',
    async *deliveries(): AsyncGenerator<Delivery> {
      for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
        // Another branch may send the body as it is.
        const letGo = (): void => void world.calls.push('let go')
        const message: Message & Pick<RecordMessage, 'letGo'> = { body: Buffer.from(body), source: 'memory', line: 1, letGo }
        const text = body
        yield {
          messages: [message],
          ack: async () => void world.calls.push('ack'),
          nack: async () => {
            world.calls.push('nack')
            if (again === undefined) return undefined
            waiting.unshift(text)
            return 'again'
          },
        }
      }
    },
  }
  const audit: AuditLog = {
    path: 'memory',
    append: (event) => void world.events.push(event),
    sync: async () => void world.calls.push('audit'),
    write: async () => undefined,
    close: async () => undefined,
  }
  const branches = ['r/a', 'r/b'].map((name): BranchOptions => {
    const applied = { engine: createFakeEngine(), facts: factsOf(name) }
    return {
      sink: sinkOf(name, world, breaks),
      policy: policies?.(name) ?? (() => applied),
      onError: name === 'r/a' ? 'block' : 'quarantine',
      quarantine: quarantineOf(name, world),
      keepBytesMax: 1000,
    }
  })
  const ended = await runBranches({ route: 'r', branches, source, audit, sluiceVersion: '0', signal: new AbortController().signal })
    .catch((error: unknown) => error as SluiceError)
  return { ...world, ended }
}

describe('branches', () => {
  test('take each step together: nothing is visible in one before the audit log has both, and the source hears last', async () => {
    const { calls, visible } = await run({ bodies: ['raw'] })
    expect(calls).toEqual([
      'audit',
      'r/a prepare', 'r/a quarantine', 'r/a flush', 'r/b prepare', 'r/b quarantine', 'r/b flush',
      'audit', 'r/a commit', 'r/b commit', 'ack',
      'audit',
    ])
    expect(visible).toEqual(new Map([['r/a', ['***']], ['r/b', ['***']]]))
  })

  test('refuse each by its own rules, and have results and records of their own', async () => {
    const { events, ended } = await run({ bodies: ['raw', BROKEN, BLOCKED] })
    expect(ended).toMatchObject([{ messages: 3, blocked: 2, quarantined: 0 }, { messages: 3, blocked: 1, quarantined: 1 }])
    expect(events.filter(({ event }) => event === 'refused')).toMatchObject([
      { route: 'r/a', verdict: 'block' }, { route: 'r/b', verdict: 'quarantine', id: 'r/b-id' },
      { route: 'r/a', verdict: 'block' }, { route: 'r/b', verdict: 'block', code: 'SLUICE_POLICY_BLOCK' },
    ])
    expect(events.filter(({ event }) => event === 'close')).toMatchObject([
      { route: 'r/a', released: 1, refused: 2 }, { route: 'r/b', released: 1, refused: 2 },
    ])
  })

  const FAILURES = ['r/a', 'r/b'].flatMap((branch) => STEPS.map((step) => ({ branch, step })))

  test.for(FAILURES)('do not acknowledge when $step fails in $branch, and stop when the source cannot deliver again', async (where) => {
    const { calls, ended, events, visible } = await run({ bodies: ['raw', 'raw2'], breaks: { ...where, times: 1 } })
    expect(ended).toMatchObject({ code: 'SLUICE_SINK' })
    expect(calls.filter((call) => /ack/.test(call))).toEqual(['nack'])
    expect(calls.at(-1)).toBe('audit')
    expect(events.filter(({ event }) => event === 'close')).toMatchObject([
      { ended: 'failed', released: 0 },
      { ended: 'failed', released: 0 },
    ])
    const isVisible = where.branch === 'r/b' && where.step === 'commit'
    expect(visible).toEqual(isVisible ? new Map([['r/a', ['***']]]) : new Map())
  })

  test.for(FAILURES)(
    'go on when $step fails in $branch twice and the source delivers again: nothing is lost, and the log says so',
    async (where) => {
      const { calls, ended, events, visible } = await run({ bodies: ['raw', 'raw2'], breaks: { ...where, times: 2 }, again: true })
      expect(ended).toMatchObject([{ messages: 2 }, { messages: 2 }])
      expect(calls.filter((call) => /ack/.test(call))).toEqual(['nack', 'nack', 'ack', 'ack'])
      expect(visible.get('r/b')).toEqual(['***', '***2'])
      const twice = where.branch === 'r/b' && where.step === 'commit' ? ['***', '***'] : []
      expect(visible.get('r/a')).toEqual([...twice, '***', '***2'])
      expect(events.filter(({ event }) => event === 'undone').map(({ route }: AuditEvent & { route?: string }) => route)).toEqual([
        'r/a', 'r/b', 'r/a', 'r/b',
      ])
    },
  )

  test('ask for the policy once for each delivery, so that one is never worked on under two', async () => {
    let asked = 0
    const { events } = await run({
      bodies: ['raw', 'raw2', 'raw3'],
      policies: (name) => () => ({ engine: createFakeEngine(), facts: factsOf(name, name === 'r/a' ? `hash${asked++}` : 'f') }),
    })
    const hashes = events.flatMap((event) => (event.event === 'batch' && event.route === 'r/a' ? [event.policyHash] : []))
    expect(new Set(hashes).size).toBe(3)
    expect(events.filter(({ event }) => event === 'batch')).toHaveLength(6)
  })
})
