import type { Budget, BudgetStop } from '../contract/exchange.ts'
import type { StateStore } from './state-store.ts'

export interface BudgetLimits {
  readonly windowSeconds: number
  readonly messages?: number | undefined
  readonly subjects?: number | undefined
  readonly bytes?: number | undefined
  /** The share of a limit at which somebody is told. */
  readonly warnAt: number
}

/** What somebody is told: counts and names of the configuration only. */
export interface BudgetAlarm {
  readonly client: string
  readonly alarm: 'soft' | 'hard'
  readonly limit: BudgetStop['limit']
  readonly used: number
  readonly allowed: number
}

export interface BudgetOptions {
  readonly client: string
  readonly limits: BudgetLimits
  readonly store: StateStore
  readonly now: () => Date
  readonly alarm: (alarm: BudgetAlarm) => void
}

/** The window moves on in steps of a twenty-fourth, so what was spent comes back bit by bit and never all at once. */
const BUCKETS = 24
const KINDS = ['messages', 'subjects', 'bytes'] as const

/**
 * What one client may be told within a moving window: resources, distinct patients, bytes. An answer that would pass a
 * limit does not leave, and from then on nothing does until a whole window has gone by, restarts or not.
 */
export function createEgressBudget({ client, limits, store, now, alarm }: BudgetOptions): Budget {
  const bucketMs = (limits.windowSeconds * 1000) / BUCKETS
  const statements = prepare(store)
  const spent = new Map<number, { messages: number; bytes: number }>()
  const subjects = new Map<string, number>()
  const dirty = { buckets: new Set<number>(), subjects: new Set<string>() }
  const warned = new Set<string>()
  const bucketNow = (): number => Math.floor(now().getTime() / bucketMs) * bucketMs
  const oldest = (): number => bucketNow() - (BUCKETS - 1) * bucketMs
  let forgotten = 0
  for (const row of statements.spent.all(client))
    spent.set(Number(row['bucket']), { messages: Number(row['messages']), bytes: Number(row['bytes']) })
  for (const row of statements.subjects.all(client)) subjects.set(String(row['subject']), Number(row['bucket']))
  const row = statements.stop.get(client)
  let stop = row === undefined ? undefined : { limit: String(row['limited']) as BudgetStop['limit'], until: Number(row['until']) }

  function forget(): void {
    const from = oldest()
    if (from === forgotten) return
    forgotten = from
    for (const bucket of spent.keys()) if (bucket < from) spent.delete(bucket)
    for (const [subject, bucket] of subjects) if (bucket < from) subjects.delete(subject)
  }

  function used(): Record<BudgetStop['limit'], number> {
    let messages = 0
    let bytes = 0
    for (const one of spent.values()) {
      messages += one.messages
      bytes += one.bytes
    }
    return { messages, bytes, subjects: subjects.size }
  }

  function write(): () => void {
    const from = oldest()
    const written = { buckets: [...dirty.buckets], subjects: [...dirty.subjects] }
    for (const bucket of written.buckets) {
      const one = spent.get(bucket)
      if (one !== undefined) statements.spend.run(client, bucket, one.messages, one.bytes)
    }
    for (const subject of written.subjects) statements.meet.run(client, subject, subjects.get(subject) ?? from)
    statements.forgetSpent.run(client, from)
    statements.forgetSubjects.run(client, from)
    if (stop === undefined) statements.release.run(client)
    else statements.halt.run(client, stop.limit, stop.until)
    return () => {
      for (const bucket of written.buckets) dirty.buckets.delete(bucket)
      for (const subject of written.subjects) dirty.subjects.delete(subject)
    }
  }

  function stopped(): BudgetStop | undefined {
    if (stop === undefined) return undefined
    const leftMs = stop.until - now().getTime()
    if (leftMs > 0) return { limit: stop.limit, retryAfterSeconds: Math.ceil(leftMs / 1000) }
    stop = undefined
    warned.clear()
    store.later(write)
    return undefined
  }

  return {
    stopped,
    spend(cost) {
      const already = stopped()
      if (already !== undefined) return already
      forget()
      const before = used()
      const bucket = bucketNow()
      const after = {
        messages: before.messages + cost.messages,
        bytes: before.bytes + cost.bytes,
        subjects: before.subjects + new Set(cost.subjects.filter((subject) => !subjects.has(subject))).size,
      }
      for (const kind of KINDS) {
        const allowed = limits[kind]
        if (allowed === undefined || after[kind] <= allowed) continue
        stop = { limit: kind, until: now().getTime() + limits.windowSeconds * 1000 }
        store.later(write)
        alarm({ client, alarm: 'hard', limit: kind, used: before[kind], allowed })
        return { limit: kind, retryAfterSeconds: limits.windowSeconds }
      }
      const one = spent.get(bucket) ?? { messages: 0, bytes: 0 }
      spent.set(bucket, { messages: one.messages + cost.messages, bytes: one.bytes + cost.bytes })
      dirty.buckets.add(bucket)
      for (const subject of cost.subjects) {
        subjects.set(subject, bucket)
        dirty.subjects.add(subject)
      }
      store.later(write)
      for (const kind of KINDS) {
        const allowed = limits[kind]
        if (allowed === undefined) continue
        if (after[kind] < allowed * limits.warnAt) warned.delete(kind)
        else if (!warned.has(kind)) {
          warned.add(kind)
          alarm({ client, alarm: 'soft', limit: kind, used: after[kind], allowed })
        }
      }
      return undefined
    },
  }
}

function prepare({ database }: StateStore) {
  return {
    spent: database.prepare('SELECT bucket, messages, bytes FROM spent WHERE client = ?'),
    subjects: database.prepare('SELECT subject, bucket FROM subject WHERE client = ?'),
    stop: database.prepare('SELECT limited, until FROM stop WHERE client = ?'),
    spend: database.prepare(
      'INSERT INTO spent VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET messages = excluded.messages, bytes = excluded.bytes',
    ),
    meet: database.prepare('INSERT INTO subject VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bucket = excluded.bucket'),
    forgetSpent: database.prepare('DELETE FROM spent WHERE client = ? AND bucket < ?'),
    forgetSubjects: database.prepare('DELETE FROM subject WHERE client = ? AND bucket < ?'),
    halt: database.prepare(
      'INSERT INTO stop VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET limited = excluded.limited, until = excluded.until',
    ),
    release: database.prepare('DELETE FROM stop WHERE client = ?'),
  }
}
