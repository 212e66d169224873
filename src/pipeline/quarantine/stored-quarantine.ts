import { randomUUID } from 'node:crypto'
import type { LineStore } from '../../contract/line-store.ts'
import { sealEntry } from './quarantine-format.ts'
import type { Quarantine } from './quarantine.ts'

/** A quarantine that is kept elsewhere: lines are sealed here, in the form that files have, and only their place leaves in clear. */
export function createStoredQuarantine({
  store,
  key,
  now,
}: {
  readonly store: LineStore
  readonly key: Uint8Array
  readonly now: () => Date
}): Quarantine {
  return {
    path: store.name,
    add(facts, body, delivery) {
      const id = facts.id ?? randomUUID()
      const line = sealEntry({ id, time: now().toISOString(), ...facts }, body, key)
      if (Buffer.byteLength(line) > store.lineBytesMax) return undefined
      store.put({ id, code: facts.code, source: facts.source, offset: facts.line, line }, delivery)
      return id
    },
    sync: (delivery) => store.sync(delivery),
    abort: (delivery) => store.abort(delivery),
    close: () => store.close(),
  }
}
