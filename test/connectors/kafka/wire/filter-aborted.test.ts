import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filterAborted, type RawRecord } from '../../../../connectors/kafka/wire/filter-aborted.ts'

type Record = RawRecord & { readonly name: string }
const ABORT = Buffer.from([0, 0, 0, 0])
const COMMIT = Buffer.from([0, 0, 0, 1])

function data(offset: number, producerId: string, name: string, key: Buffer | null = null): Record {
  return { offset: String(offset), key, isControlRecord: false, batchContext: { producerId, inTransaction: producerId !== '-1' }, name }
}
function end(offset: number, producerId: string, key: Buffer): Record {
  return { offset: String(offset), key, isControlRecord: true, batchContext: { producerId, inTransaction: true }, name: 'end' }
}
const names = (records: readonly Record[]): string[] => records.filter(({ isControlRecord }) => !isControlRecord).map(({ name }) => name)

test.for([
  ['two that are open at the first record', [data(5, '1', 'a'), data(6, '2', 'b'), end(7, '1', ABORT), end(8, '2', ABORT)],
    [{ producerId: '1', firstOffset: '3' }, { producerId: '2', firstOffset: '4' }], []],
  ['some that are told out of order', [data(5, '1', 'a'), end(6, '1', ABORT), data(7, '2', 'b'), end(8, '2', ABORT)],
    [{ producerId: '2', firstOffset: '7' }, { producerId: '1', firstOffset: '5' }], []],
  ['one whose data has the key of an end', [data(5, '1', 'a', ABORT), data(6, '1', 'b'), end(7, '1', ABORT)],
    [{ producerId: '1', firstOffset: '5' }], []],
  ['one after which the same producer commits', [data(5, '1', 'a'), end(6, '1', ABORT), data(7, '1', 'b'), end(8, '1', COMMIT)],
    [{ producerId: '1', firstOffset: '5' }], ['b']],
  ['one beside a producer without transactions', [data(5, '1', 'a'), data(6, '-1', 'b'), end(7, '1', ABORT)],
    [{ producerId: '1', firstOffset: '5' }], ['b']],
] as const)('of %s, no record of an aborted transaction is left, and every other one is', ([, records, aborted, wanted]) => {
  expect(names(filterAborted(records, aborted))).toEqual(wanted)
})

test('whatever the interleaving, exactly the aborted records go', () => {
  const step = fc.record({ producer: fc.integer({ min: 1, max: 3 }), action: fc.constantFrom('send', 'send', 'send', 'abort', 'commit') })
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 0, max: 40 }), (steps, from) => {
    const open = new Map<number, { readonly first: number; readonly names: string[] }>()
    const log: Record[] = []
    const aborted: { producerId: string; firstOffset: string }[] = []
    const gone = new Set<string>()
    for (const { producer, action } of steps) {
      const offset = log.length
      const id = String(producer)
      if (action === 'send') {
        const name = `${id}@${offset}`
        log.push(data(offset, id, name, offset % 3 === 0 ? ABORT : null))
        open.set(producer, { first: open.get(producer)?.first ?? offset, names: [...open.get(producer)?.names ?? [], name] })
        continue
      }
      const transaction = open.get(producer)
      if (transaction === undefined) continue
      open.delete(producer)
      log.push(end(offset, id, action === 'abort' ? ABORT : COMMIT))
      if (action === 'commit') continue
      for (const name of transaction.names) gone.add(name)
      aborted.push({ producerId: id, firstOffset: String(transaction.first) })
    }
    // A broker tells of no open transaction: what a reader sees ends before the first of them.
    const stable = Math.min(log.length, ...[...open.values()].map(({ first }) => first))
    const seen = log.slice(Math.min(from, stable), stable)
    const told = aborted.filter(({ producerId, firstOffset }) =>
      log.findIndex((one, at) => at > Number(firstOffset) && one.isControlRecord && one.batchContext.producerId === producerId) >= from)
    expect(names(filterAborted(seen, told))).toEqual(names(seen).filter((name) => !gone.has(name)))
  }), { numRuns: 500 })
})
