/** A record as the consumer sees it before control records are left out. */
export interface RawRecord {
  readonly offset: string
  readonly key: Uint8Array | null
  readonly isControlRecord: boolean
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean }
}

export interface AbortedTransaction {
  readonly producerId: string
  readonly firstOffset: string
}

/** Type of a control record, in the second half of its key: 0 ends a transaction by aborting it. */
function isAbort({ isControlRecord, key }: RawRecord): boolean {
  return isControlRecord && key !== null && key.length >= 4 && key[2] === 0 && key[3] === 0
}

/**
 * Leaves out the records of aborted transactions, as a reader under read_committed must (KIP-98, Data Flow, section 5.1;
 * as the Java client does). Transactions of several producers may begin before the first record that is looked at, and are
 * not told in order; a record of data may have any key, also one that looks like that of a control record.
 */
export function filterAborted<R extends RawRecord>(records: readonly R[], aborted: readonly AbortedTransaction[] | null | undefined): R[] {
  const waiting = [...aborted ?? []]
    .map(({ producerId, firstOffset }) => ({ producerId, firstOffset: BigInt(firstOffset) }))
    .sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : a.firstOffset > b.firstOffset ? 1 : 0))
  if (waiting.length === 0) return [...records]
  const open = new Set<string>()
  let next = 0
  return records.filter((record) => {
    const offset = BigInt(record.offset)
    for (let first = waiting[next]; first !== undefined && first.firstOffset <= offset; first = waiting[next]) {
      open.add(first.producerId)
      next += 1
    }
    const { producerId, inTransaction } = record.batchContext
    if (isAbort(record)) open.delete(producerId)
    else if (!record.isControlRecord && inTransaction && open.has(producerId)) return false
    return true
  })
}
