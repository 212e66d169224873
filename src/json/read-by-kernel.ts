import type { ErrorCode } from '../contract/errors.ts'
import { arena } from './arena.ts'
import { host, kernel, REGISTER, registers } from './kernel/load-kernel.ts'
import { failure, skipSpace } from './lexer.ts'
import { decode, meetStranger } from './look-up.ts'
import type { Machine } from './machine.ts'
import { readScalar, settleState, startsContainer, total, type Listener } from './read-document.ts'

/** What a document is refused for, by the number that the kernel gives it. */
const FAILURES: readonly (ErrorCode | undefined)[] = [
  undefined, 'SLUICE_JSON_SYNTAX', 'SLUICE_JSON_DUPLICATE_KEY', 'SLUICE_JSON_ENCODING', 'SLUICE_JSON_NUMBER', 'SLUICE_LIMIT_DEPTH',
  'SLUICE_LIMIT_SIZE',
]

let listener!: Listener
let machine!: Machine
let generation = 0

host.value = (frame, edge, key, cut, start, end, ordinal, info) => listener.value(frame, edge, key, cut, start, end, ordinal, info)
host.open = (frame, edge) => listener.open(frame, edge)
host.close = (frame, end, size) => listener.close(frame, end, size)
host.settle = (p, state) => settleState(machine, p, state, generation)
host.named = (state, from, to) => machine.named(state, decode(from, to))
host.stranger = meetStranger
host.isFinite = (from, to) => Number.isFinite(Number(arena.text.toString('latin1', from, to))) ? 1 : 0

/** Does what `readDocument` does, several times as fast, for a machine whose tables the kernel can read. */
export function readByKernel(by: Machine, root: number, to: Listener, frameMax: number): number {
  const p = skipSpace(0)
  if (!startsContainer(p)) return readScalar(by, root, to, p)
  listener = to
  machine = by
  ;({ generation } = by)
  const { rows, pool, table, words, stray } = by
  const failed = kernel.document(
    rows.byteOffset, pool.byteOffset, table.byteOffset, words, root, stray, frameMax, to.cuts ? 1 : 0, p, arena.length,
  )
  total.odd += registers[REGISTER.odd] as number
  if (failed !== 0) throw failure(FAILURES[failed] as ErrorCode, registers[REGISTER.byte] as number)
  // One bit for each byte in sixteen that was anything but ASCII.
  return registers[REGISTER.high] === 0 ? 0 : -1
}
