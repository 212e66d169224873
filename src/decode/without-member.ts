import type { Limits } from '../contract/limits.ts'
import { createMachine } from '../json/lazy-machine.ts'
import { ANYTHING, STATE_CHECK, STATES_RESERVED, TOKEN } from '../json/machine.ts'
import { STRIDE, TAPE } from '../json/tape.ts'
import { createWalker } from '../json/walk.ts'

const COMMA = 0x2c
const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d

/** Where a first member with the comma behind it ends. */
function pastComma(bytes: Uint8Array, end: number): number {
  let at = end
  while (isSpace(bytes[at])) at++
  return bytes[at] === COMMA ? at + 1 : end
}

/** Creates what takes one member out of a JSON object and leaves every other byte as it is; see `Decoders.withoutMember`. */
export function createWithoutMember(limits: Limits): (bytes: Uint8Array, key: string) => Uint8Array {
  const walker = createWalker(limits)
  const checked = { ...ANYTHING, child: STATE_CHECK }
  return (bytes, key) => {
    const machine = createMachine({
      words: [], partRoots: [], stray: STATE_CHECK,
      root: { child: STATES_RESERVED, single: TOKEN.object, item: 0, record: true, tag: 0 },
      define: () => ({
        name: 'object',
        edges: [{ ...checked, key, record: true, whole: true, tag: 1 }],
        otherwise: checked,
        duplicates: true,
      }),
    })
    const { cells, length } = walker.walk(machine, bytes)
    for (let at = 0; at < length * STRIDE; at += STRIDE) {
      if (machine.tag(cells[at + TAPE.edge] as number) !== 1) continue
      const end = cells[at + TAPE.end] as number
      const isFirst = cells[at + TAPE.ordinal] === 0
      const from = cells[at + (isFirst ? TAPE.key : TAPE.cut)] as number
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(isFirst ? pastComma(bytes, end) : end)])
    }
    return bytes
  }
}
